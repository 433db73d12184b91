using System.Diagnostics.CodeAnalysis;

namespace Hotline.Domain.Deadlines;

/// <summary>
/// A stretch of working time, measured from 00:00 of the working day it starts on. An <see cref="End"/> beyond 24 hours
/// is a night shift: it runs into the next day, but belongs to this one.
/// </summary>
/// <param name="Start">Local time of day, at least 0 and less than 24 hours.</param>
/// <param name="End">Later than <see cref="Start"/>, less than 48 hours; not itself part of the working time.</param>
public readonly record struct WorkInterval(TimeSpan Start, TimeSpan End)
{
    public TimeSpan Length => End - Start;
}

/// <summary>
/// The working hours of every working day, in local time: sorted, apart from each other, never empty. Intervals that
/// touch are one interval. Immutable.
/// </summary>
public sealed class WorkSchedule : IEquatable<WorkSchedule>
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly WorkInterval[] _intervals;

    private WorkSchedule(WorkInterval[] intervals)
    {
        _intervals = intervals;
        PerDay = TimeSpan.FromTicks(intervals.Sum(interval => interval.Length.Ticks));
    }

    /// <summary>Office hours with a lunch break, 09:00-12:00 and 13:00-18:00.</summary>
    public static WorkSchedule Default { get; } = Parse("09:00-12:00,13:00-18:00");

    public IReadOnlyList<WorkInterval> Intervals => _intervals;

    /// <summary>Working time in one working day; more than zero, at most 24 hours.</summary>
    public TimeSpan PerDay { get; }

    /// <summary>
    /// Reads <c>09:00-12:00,13:00-18:00</c>. An end of <c>24:00</c> is midnight; an end before its start
    /// (<c>22:00-06:00</c>) is a night shift of the day it starts on.
    /// </summary>
    /// <exception cref="FormatException">Not a schedule; the message says why.</exception>
    public static WorkSchedule Parse(string text) =>
        TryParse(text, out var schedule, out var error) ? schedule : throw new FormatException(error);

    /// <summary>As <see cref="Parse"/>, with the reason as a value. A schedule without working time is refused: it would have no deadlines.</summary>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out WorkSchedule? schedule, [NotNullWhen(false)] out string? error)
    {
        schedule = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            error = "The schedule is empty; it needs at least one interval, e.g. 09:00-18:00.";
            return false;
        }

        var intervals = new List<WorkInterval>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var dash = part.IndexOf('-', StringComparison.Ordinal);
            if (dash < 0 || !TryParseTime(part.AsSpan(0, dash), out var start) || !TryParseTime(part.AsSpan(dash + 1), out var end))
            {
                error = $"'{part}' is no interval; write it as 09:00-12:00.";
                return false;
            }

            if (start == Day)
            {
                error = $"'{part}' starts at 24:00; only an end may be 24:00.";
                return false;
            }

            if (start == end)
            {
                error = $"'{part}' starts and ends at the same time; a whole day is 00:00-24:00.";
                return false;
            }

            intervals.Add(new WorkInterval(start, end > start ? end : end + Day));
        }

        intervals.Sort((a, b) => a.Start.CompareTo(b.Start));
        var merged = new List<WorkInterval> { intervals[0] };
        foreach (var next in intervals.Skip(1))
        {
            var last = merged[^1];
            if (next.Start < last.End)
            {
                error = $"{Print(last)} and {Print(next)} overlap.";
                return false;
            }

            if (next.Start == last.End)
            {
                merged[^1] = last with { End = next.End };
            }
            else
            {
                merged.Add(next);
            }
        }

        // The night shift must be over before the next day's first interval begins, or an hour would count twice.
        if (merged[^1].End - Day > merged[0].Start)
        {
            error = $"{Print(merged[^1])} runs into {Print(merged[0])} of the next day.";
            return false;
        }

        schedule = new WorkSchedule([.. merged]);
        error = null;
        return true;
    }

    public bool Equals(WorkSchedule? other) => other is not null && _intervals.AsSpan().SequenceEqual(other._intervals);

    public override bool Equals(object? obj) => Equals(obj as WorkSchedule);

    public override int GetHashCode() => HashCode.Combine(_intervals.Length, _intervals[0], _intervals[^1]);

    /// <summary>The form <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Join(',', _intervals.Select(Print));

    private static string Print(WorkInterval interval) => $"{Print(interval.Start)}-{Print(interval.End > Day ? interval.End - Day : interval.End)}";

    private static string Print(TimeSpan time) => FormattableString.Invariant($"{(int)time.TotalHours:00}:{time.Minutes:00}");

    private static bool TryParseTime(ReadOnlySpan<char> text, out TimeSpan time)
    {
        time = default;
        text = text.Trim();
        var colon = text.IndexOf(':');
        if (colon is < 1 or > 2 || text.Length != colon + 3)
        {
            return false;
        }

        var hours = Digits(text[..colon]);
        var minutes = Digits(text[(colon + 1)..]);
        if (hours is < 0 or > 24 || minutes is < 0 or > 59 || (hours == 24 && minutes > 0))
        {
            return false;
        }

        time = new TimeSpan(hours, minutes, 0);
        return true;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return -1;
            }

            value = (value * 10) + (c - '0');
        }

        return value;
    }
}
