using System.Runtime.CompilerServices;

namespace Hotline.Domain.Deadlines;

/// <summary>
/// The offsets of a time zone as a table of transitions, so that converting is a look-up and has one meaning for local
/// times that do not exist or exist twice. Offsets before 1900 and after 2200 are those of the nearest year.
/// </summary>
internal sealed class ZoneOffsets
{
    private static readonly ConditionalWeakTable<TimeZoneInfo, ZoneOffsets> Known = [];

    private readonly long[] _offsets;
    private readonly long[] _untilUtc;
    private readonly long[] _untilLocal;

    private ZoneOffsets(TimeZoneInfo zone)
    {
        var offsets = new List<long>();
        var until = new List<long>();
        var moment = new DateTime(WorkCalendar.EarliestYear, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks - (2 * TimeSpan.TicksPerDay);
        var last = new DateTime(WorkCalendar.LatestYear + 1, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks + (3 * TimeSpan.TicksPerDay);
        var offset = Offset(moment);
        while (moment < last)
        {
            var tomorrow = moment + TimeSpan.TicksPerDay;
            while (Offset(tomorrow) != offset)
            {
                long before = moment, after = tomorrow;
                while (after - before > 1)
                {
                    var middle = before + ((after - before) / 2);
                    if (Offset(middle) == offset)
                    {
                        before = middle;
                    }
                    else
                    {
                        after = middle;
                    }
                }

                offsets.Add(offset);
                until.Add(after);
                moment = after;
                offset = Offset(after);
            }

            moment = tomorrow;
        }

        offsets.Add(offset);
        _offsets = [.. offsets];
        _untilUtc = [.. until];
        _untilLocal = [.. until.Select((utc, i) => utc + offsets[i])];

        long Offset(long utcTicks) => zone.GetUtcOffset(new DateTime(utcTicks, DateTimeKind.Utc)).Ticks;
    }

    /// <summary>The moments, in UTC ticks, at which the zone changes its offset, in order.</summary>
    public ReadOnlySpan<long> Transitions => _untilUtc;

    /// <summary>The table of a zone; made once per zone, as the scan over three centuries costs some milliseconds.</summary>
    public static ZoneOffsets Of(TimeZoneInfo zone) => Known.GetValue(zone, found => new ZoneOffsets(found));

    /// <summary>Offset in ticks at a UTC moment.</summary>
    public long At(long utcTicks) => _offsets[FirstAfter(_untilUtc, utcTicks)];

    /// <summary>
    /// The first moment, in UTC ticks, at which the local clock shows this time or a later one: the transition itself
    /// for a skipped local time, the first pass for one that comes twice. Never goes backward.
    /// </summary>
    public long ToUtc(long localTicks)
    {
        var i = FirstAfter(_untilLocal, localTicks);
        var utc = localTicks - _offsets[i];
        return i == 0 ? utc : Math.Max(utc, _untilUtc[i - 1]);
    }

    private static int FirstAfter(long[] until, long ticks)
    {
        // Almost always the present rule of a zone that has given up daylight saving.
        if (until.Length == 0 || ticks >= until[^1])
        {
            return until.Length;
        }

        int low = 0, high = until.Length - 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ticks < until[middle])
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}
