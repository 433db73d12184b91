using System.Text;
using Hotline.Contracts.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Tests.Support;
using Hotline.Tests.Zone;
using Hotline.Zone;

namespace Hotline.Tests.Deadlines;

public sealed class RecountingDeadlines
{
    private const string Notice =
        """
        {"year": 2027, "days": [
            {"date": "2027-01-01", "name": "元旦", "isOffDay": true},
            {"date": "2027-01-04", "name": "元旦", "isOffDay": true},
            {"date": "2027-10-01", "name": "国庆节", "isOffDay": true}
        ]}
        """;

    [Test]
    public async Task S14_counts_by_weekday_without_a_table_and_anew_with_a_report_once_it_is_there()
    {
        await using var hotline = await TestHotline.StartAsync("2026-12-30T10:00:00+08:00");
        var number = (await hotline.WalkToAsync(CaseStatus.InProgress)).Number;
        // Five working days by weekday: Thu 31, Fri 1, Mon 4, Tue 5, Wed 6.
        Assert.That(Resolution(hotline, number), Is.EqualTo("2027-01-06 16:00:00.0000000|1"), "due at 24:00 in the zone, and flagged 日历缺失");
        var version = (await hotline.ReadAsync(number)).Version;

        Assert.That((await hotline.AmendCalendarAsync(Encoding.UTF8.GetBytes(Notice), Sheet.From("2026-12-30"))).Outdated, Is.EqualTo(new[] { number }));
        hotline.Clock.Advance(ZoneBook.Settling);
        var before = hotline.Dump();
        var tried = await hotline.RecountAsync(dryRun: true);
        Assert.That(hotline.Dump(), Is.EqualTo(before), "a dry run writes nothing");

        var done = await hotline.RecountAsync(dryRun: false);
        Assert.That(done.Changes, Is.EqualTo(tried.Changes), "and says the same");
        Assert.That((done.Cases, done.Failures.Count, done.CalendarVersion), Is.EqualTo((1, 0, 2)));
        var change = done.Changes.Single(candidate => candidate.Clock == "C4-1");
        Assert.That(
            (change.Number, change.Unit, change.From, change.To, change.CalendarMissing),
            Is.EqualTo((number, Story.Lead, Calendars.At("2027-01-07T00:00:00+08:00"), Calendars.At("2027-01-09T00:00:00+08:00"), false)));
        Assert.That(Resolution(hotline, number), Is.EqualTo("2027-01-08 16:00:00.0000000|0"), "two days off later, and no flag");

        // What is stored is what the events give, and nothing was added to anything.
        var @case = await hotline.ReadAsync(number);
        Assert.That((await hotline.EventsAsync(number)).Skip(version).Select(happened => happened.GetType().Name), Is.EqualTo(new[] { nameof(DeadlinesRecounted) }));
        Assert.That(DeadlinePlan.Clocks(@case, hotline.Zone.BasisOf(@case)).Single(clock => clock.Key == "C4-1").DueAt, Is.EqualTo(change.To));
        Assert.That(await hotline.RebuildRowsAsync(mend: false), Is.Empty);
        Assert.That((await hotline.RecountAsync(dryRun: false)).Cases, Is.Zero, "once is enough");
    }

    [Test]
    public async Task Leaves_what_has_ended_as_it_was()
    {
        await using var hotline = await TestHotline.StartAsync("2026-12-30T10:00:00+08:00");
        await hotline.WalkToAsync(CaseStatus.Closed);
        await hotline.AmendCalendarAsync(Encoding.UTF8.GetBytes(Notice), Sheet.From("2026-12-30"));
        hotline.Clock.Advance(ZoneBook.Settling);
        Assert.That((await hotline.RecountAsync(dryRun: false)).Cases, Is.Zero);
    }

    private static string Resolution(TestHotline hotline, string number) =>
        hotline.Sql($"SELECT DueAt, CalendarMissing FROM Clocks WHERE Number = '{number}' AND Clock = 'C4-1'").Single();
}
