using System.Globalization;
using Hotline.Contracts.Deadlines;

namespace Hotline.Domain.Deadlines;

/// <summary>One running or stopped limit of a case or of one of its assignments (domain.md §2.1). All instants are UTC.</summary>
public sealed record Clock
{
    public required ClockKind Kind { get; init; }

    /// <summary>Number of the assignment; <c>null</c> for clocks of the case itself.</summary>
    public int? Assignment { get; init; }

    /// <summary>Which run of the same clock on the case: the review of round 2 is number 2. For assignments always 1.</summary>
    public int Run { get; init; } = 1;

    /// <summary>The unit that answers for it; <c>null</c> when the hotline does.</summary>
    public string? Unit { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary><c>null</c> for C0, which only informs, and for a date the dispatcher set.</summary>
    public Limit? Limit { get; init; }

    /// <summary>The first moment that is late. <c>null</c> for C0.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it turns yellow. <c>null</c> for C0.</summary>
    public DateTimeOffset? WarnAt { get; init; }

    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>The due date fell into a year without a calendar and was counted by weekday only (日历缺失).</summary>
    public bool CalendarMissing { get; init; }

    /// <summary>The highest light announced so far.</summary>
    public Light Announced { get; init; }

    /// <summary>Unique within the case, e.g. <c>C4-1</c> (assignment 1), <c>C6.2</c> (second call-back).</summary>
    public string Key => Assignment is { } number
        ? string.Create(CultureInfo.InvariantCulture, $"C{(int)Kind}-{number}")
        : string.Create(CultureInfo.InvariantCulture, $"C{(int)Kind}.{Run}");

    public bool IsRunning => StoppedAt is null;

    /// <summary>When the next light is to be announced: yellow, then red; <c>null</c> when stopped or all said.</summary>
    public DateTimeOffset? NextNoticeAt => !IsRunning ? null : Announced switch
    {
        Light.Green => WarnAt < DueAt ? WarnAt : DueAt,
        Light.Yellow => DueAt,
        Light.Red => null,
        _ => throw new InvalidOperationException($"Unknown light {Announced}."),
    };

    /// <summary>
    /// The light at an instant. Due is late: at the due instant it is red. A stopped clock is green when it stopped at
    /// or before its due instant (domain.md §3.5: on time is ≤ due), and stays red otherwise.
    /// </summary>
    public Light LightAt(DateTimeOffset now) =>
        StoppedAt is not null ? (StoppedInTime ? Light.Green : Light.Red)
        : now >= DueAt ? Light.Red
        : now >= WarnAt ? Light.Yellow
        : Light.Green;

    public bool StoppedInTime => StoppedAt is { } stopped && (DueAt is null || stopped <= DueAt);
}
