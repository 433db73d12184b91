using System.Globalization;
using CsCheck;
using Hotline.Domain.Deadlines;
using Hotline.Tests.Support;
using static Hotline.Tests.Support.Calendars;

namespace Hotline.Tests.Domain.Deadlines;

public sealed class CountingWorkingDays
{
    // domain.md §2.4; the start day is not counted.
    private const string Published = """
        2025-09-26 09-28 09-30 10-10 10-13 10-23
        2025-09-27 09-28 09-30 10-10 10-13 10-23
        2025-09-28 09-29 10-09 10-11 10-14 10-24
        2025-09-30 10-09 10-11 10-14 10-16 10-28
        2025-10-01 10-09 10-11 10-14 10-16 10-28
        2025-10-10 10-11 10-14 10-16 10-20 10-30
        2025-12-31 01-04 01-06 01-08 01-12 01-22
        2026-02-13 02-14 02-25 02-27 03-02 03-12
        2026-02-14 02-24 02-26 02-28 03-03 03-13
        2026-04-30 05-06 05-08 05-11 05-13 05-25
        2026-09-18 09-20 09-22 09-24 09-29 10-15
        2026-09-30 10-08 10-10 10-13 10-15 10-27
        """;

    private static readonly int[] Amounts = [1, 3, 5, 7, 15];

    // From well before the notice (2019) to well after it (2026).
    private static readonly Gen<DateOnly> AnyDay = Gen.Int[new DateOnly(2015, 1, 1).DayNumber, new DateOnly(2031, 1, 1).DayNumber].Select(DateOnly.FromDayNumber);

    [TestCaseSource(nameof(PublishedRows))]
    public void Follows_the_published_table(string start, string day1, string day3, string day5, string day7, string day15)
    {
        var found = Amounts.Select(n => China.AddWorkingDays(On(start), n).ToString("MM-dd", CultureInfo.InvariantCulture));
        Assert.That(found, Is.EqualTo(new[] { day1, day3, day5, day7, day15 }));
    }

    [Test]
    public void Agrees_with_every_shared_vector()
    {
        using var file = SharedData.Json("deadlines/working-days.json");
        Assert.Multiple(() =>
        {
            foreach (var vector in file.RootElement.GetProperty("vectors").EnumerateArray())
            {
                var (start, n) = (On(vector[0].GetString()!), vector[1].GetInt32());
                Assert.That(China.AddWorkingDays(start, n), Is.EqualTo(On(vector[2].GetString()!)), $"{start:O} + {n}");
            }
        });
        Assert.That(file.RootElement.GetProperty("vectors").GetArrayLength(), Is.GreaterThan(0));
    }

    [TestCase(2025, new[] { 59, 61, 67, 61 })]
    [TestCase(2026, new[] { 59, 61, 66, 62 })]
    public void Finds_the_published_number_in_each_quarter(int year, int[] expected)
    {
        var ends = Enumerable.Range(0, 5).Select(quarter => new DateOnly(year, 1, 1).AddMonths(3 * quarter).AddDays(-1)).ToArray();
        Assert.That(ends.Zip(ends.Skip(1), China.WorkingDaysBetween), Is.EqualTo(expected));
        Assert.That(China.WorkingDaysBetween(ends[0], ends[4]), Is.EqualTo(248));
    }

    [TestCase("2025-09-28", true, "国庆节", TestName = "A make-up Sunday is worked and bears the holiday's name")]
    [TestCase("2025-10-01", false, "国庆节", TestName = "A holiday on a weekday is off")]
    [TestCase("2025-10-11", true, "国庆节", TestName = "A make-up Saturday is worked")]
    [TestCase("2025-10-12", false, null, TestName = "An ordinary Sunday is off and nameless")]
    [TestCase("2025-10-13", true, null, TestName = "An ordinary Monday is worked and nameless")]
    public void Knows_each_kind_of_day(string day, bool worked, string? name)
    {
        Assert.That(China.IsWorkingDay(On(day)), Is.EqualTo(worked));
        Assert.That(China.NameOf(On(day))?[..2], Is.EqualTo(name?[..2]));
    }

    [TestCase("2024-02-29", 1, "2024-03-01")]
    [TestCase("2028-02-29", 1, "2028-03-01")]
    [TestCase("2024-02-28", 1, "2024-02-29")]
    public void Survives_the_29th_of_February(string start, int n, string expected) =>
        Assert.That(China.AddWorkingDays(On(start), n), Is.EqualTo(On(expected)));

    [Test]
    public void Agrees_with_a_walk_day_by_day() => Gen.Select(AnyDay, Gen.Int[0, 700]).Sample((start, n) =>
    {
        var day = start;
        for (var left = n; left > 0;)
        {
            day = day.AddDays(1);
            left -= China.IsWorkingDay(day) ? 1 : 0;
        }

        return China.AddWorkingDays(start, n) == day;
    });

    [Test]
    public void Adds_in_parts_as_in_one() => Gen.Select(AnyDay, Gen.Int[0, 400], Gen.Int[0, 400]).Sample((start, a, b) =>
        China.AddWorkingDays(start, a + b) == China.AddWorkingDays(China.AddWorkingDays(start, a), b));

    [Test]
    public void Never_falls_when_the_start_or_the_number_grows() => Gen.Select(AnyDay, Gen.Int[0, 30], Gen.Int[0, 400], Gen.Int[0, 30]).Sample((start, later, n, more) =>
        China.AddWorkingDays(start, n) <= China.AddWorkingDays(start.AddDays(later), n)
        && China.AddWorkingDays(start, n) <= China.AddWorkingDays(start, n + more));

    [Test]
    public void Counts_between_as_it_adds() => Gen.Select(AnyDay, Gen.Int[1, 400], AnyDay).Sample((start, n, other) =>
        China.WorkingDaysBetween(start, China.AddWorkingDays(start, n)) == n
        && China.WorkingDaysBetween(start, other) == -China.WorkingDaysBetween(other, start));

    [Test]
    public void Crosses_weeks_with_a_single_working_day()
    {
        // Only the Wednesdays of 2026 are worked.
        var days = Enumerable.Range(0, 365).Select(i => new DateOnly(2026, 1, 1).AddDays(i))
            .Where(day => day.DayOfWeek != DayOfWeek.Wednesday).Select(day => new CalendarDay(day, "closed", IsOffDay: true));
        var calendar = new WorkCalendar(1, days, WorkSchedule.Default, Shanghai);
        Assert.That(calendar.AddWorkingDays(On("2026-03-05"), 1), Is.EqualTo(On("2026-03-11")), "a Thursday, the day after the working one");
        Assert.That(calendar.AddWorkingDays(On("2026-03-04"), 3), Is.EqualTo(On("2026-03-25")));
        Assert.That(calendar.AddWorkingTime(At("2026-03-05T09:00:00+08:00"), TimeSpan.FromHours(9)), Is.EqualTo(At("2026-03-18T10:00:00+08:00")));
    }

    [Test]
    public void Passes_over_a_year_without_any_working_day()
    {
        var days = Enumerable.Range(0, 365).Select(i => new CalendarDay(new DateOnly(2026, 1, 1).AddDays(i), "closed", IsOffDay: true));
        var calendar = new WorkCalendar(1, days, WorkSchedule.Default, Shanghai);
        Assert.That(calendar.AddWorkingDays(On("2025-12-31"), 1), Is.EqualTo(On("2027-01-01")));
        Assert.That(calendar.WorkingDaysBetween(On("2025-12-31"), On("2026-12-31")), Is.Zero);
    }

    [Test]
    public void Refuses_a_negative_number() =>
        Assert.That(() => China.AddWorkingDays(On("2026-01-01"), -1), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Covers_the_years_of_the_notice()
    {
        Assert.That((China.FirstYear, China.LastYear), Is.EqualTo(((int?)2019, (int?)2026)));
        Assert.That(China.Covers(On("2026-12-31")), Is.True);
        Assert.That(China.Covers(On("2027-01-01")), Is.False);
        Assert.That(Bare("09:00-17:00", Shanghai).FirstYear, Is.Null);
    }

    [Test]
    public void Refuses_a_notice_with_a_gap_or_a_repeated_date()
    {
        CalendarDay Off(string day) => new(On(day), "x", IsOffDay: true);
        Assert.That(() => new WorkCalendar(1, [Off("2024-01-01"), Off("2026-01-01")], WorkSchedule.Default, Shanghai), Throws.ArgumentException.With.Message.Contains("no entry for 2025"));
        Assert.That(() => new WorkCalendar(1, [Off("2024-01-01"), Off("2024-01-01")], WorkSchedule.Default, Shanghai), Throws.ArgumentException.With.Message.Contains("2024-01-01 twice"));
        Assert.That(() => new WorkCalendar(1, [Off("1899-01-01")], WorkSchedule.Default, Shanghai), Throws.ArgumentException.With.Message.Contains("outside"));
    }

    private static IEnumerable<string[]> PublishedRows() => Published.Split('\n').Select(row => row.Split(' '));
}
