using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Hotline.Contracts;

namespace Hotline.Domain;

/// <summary>What a rule answers to a request: the events that now hold, or the reason why not.</summary>
public sealed class Decision
{
    private Decision(IReadOnlyList<HotlineEvent> events, Refusal? refusal)
    {
        Events = events;
        Refusal = refusal;
    }

    /// <summary>The events to append, in order. Empty when refused, or when there is nothing left to do.</summary>
    public IReadOnlyList<HotlineEvent> Events { get; }

    public Refusal? Refusal { get; }

    [MemberNotNullWhen(true, nameof(Refusal))]
    public bool IsRefused => Refusal is not null;

    /// <summary>Already so: for steps that a timer or a message may ask for more than once.</summary>
    public static Decision Nothing { get; } = new([], null);

    public static Decision Accept(params IReadOnlyList<HotlineEvent> events) => new(events, null);

    public static Decision Refuse(string code, string reason) => new([], new Refusal(code, reason));

    /// <summary>The same with a sentence that mentions values, which are kept for other languages.</summary>
    public static Decision Refuse(string code, Sentence reason) => new([], new Refusal(code, reason));

    public static implicit operator Decision(Refusal refusal) => new([], refusal);

    public static Decision FromRefusal(Refusal refusal) => refusal;
}

/// <summary>The rules say no.</summary>
/// <param name="Code">Stable, for programs and translations, e.g. <c>case.step_not_allowed</c>.</param>
/// <param name="Reason">An English sentence for people; carries no personal data.</param>
public sealed record Refusal(string Code, string Reason)
{
    public Refusal(string code, Sentence reason)
        : this(code, reason.Text) => Values = reason.Values;

    /// <summary>What the sentence mentions, in its order: for the same sentence in another language.</summary>
    public IReadOnlyList<object> Values { get; } = [];

    public bool Equals(Refusal? other) => other is not null && (Code, Reason) == (other.Code, other.Reason);

    public override int GetHashCode() => HashCode.Combine(Code, Reason);
}

/// <summary>An English sentence that remembers what it mentions. An interpolated string becomes one by itself.</summary>
[InterpolatedStringHandler]
public readonly struct Sentence(int literalLength, int formattedCount)
{
    private readonly StringBuilder _text = new(literalLength);
    private readonly List<object> _values = new(formattedCount);

    public string Text => _text.ToString();

    public IReadOnlyList<object> Values => _values;

    public void AppendLiteral(string text) => _text.Append(text);

    public void AppendFormatted<T>(T value) => AppendFormatted(value, format: null);

    public void AppendFormatted<T>(T value, string? format)
    {
        _values.Add(value is IFormattable formattable && format is not null ? formattable.ToString(format, CultureInfo.InvariantCulture) : (object?)value ?? "");
        _text.Append(value switch
        {
            IFormattable one => one.ToString(format, CultureInfo.InvariantCulture),
            IEnumerable<Enum> all => string.Join(", ", all),
            _ => value?.ToString(),
        });
    }
}
