using System.Diagnostics.CodeAnalysis;

namespace Hotline.Deadlines;

/// <summary>
/// The start of a clock as it is typed: a date (<c>2026-04-28</c>) or an ISO 8601 instant with offset
/// (<c>2026-04-28T14:11:06+08:00</c>; seconds and fractions may be absent, the offset may be <c>Z</c>, <c>+0800</c> or <c>+08</c>).
/// Parsed by hand: the library's parser would take a missing offset to be the machine's.
/// </summary>
internal readonly record struct StartTime(DateOnly Date, DateTimeOffset? Instant)
{
    public static bool TryParse(ReadOnlySpan<char> text, out StartTime start, [NotNullWhen(false)] out string? error)
    {
        start = default;
        var rest = text;
        if (!Take(ref rest, 4, out var year) || !Skip(ref rest, '-') || !Take(ref rest, 2, out var month)
            || !Skip(ref rest, '-') || !Take(ref rest, 2, out var day))
        {
            error = $"'{Shorten(text)}' is neither a date like 2026-04-28 nor an instant like 2026-04-28T14:11:06+08:00.";
            return false;
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            error = $"'{Shorten(text)}': there is no such day.";
            return false;
        }

        var date = new DateOnly(year, month, day);
        if (rest.IsEmpty)
        {
            start = new StartTime(date, null);
            error = null;
            return true;
        }

        int seconds = 0, offsetMinutes = 0;
        long fraction = 0;
        if (!(Skip(ref rest, 'T') || Skip(ref rest, 't')) || !Take(ref rest, 2, out var hours) || !Skip(ref rest, ':') || !Take(ref rest, 2, out var minutes)
            || (Skip(ref rest, ':') && (!Take(ref rest, 2, out seconds) || !TakeFraction(ref rest, out fraction))))
        {
            error = $"'{Shorten(text)}': the time is not like 14:11:06.";
            return false;
        }

        if (hours > 23 || minutes > 59 || seconds > 59)
        {
            error = $"'{Shorten(text)}': there is no such time of day.";
            return false;
        }

        if (rest.IsEmpty)
        {
            error = $"'{Shorten(text)}' has no offset; write it as in 2026-04-28T14:11:06+08:00.";
            return false;
        }

        if (!(Skip(ref rest, 'Z') || Skip(ref rest, 'z')))
        {
            var sign = rest[0] == '-' ? -1 : 1;
            var offsetRest = 0;
            if (!(Skip(ref rest, '+') || Skip(ref rest, '-')) || !Take(ref rest, 2, out var offsetHours)
                || ((Skip(ref rest, ':') || !rest.IsEmpty) && !Take(ref rest, 2, out offsetRest))
                || offsetRest > 59 || (offsetHours * 60) + offsetRest > 14 * 60)
            {
                error = $"'{Shorten(text)}': the offset is not like +08:00, or is more than 14 hours.";
                return false;
            }

            offsetMinutes = sign * ((offsetHours * 60) + offsetRest);
        }

        if (!rest.IsEmpty)
        {
            error = $"'{Shorten(text)}': there is something after the offset.";
            return false;
        }

        var local = date.ToDateTime(new TimeOnly(hours, minutes, seconds)).AddTicks(fraction);
        var utc = local.Ticks - (offsetMinutes * TimeSpan.TicksPerMinute);
        if (utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks)
        {
            error = $"'{Shorten(text)}': there is no such instant.";
            return false;
        }

        start = new StartTime(date, new DateTimeOffset(local, TimeSpan.FromMinutes(offsetMinutes)));
        error = null;
        return true;
    }

    private static bool Take(ref ReadOnlySpan<char> text, int count, out int value)
    {
        value = 0;
        if (text.Length < count)
        {
            return false;
        }

        foreach (var c in text[..count])
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            value = (value * 10) + (c - '0');
        }

        text = text[count..];
        return true;
    }

    /// <summary>Optional fraction of a second, in ticks of 100 ns; finer digits are dropped.</summary>
    private static bool TakeFraction(ref ReadOnlySpan<char> text, out long ticks)
    {
        ticks = 0;
        if (!(Skip(ref text, '.') || Skip(ref text, ',')))
        {
            return true;
        }

        var unit = TimeSpan.TicksPerSecond;
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            unit /= 10;
            ticks += (text[digits] - '0') * unit;
            digits++;
        }

        text = text[digits..];
        return digits > 0;
    }

    private static bool Skip(ref ReadOnlySpan<char> text, char expected)
    {
        if (text.IsEmpty || text[0] != expected)
        {
            return false;
        }

        text = text[1..];
        return true;
    }

    private static string Shorten(ReadOnlySpan<char> text) => text.Length <= 40 ? text.ToString() : $"{text[..40]}…";
}
