using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Hotline.Domain.Deadlines;

/// <summary>What a limit counts.</summary>
public enum LimitKind
{
    /// <summary><c>wd</c>: due at 24:00 of the n-th working day, the start day not counted.</summary>
    WorkingDays,

    /// <summary><c>d</c>: due at 24:00 of the n-th day, the start day not counted.</summary>
    CalendarDays,

    /// <summary><c>h</c>: hours of the plain clock, day and night.</summary>
    Hours,

    /// <summary><c>m</c>: minutes of the plain clock, day and night.</summary>
    Minutes,

    /// <summary><c>wm</c>: minutes of working time.</summary>
    WorkingMinutes,

    /// <summary><c>wh</c>: hours of working time.</summary>
    WorkingHours,
}

/// <summary>
/// How long something may take, e.g. <c>5wd</c> or <c>30m</c>. The amount is at least one and at most what fits between
/// 1900 and 2200. <c>domain.md §2.1</c>.
/// </summary>
public readonly record struct Limit
{
    private const int MostDays = 110_000; // 301 years

    /// <exception cref="ArgumentOutOfRangeException">The amount is not positive, or larger than three centuries.</exception>
    public Limit(LimitKind kind, int amount)
    {
        if (!Enum.IsDefined(kind))
        {
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of limit.");
        }

        if (amount < 1 || amount > Most(kind))
        {
            throw new ArgumentOutOfRangeException(nameof(amount), amount, $"A limit in {Unit(kind)} is from 1 to {Most(kind)}.");
        }

        Kind = kind;
        Amount = amount;
    }

    public LimitKind Kind { get; }

    /// <summary>In the unit of <see cref="Kind"/>. Zero only in a limit that was never set, which no calendar accepts.</summary>
    public int Amount { get; }

    /// <summary>True for limits that end with a day (<c>wd</c>, <c>d</c>), false for those that end at a time of day.</summary>
    public bool IsInDays => Kind is LimitKind.WorkingDays or LimitKind.CalendarDays;

    /// <summary>True when holidays and weekends do not count (<c>wd</c>, <c>wm</c>, <c>wh</c>).</summary>
    public bool IsWorking => Kind is LimitKind.WorkingDays or LimitKind.WorkingMinutes or LimitKind.WorkingHours;

    public static Limit WorkingDays(int amount) => new(LimitKind.WorkingDays, amount);

    public static Limit CalendarDays(int amount) => new(LimitKind.CalendarDays, amount);

    public static Limit Hours(int amount) => new(LimitKind.Hours, amount);

    public static Limit Minutes(int amount) => new(LimitKind.Minutes, amount);

    public static Limit WorkingMinutes(int amount) => new(LimitKind.WorkingMinutes, amount);

    public static Limit WorkingHours(int amount) => new(LimitKind.WorkingHours, amount);

    /// <summary>Reads <c>5wd</c>, <c>3d</c>, <c>24h</c>, <c>30m</c>, <c>480wm</c> or <c>4wh</c>.</summary>
    /// <exception cref="FormatException">Not a limit; the message says why.</exception>
    public static Limit Parse(string text) => TryParse(text, out var limit, out var error) ? limit : throw new FormatException(error);

    /// <summary>As <see cref="Parse"/>, with the reason as a value.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Limit limit, [NotNullWhen(false)] out string? error)
    {
        limit = default;
        var length = 0;
        var amount = 0L;
        while (length < text.Length && char.IsAsciiDigit(text[length]))
        {
            // Kept small rather than overflowing: anything this long is too large in every unit.
            amount = Math.Min((amount * 10) + (text[length] - '0'), int.MaxValue);
            length++;
        }

        LimitKind? kind = text[length..] switch
        {
            "wd" => LimitKind.WorkingDays,
            "d" => LimitKind.CalendarDays,
            "h" => LimitKind.Hours,
            "m" => LimitKind.Minutes,
            "wm" => LimitKind.WorkingMinutes,
            "wh" => LimitKind.WorkingHours,
            _ => null,
        };
        if (length == 0 || kind is null)
        {
            var shown = text.Length <= 40 ? text.ToString() : $"{text[..40]}…";
            error = $"'{shown}' is no limit; it is a positive whole number and one of wd, d, h, m, wm, wh, e.g. 5wd.";
            return false;
        }

        if (amount < 1 || amount > Most(kind.Value))
        {
            error = $"A limit in {Unit(kind.Value)} is from 1 to {Most(kind.Value)}.";
            return false;
        }

        limit = new Limit(kind.Value, (int)amount);
        error = null;
        return true;
    }

    /// <summary>The form <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount}{Unit(Kind)}");

    /// <summary>A length of time that it never falls short of, whenever it starts: days end at their 24:00.</summary>
    public TimeSpan AtLeast => IsInDays ? TimeSpan.FromDays(Amount) : new TimeSpan(Ticks);

    /// <summary>The length of a limit in hours or minutes.</summary>
    internal long Ticks => Kind switch
    {
        LimitKind.Hours or LimitKind.WorkingHours => Amount * TimeSpan.TicksPerHour,
        LimitKind.Minutes or LimitKind.WorkingMinutes => Amount * TimeSpan.TicksPerMinute,
        _ => throw new InvalidOperationException("A limit in days has no length: it ends with a day."),
    };

    private static string Unit(LimitKind kind) => kind switch
    {
        LimitKind.WorkingDays => "wd",
        LimitKind.CalendarDays => "d",
        LimitKind.Hours => "h",
        LimitKind.Minutes => "m",
        LimitKind.WorkingMinutes => "wm",
        LimitKind.WorkingHours => "wh",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of limit."),
    };

    private static int Most(LimitKind kind) => kind switch
    {
        LimitKind.WorkingDays or LimitKind.CalendarDays => MostDays,
        LimitKind.Hours or LimitKind.WorkingHours => MostDays * 24,
        _ => MostDays * 24 * 60,
    };
}
