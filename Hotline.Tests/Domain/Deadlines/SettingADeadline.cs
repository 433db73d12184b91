using CsCheck;
using Hotline.Domain.Deadlines;
using static Hotline.Tests.Support.Calendars;

namespace Hotline.Tests.Domain.Deadlines;

public sealed class SettingADeadline
{
    private static readonly WorkCalendar[] All =
        [China, With("08:00-12:00,22:00-06:00"), Bare("00:00-24:00", NewYork), Bare("18:00-10:00", NewYork)];

    private static readonly Gen<(WorkCalendar Calendar, DateTimeOffset Start, Limit Limit)> AnyDeadline = Gen.Select(
        Gen.Int[0, All.Length - 1].Select(i => All[i]),
        Gen.Long[At("2018-06-01T00:00:00Z").ToUnixTimeSeconds(), At("2028-06-01T00:00:00Z").ToUnixTimeSeconds()].Select(DateTimeOffset.FromUnixTimeSeconds),
        Gen.Select(Gen.Int[0, 5], Gen.Int[1, 400]).Select((kind, amount) => new Limit((LimitKind)kind, amount)),
        (calendar, start, limit) => (calendar, start, limit));

    [TestCase("2026-04-30T10:00:00+08:00", "5wd", "2026-05-12T00:00:00+08:00")]
    [TestCase("2026-04-30T23:59:59+08:00", "1wd", "2026-05-07T00:00:00+08:00")]
    [TestCase("2026-05-01T00:00:00+08:00", "1wd", "2026-05-07T00:00:00+08:00")]
    [TestCase("2026-04-30T10:00:00+08:00", "3d", "2026-05-04T00:00:00+08:00")]
    [TestCase("2026-04-30T10:00:00+08:00", "24h", "2026-05-01T10:00:00+08:00")]
    [TestCase("2026-04-30T10:00:00Z", "30m", "2026-04-30T18:30:00+08:00")]
    [TestCase("2026-04-30T10:00:00+08:00", "480wm", "2026-05-06T10:00:00+08:00")]
    [TestCase("2026-04-30T17:00:00+08:00", "4wh", "2026-05-06T12:00:00+08:00")]
    public void Is_due_by_the_rule_of_its_kind(string start, string limit, string expected)
    {
        var due = China.Due(At(start), Limit.Parse(limit));
        Assert.That(due.At, Is.EqualTo(At(expected)));
        Assert.That(due.At.Offset, Is.EqualTo(TimeSpan.FromHours(8)));
        Assert.That(due.CalendarMissing, Is.False);
    }

    [Test]
    public void Names_the_day_only_for_limits_in_days()
    {
        Assert.That(China.Due(At("2026-04-30T10:00:00+08:00"), Limit.WorkingDays(5)).Day, Is.EqualTo(On("2026-05-11")));
        Assert.That(China.Due(At("2026-04-30T10:00:00+08:00"), Limit.Hours(5)).Day, Is.Null);
    }

    [TestCase("2026-12-31T10:00:00+08:00", "1wd", true, TestName = "Flagged when the due day lies beyond the notice")]
    [TestCase("2026-12-30T10:00:00+08:00", "1wd", false, TestName = "Not flagged when it is the notice's last day")]
    [TestCase("2018-12-28T10:00:00+08:00", "5wd", true, TestName = "Flagged when counting begins before the notice")]
    [TestCase("2018-12-31T10:00:00+08:00", "1wd", false, TestName = "Not flagged when only the start day is before the notice")]
    [TestCase("2026-12-31T17:00:00+08:00", "60wm", false, TestName = "Not flagged when working time fills the notice's last day")]
    [TestCase("2026-12-31T17:00:00+08:00", "61wm", true, TestName = "Flagged a minute later")]
    [TestCase("2018-12-31T10:00:00+08:00", "60wm", true, TestName = "Flagged when working time begins before the notice")]
    [TestCase("2027-05-01T10:00:00+08:00", "24h", false, TestName = "Plain hours need no notice")]
    [TestCase("2027-05-01T10:00:00+08:00", "3d", false, TestName = "Nor do plain days")]
    public void Says_whether_the_calendar_is_missing(string start, string limit, bool missing) =>
        Assert.That(China.Due(At(start), Limit.Parse(limit)).CalendarMissing, Is.EqualTo(missing));

    [Test]
    public void Counts_a_night_shift_of_the_last_known_day_as_known()
    {
        var nights = With("22:00-06:00");
        Assert.That(nights.Due(At("2027-01-01T01:00:00+08:00"), Limit.WorkingHours(2)), Is.EqualTo(new DueTime(At("2027-01-01T03:00:00+08:00"), CalendarMissing: false)));
        Assert.That(nights.Due(At("2019-01-01T01:00:00+08:00"), Limit.WorkingHours(2)).CalendarMissing, Is.True, "the shift began in 2018");
    }

    [TestCase("2026-04-30T10:00:00+08:00", "5wd", "2026-05-11T00:00:00+08:00", TestName = "One working day before expiry")]
    [TestCase("2026-04-30T10:00:00+08:00", "1wd", "2026-05-06T00:00:00+08:00", TestName = "A limit of one working day warns when that day begins")]
    [TestCase("2026-04-30T10:00:00+08:00", "3d", "2026-05-03T00:00:00+08:00", TestName = "Calendar days likewise")]
    [TestCase("2026-04-30T10:00:00+08:00", "24h", "2026-05-01T04:00:00+08:00", TestName = "A quarter of plain hours left")]
    [TestCase("2026-04-30T10:00:00+08:00", "30m", "2026-04-30T10:22:30+08:00", TestName = "A quarter of plain minutes left")]
    [TestCase("2026-04-30T17:00:00+08:00", "4wh", "2026-05-06T11:00:00+08:00", TestName = "A quarter of working hours left")]
    [TestCase("2026-04-30T17:00:00+08:00", "80wm", "2026-04-30T18:00:00+08:00", TestName = "Working time warns at closing time, not at the next opening")]
    public void Turns_yellow_by_the_ladder(string start, string limit, string expected) =>
        Assert.That(China.WarnAt(At(start), Limit.Parse(limit)), Is.EqualTo(At(expected)));

    [Test]
    public void Turns_yellow_between_start_and_due() => AnyDeadline.Sample(one =>
    {
        var warning = one.Calendar.WarnAt(one.Start, one.Limit);
        return warning >= one.Start && warning < one.Calendar.Due(one.Start, one.Limit).At;
    });

    [Test]
    public void Grows_with_the_start_and_the_amount() => Gen.Select(AnyDeadline, Gen.Int[0, 300_000], Gen.Int[0, 50]).Sample((one, later, more) =>
    {
        var due = one.Calendar.Due(one.Start, one.Limit).At;
        return due <= one.Calendar.Due(one.Start.AddSeconds(later), one.Limit).At
            && due <= one.Calendar.Due(one.Start, new Limit(one.Limit.Kind, one.Limit.Amount + more)).At;
    });

    [TestCase("1899-12-31T10:00:00+08:00", "1d")]
    [TestCase("2200-12-31T10:00:00+08:00", "1d")]
    [TestCase("2200-12-31T10:00:00+08:00", "1wd")]
    [TestCase("2200-12-31T10:00:00+08:00", "24h")]
    [TestCase("2200-12-31T17:00:00+08:00", "2wh")]
    [TestCase("2201-01-01T10:00:00+08:00", "1m")]
    [TestCase("2026-01-01T10:00:00+08:00", "110000d")]
    [TestCase("2026-01-01T10:00:00+08:00", "158400000wm")]
    [TestCase("9999-12-31T23:59:59Z", "1d")]
    [TestCase("0001-01-01T00:00:00Z", "1d")]
    public void Is_refused_outside_1900_to_2200(string start, string limit)
    {
        Assert.That(() => China.Due(At(start), Limit.Parse(limit)), Throws.TypeOf<DeadlineOutOfRangeException>());
        Assert.That(() => China.Explain(At(start), Limit.Parse(limit)), Throws.TypeOf<DeadlineOutOfRangeException>());
    }

    [TestCase("1900-01-01T00:00:00+08:00", "1wd", "1900-01-03T00:00:00+08:00")]
    [TestCase("2200-12-30T10:00:00+08:00", "1wd", "2201-01-01T00:00:00+08:00")]
    [TestCase("2200-12-31T17:00:00+08:00", "60wm", "2200-12-31T18:00:00+08:00")]
    [TestCase("2200-12-31T00:00:00+08:00", "24h", "2201-01-01T00:00:00+08:00")]
    public void Reaches_the_ends_of_that_range(string start, string limit, string expected) =>
        Assert.That(China.Due(At(start), Limit.Parse(limit)).At.LocalDateTime, Is.EqualTo(At(expected).LocalDateTime).Within(TimeSpan.FromMinutes(6)));

    [Test]
    public void Refuses_a_limit_that_was_never_set() =>
        Assert.That(() => China.Due(At("2026-01-01T00:00:00Z"), default), Throws.ArgumentException);
}
