using CsCheck;
using Hotline.Domain.Deadlines;
using Hotline.Tests.Support;
using static Hotline.Tests.Support.Calendars;

namespace Hotline.Tests.Domain.Deadlines;

public sealed class CountingWorkingTime
{
    private static readonly WorkCalendar Nights = With("08:00-12:00,22:00-06:00");
    private static readonly WorkCalendar RoundTheClock = Bare("00:00-24:00", NewYork);

    // Both changes of the New York clock fall into these hours, on a Sunday that is worked.
    private static readonly WorkCalendar Sundays = new(
        1,
        [
            new CalendarDay(On("2026-03-08"), "spring", IsOffDay: false),
            new CalendarDay(On("2026-11-01"), "autumn", IsOffDay: false),
        ],
        WorkSchedule.Parse("00:30-04:00,09:00-17:00,22:00-24:00"),
        NewYork);

    private static readonly WorkCalendar[] All =
        [China, Nights, RoundTheClock, Sundays, Bare("18:00-10:00", NewYork), new WorkCalendar(1, EveryDayWorked(2020, 2026), WorkSchedule.Parse("02:15-02:45"), NewYork), With("23:59-00:01")];

    private static readonly Gen<WorkCalendar> AnyCalendar = Gen.Int[0, All.Length - 1].Select(i => All[i]);

    // Whole seconds from 2018 (before the notice) to 2028 (after it).
    private static readonly Gen<DateTimeOffset> AnyInstant =
        Gen.Long[At("2018-06-01T00:00:00Z").ToUnixTimeSeconds(), At("2028-06-01T00:00:00Z").ToUnixTimeSeconds()].Select(DateTimeOffset.FromUnixTimeSeconds);

    private static readonly Gen<TimeSpan> AnyDuration =
        Gen.OneOf(Gen.Int[0, 3000].Select(minutes => TimeSpan.FromMinutes(minutes)), Gen.Int[0, 2_000_000].Select(seconds => TimeSpan.FromSeconds(seconds)));

    [Test]
    public void Agrees_with_every_shared_vector()
    {
        using var file = SharedData.Json("deadlines/business-time.json");
        var count = 0;
        Assert.Multiple(() =>
        {
            foreach (var vector in file.RootElement.GetProperty("vectors").EnumerateArray())
            {
                count++;
                var start = At(vector[1].GetString()!);
                switch (vector[0].GetString())
                {
                    case "add_minutes":
                        Assert.That(China.AddWorkingTime(start, TimeSpan.FromMinutes(vector[2].GetInt32())), Is.EqualTo(At(vector[3].GetString()!)), vector.ToString());
                        break;
                    case "seconds_between":
                        Assert.That(China.WorkingTimeBetween(start, At(vector[2].GetString()!)).TotalSeconds, Is.EqualTo(vector[3].GetDouble()), vector.ToString());
                        break;
                    case "in_hours":
                        Assert.That(China.IsInHours(start), Is.EqualTo(vector[3].GetBoolean()), vector.ToString());
                        break;
                    default:
                        Assert.Fail($"unknown operation in {vector}");
                        break;
                }
            }
        });
        Assert.That(count, Is.GreaterThan(0));
    }

    [TestCase("2026-04-28T12:30:00+08:00", 60, "2026-04-28T14:00:00+08:00", TestName = "A start inside the break begins after it")]
    [TestCase("2026-04-28T11:00:00+08:00", 60, "2026-04-28T12:00:00+08:00", TestName = "Time that fills the morning ends when the break begins")]
    [TestCase("2026-04-28T11:00:00+08:00", 61, "2026-04-28T13:01:00+08:00", TestName = "A minute more ends after the break")]
    [TestCase("2026-04-28T12:00:00+08:00", 1, "2026-04-28T13:01:00+08:00", TestName = "A start at the beginning of the break")]
    [TestCase("2026-04-28T13:00:00+08:00", 300, "2026-04-28T18:00:00+08:00", TestName = "A start at the end of the break")]
    [TestCase("2026-04-28T14:00:00+08:00", 120, "2026-04-28T16:00:00+08:00", TestName = "Never before the start")]
    [TestCase("2026-04-28T18:00:00+08:00", 1, "2026-04-29T09:01:00+08:00", TestName = "A start at closing time")]
    [TestCase("2026-10-01T10:00:00+08:00", 30, "2026-10-08T09:30:00+08:00", TestName = "A start on a holiday")]
    [TestCase("2026-09-20T10:00:00+08:00", 30, "2026-09-20T10:30:00+08:00", TestName = "A start on a make-up Sunday")]
    [TestCase("2026-04-30T23:59:59+08:00", 30, "2026-05-06T09:30:00+08:00", TestName = "A start at the last second before a holiday")]
    [TestCase("2024-02-29T17:45:00+08:00", 30, "2024-03-01T09:15:00+08:00", TestName = "A start on 29 February")]
    [TestCase("2026-09-30T16:00:00+08:00", 480, "2026-10-08T16:00:00+08:00", TestName = "A golden week in between")]
    [TestCase("2026-04-28T01:30:00Z", 30, "2026-04-28T10:00:00+08:00", TestName = "A start written with another offset")]
    public void Respects_the_lunch_break_and_days_off(string start, int minutes, string expected)
    {
        var end = China.AddWorkingTime(At(start), TimeSpan.FromMinutes(minutes));
        Assert.That(end, Is.EqualTo(At(expected)));
        Assert.That(end.Offset, Is.EqualTo(TimeSpan.FromHours(8)));
    }

    // Two independent engines agree on the first; the second needs the make-up Saturday they cannot express.
    [TestCase("2026-09-30T16:00:00+08:00", 480, "2026-10-08T17:00:00+08:00")]
    [TestCase("2026-10-09T16:30:00+08:00", 450, "2026-10-10T17:00:00+08:00")]
    public void Agrees_with_other_engines_on_a_longer_break(string start, int minutes, string expected) =>
        Assert.That(With("09:00-12:00,13:30-17:30").AddWorkingTime(At(start), TimeSpan.FromMinutes(minutes)), Is.EqualTo(At(expected)));

    [TestCase("2026-04-30T23:00:00+08:00", 120, "2026-05-01T01:00:00+08:00", TestName = "A night shift runs on into a holiday")]
    [TestCase("2026-05-01T01:00:00+08:00", 300, "2026-05-01T06:00:00+08:00", TestName = "Its last hours still count on the holiday")]
    [TestCase("2026-05-01T01:00:00+08:00", 301, "2026-05-06T08:01:00+08:00", TestName = "After it the holiday does not count")]
    [TestCase("2026-05-06T03:00:00+08:00", 1, "2026-05-06T08:01:00+08:00", TestName = "The night before the first working day is nobody's shift")]
    public void Gives_a_night_shift_to_the_day_it_starts_on(string start, int minutes, string expected) =>
        Assert.That(Nights.AddWorkingTime(At(start), TimeSpan.FromMinutes(minutes)), Is.EqualTo(At(expected)));

    [TestCase("2026-05-01T05:59:59+08:00", true)]
    [TestCase("2026-05-01T06:00:00+08:00", false)]
    [TestCase("2026-05-01T23:00:00+08:00", false)]
    [TestCase("2026-05-06T05:00:00+08:00", false)]
    [TestCase("2026-05-06T22:00:00+08:00", true)]
    public void Knows_when_the_night_shift_is_on(string instant, bool expected) =>
        Assert.That(Nights.IsInHours(At(instant)), Is.EqualTo(expected));

    // 2026-03-08 02:00 EST becomes 03:00 EDT; 2026-11-01 02:00 EDT becomes 01:00 EST.
    [TestCase("2026-03-08T00:30:00-05:00", 150, "2026-03-08T04:00:00-04:00", TestName = "The skipped hour does not count")]
    [TestCase("2026-03-08T00:30:00-05:00", 151, "2026-03-08T09:01:00-04:00", TestName = "After the shortened night the day begins as ever")]
    [TestCase("2026-11-01T00:30:00-04:00", 270, "2026-11-01T04:00:00-05:00", TestName = "The repeated hour counts twice")]
    [TestCase("2026-11-01T01:30:00-05:00", 60, "2026-11-01T02:30:00-05:00", TestName = "A start in the second pass stays there")]
    [TestCase("2026-03-06T16:00:00-05:00", 180 + 150 + 60, "2026-03-08T10:00:00-04:00", TestName = "A long span across the change")]
    public void Follows_the_clock_changes_of_the_zone(string start, int minutes, string expected)
    {
        var end = Sundays.AddWorkingTime(At(start), TimeSpan.FromMinutes(minutes));
        Assert.That(end, Is.EqualTo(At(expected)));
        Assert.That(end.Offset, Is.EqualTo(At(expected).Offset));
    }

    [Test]
    public void Ends_a_day_at_midnight_on_the_wall_whatever_its_length()
    {
        Assert.That(Sundays.EndOfDay(On("2026-03-08")) - Sundays.StartOfDay(On("2026-03-08")), Is.EqualTo(TimeSpan.FromHours(23)));
        Assert.That(Sundays.EndOfDay(On("2026-11-01")) - Sundays.StartOfDay(On("2026-11-01")), Is.EqualTo(TimeSpan.FromHours(25)));
        Assert.That(China.EndOfDay(On("2026-12-31")), Is.EqualTo(At("2027-01-01T00:00:00+08:00")));
        Assert.That(China.LocalDay(At("2026-12-31T16:00:00Z")), Is.EqualTo(On("2027-01-01")));
    }

    [TestCase("America/Sao_Paulo", TestName = "A zone that skipped midnight")]
    [TestCase("Pacific/Apia", TestName = "A zone that skipped a whole day")]
    [TestCase("America/Havana", TestName = "A zone that repeats the hour before one")]
    [TestCase("America/St_Johns", TestName = "A zone that turned back across midnight")]
    public void Keeps_days_in_order_in(string zone)
    {
        var days = EveryDayWorked(1987, 2012);
        var calendar = new WorkCalendar(1, days, WorkSchedule.Parse("00:00-24:00"), TimeZoneInfo.FindSystemTimeZoneById(zone));
        var first = calendar.StartOfDay(days[0].Date);
        foreach (var day in days)
        {
            var (start, end) = (calendar.StartOfDay(day.Date), calendar.EndOfDay(day.Date));
            Assert.That(end, Is.GreaterThanOrEqualTo(start));
            Assert.That(calendar.WorkingTimeBetween(first, end), Is.EqualTo(end - first), $"{day.Date:O}");
            Assert.That(calendar.WorkingTimeBetween(first, end.AddMinutes(-30)), Is.EqualTo(end.AddMinutes(-30) - first), $"{day.Date:O}");
            Assert.That(calendar.IsInHours(end.AddMinutes(30)), Is.True, $"{day.Date:O}");
        }
    }

    [TestCase("02:15-02:45", "2026-03-08T00:00:00-05:00", 30, "2026-03-09T02:45:00-04:00", TestName = "Hours that do not exist that night are passed over")]
    [TestCase("01:45-02:30", "2026-03-08T00:00:00-05:00", 15, "2026-03-08T03:00:00-04:00", TestName = "Hours whose end is skipped end with the change")]
    [TestCase("01:45-02:30", "2026-03-08T00:00:00-05:00", 16, "2026-03-09T01:46:00-04:00", TestName = "And go on the next day")]
    [TestCase("02:30-04:00", "2026-03-08T00:00:00-05:00", 60, "2026-03-08T04:00:00-04:00", TestName = "Hours whose start is skipped start with the change")]
    [TestCase("01:15-01:45", "2026-11-01T00:00:00-04:00", 30, "2026-11-01T01:45:00-04:00", TestName = "Hours that come twice are worked the first time")]
    [TestCase("01:15-01:45", "2026-11-01T01:20:00-05:00", 1, "2026-11-02T01:16:00-05:00", TestName = "And not the second")]
    public void Treats_skipped_and_repeated_hours_alike_for_start_and_end(string schedule, string start, int minutes, string expected)
    {
        var calendar = new WorkCalendar(1, EveryDayWorked(2026, 2026), WorkSchedule.Parse(schedule), NewYork);
        Assert.That(calendar.AddWorkingTime(At(start), TimeSpan.FromMinutes(minutes)), Is.EqualTo(At(expected)));
    }

    [Test]
    public void Agrees_with_a_walk_minute_by_minute() => Gen.Select(Gen.Int[0, 2], Gen.Int[0, 365 * 24 * 60], Gen.Int[0, 5 * 24 * 60]).Sample((which, from, minutes) =>
    {
        var calendar = new[] { China, Nights, Sundays }[which];
        var start = At("2026-01-01T00:00:00Z").AddMinutes(from);
        var count = 0;
        for (var i = 0; i < minutes; i++)
        {
            var local = TimeZoneInfo.ConvertTime(start.AddMinutes(i), calendar.Zone);
            var day = DateOnly.FromDateTime(local.DateTime);
            var time = local.TimeOfDay;
            var worked = calendar.Schedule.Intervals.Any(interval =>
                (calendar.IsWorkingDay(day) && interval.Start <= time && time < interval.End)
                || (calendar.IsWorkingDay(day.AddDays(-1)) && time < interval.End - TimeSpan.FromDays(1)));
            Assert.That(calendar.IsInHours(local), Is.EqualTo(worked), local.ToString("O", null));
            count += worked ? 1 : 0;
        }

        return calendar.WorkingTimeBetween(start, start.AddMinutes(minutes)) == TimeSpan.FromMinutes(count);
    }, iter: 40);

    [Test]
    public void Adds_in_parts_as_in_one() => Gen.Select(AnyCalendar, AnyInstant, AnyDuration, AnyDuration).Sample((calendar, start, a, b) =>
        calendar.AddWorkingTime(start, a + b) == calendar.AddWorkingTime(calendar.AddWorkingTime(start, a), b));

    [Test]
    public void Never_falls_when_the_start_or_the_duration_grows() => Gen.Select(AnyCalendar, AnyInstant, Gen.Int[0, 500_000], AnyDuration, AnyDuration).Sample((calendar, start, later, a, more) =>
        calendar.AddWorkingTime(start, a) >= start
        && calendar.AddWorkingTime(start, a) <= calendar.AddWorkingTime(start, a + more)
        && (a == TimeSpan.Zero || calendar.AddWorkingTime(start, a) <= calendar.AddWorkingTime(start.AddSeconds(later), a)));

    [Test]
    public void Counts_between_as_it_adds() => Gen.Select(AnyCalendar, AnyInstant, AnyDuration).Sample((calendar, start, a) =>
        calendar.WorkingTimeBetween(start, calendar.AddWorkingTime(start, a)) == a);

    [Test]
    public void Stops_at_the_first_moment_that_is_enough() => Gen.Select(AnyCalendar, AnyInstant, AnyDuration.Where(a => a > TimeSpan.Zero)).Sample((calendar, start, a) =>
        calendar.WorkingTimeBetween(start, calendar.AddWorkingTime(start, a).AddTicks(-1)) < a);

    [Test]
    public void Sums_segments_to_the_whole() => Gen.Select(AnyCalendar, AnyInstant, AnyInstant, AnyInstant).Sample((calendar, a, b, c) =>
        calendar.WorkingTimeBetween(a, b) + calendar.WorkingTimeBetween(b, c) == calendar.WorkingTimeBetween(a, c));

    [Test]
    public void Refuses_a_negative_duration_and_one_beyond_the_year_9999()
    {
        Assert.That(() => China.AddWorkingTime(At("2026-01-01T00:00:00Z"), TimeSpan.FromTicks(-1)), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => China.AddWorkingTime(At("2026-01-01T00:00:00Z"), TimeSpan.MaxValue), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => China.AddWorkingTime(At("2026-01-01T00:00:00Z"), TimeSpan.FromDays(1_500_000)), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static CalendarDay[] EveryDayWorked(int firstYear, int lastYear)
    {
        var first = new DateOnly(firstYear, 1, 1);
        return [.. Enumerable.Range(0, new DateOnly(lastYear + 1, 1, 1).DayNumber - first.DayNumber).Select(i => new CalendarDay(first.AddDays(i), "open", IsOffDay: false))];
    }
}
