using System.Globalization;
using Hotline.Contracts.Deadlines;

namespace Hotline.Domain.Deadlines;

/// <summary>One running or stopped limit of a case or of one of its assignments (domain.md §2.1). All instants are UTC.</summary>
public sealed record Clock
{
    /// <summary>How many working days overdue the second and the third red light mean (domain.md §2.5).</summary>
    private const int DoubleRedAfter = 2;
    private const int TripleRedAfter = 5;

    public required ClockKind Kind { get; init; }

    /// <summary>Number of the assignment; <c>null</c> for clocks of the case itself.</summary>
    public int? Assignment { get; init; }

    /// <summary>
    /// Which run of the same clock on the case: the second review, the third request, the order of supervision by its number.
    /// For assignments always 1.
    /// </summary>
    public int Run { get; init; } = 1;

    /// <summary>The unit that answers for it; <c>null</c> when the hotline does.</summary>
    public string? Unit { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary><c>null</c> for C0, which only informs, and for a date that somebody set.</summary>
    public Limit? Limit { get; init; }

    /// <summary>The way from the start to the due moment; <c>null</c> for C0.</summary>
    public DeadlineCourse? Course { get; init; }

    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>It ended by running out, not by being done in time: nobody signed (T13).</summary>
    public bool Missed { get; init; }

    /// <summary>It judges nobody: its assignment was given back with approval, or taken back while still in time (domain.md §1.5, T19, T36).</summary>
    public bool IsVoid { get; init; }

    /// <summary>The highest light announced so far for the present due moment.</summary>
    public Light Announced { get; init; }

    /// <summary>Unique within the case, e.g. <c>C4-1</c> (assignment 1), <c>C6.2</c> (second call-back).</summary>
    public string Key => Assignment is { } number
        ? string.Create(CultureInfo.InvariantCulture, $"C{(int)Kind}-{number}")
        : string.Create(CultureInfo.InvariantCulture, $"C{(int)Kind}.{Run}");

    /// <summary>The kind that a <see cref="Key"/> names; <c>null</c> for whatever is none.</summary>
    public static ClockKind? KindOf(string? key) =>
        key is { Length: > 1 } && key.IndexOfAny(['-', '.']) is > 1 and var end && Enum.TryParse<ClockKind>(key[1..end], out var kind) ? kind : null;

    /// <summary>办结 in either form: C4 of the first dispatch, C7 of a later round.</summary>
    public bool IsResolution => Kind is ClockKind.Resolve or ClockKind.Rework;

    /// <summary>The first moment that is late. <c>null</c> for C0.</summary>
    public DateTimeOffset? DueAt => Course?.DueAt;

    /// <summary>原时限, before extensions, pauses and caps. <c>null</c> for C0.</summary>
    public DateTimeOffset? OriginalDueAt => Course?.OriginalDueAt;

    /// <summary>When it turns yellow. <c>null</c> for C0.</summary>
    public DateTimeOffset? WarnAt => Course?.WarnAt;

    /// <summary>Since when it stands still; <c>null</c> when it runs or has stopped.</summary>
    public DateTimeOffset? PausedAt => StoppedAt is null ? Course?.PausedAt : null;

    /// <summary>The due date fell into a year without a calendar and was counted by weekday only (日历缺失).</summary>
    public bool CalendarMissing => Course is { CalendarMissing: true };

    public bool IsRunning => StoppedAt is null && PausedAt is null;

    /// <summary>When the next light is to be announced; <c>null</c> when it does not run, or all is said.</summary>
    public DateTimeOffset? NextNoticeAt
    {
        get
        {
            if (!IsRunning || Course is null)
            {
                return null;
            }

            for (var light = Announced + 1; light <= Light.TripleRed; light++)
            {
                // A rung that coincides with a higher one is never announced by itself.
                if (light == Light.TripleRed || TurnsAt(light) < TurnsAt(light + 1))
                {
                    return TurnsAt(light);
                }
            }

            return null;
        }
    }

    /// <summary>
    /// The light at an instant. Due is late: at the due instant it is red. A stopped clock is green when it stopped at
    /// or before its due instant (domain.md §3.5: on time is ≤ due), and stays red otherwise; so does one that is paused.
    /// </summary>
    public Light LightAt(DateTimeOffset now)
    {
        if (StoppedAt is not null)
        {
            return StoppedInTime ? Light.Green : Light.Red;
        }

        var at = PausedAt is { } paused && paused < now ? paused : now;
        if (Course is null || (PausedAt is not null && at < DueAt))
        {
            return Light.Green;
        }

        var light = Light.Green;
        while (light < Light.TripleRed && at >= TurnsAt(light + 1))
        {
            light++;
        }

        return light;
    }

    public bool StoppedInTime => StoppedAt is { } stopped && !Missed && (DueAt is null || stopped <= DueAt);

    /// <summary>When it reaches a light.</summary>
    public DateTimeOffset TurnsAt(Light light) => light switch
    {
        Light.Yellow => Course!.WarnAt,
        Light.Orange => Course!.OrangeAt < Course.DueAt ? Course.OrangeAt : Course.DueAt,
        Light.Red => Course!.DueAt,
        Light.DoubleRed => Course!.OverdueBy(DoubleRedAfter),
        Light.TripleRed => Course!.OverdueBy(TripleRedAfter),
        _ => throw new ArgumentOutOfRangeException(nameof(light), light, "A clock does not turn to this light."),
    };
}
