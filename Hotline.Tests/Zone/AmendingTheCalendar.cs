using Hotline.Contracts.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Tests.Support;
using Hotline.Zone;

namespace Hotline.Tests.Zone;

public sealed class AmendingTheCalendar
{
    private const string NextYear =
        """
        {"year": 2027, "days": [
            {"date": "2026-12-31", "name": "元旦", "isOffDay": true},
            {"date": "2027-01-01", "name": "元旦", "isOffDay": true},
            {"date": "2027-10-01", "name": "国庆节", "isOffDay": true}
        ]}
        """;

    [Test]
    public async Task A_dry_run_lists_the_days_and_writes_nothing()
    {
        await using var hotline = await TestHotline.StartAsync();
        var before = hotline.Dump();
        var changes = (await hotline.AmendCalendarAsync(NextYear.Bytes(), Sheet.Dry)).Report.Changes;
        Assert.That(changes.Select(change => $"{change.Kind} {change.Key}"), Is.EqualTo(new[]
        {
            "Added 2026-12-31", "Added 2027-01-01", "Added 2027-10-01",
        }));
        Assert.That(hotline.Dump(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_notice_takes_the_place_of_its_year_and_of_no_other()
    {
        await using var hotline = await TestHotline.StartAsync();
        await hotline.AmendCalendarAsync(NextYear.Bytes(), Sheet.From("2025-09-26"));
        const string corrected =
            """[{"date": "2027-01-01", "name": "元旦", "isOffDay": true}, {"date": "2027-10-01", "name": "国庆", "isOffDay": true}, {"date": "2027-10-09", "name": "国庆", "isOffDay": false}]""";
        var changes = (await hotline.AmendCalendarAsync(corrected.Bytes(), Sheet.Dry)).Report.Changes;
        Assert.That(changes.Select(change => $"{change.Kind} {change.Key}"), Is.EqualTo(new[] { "Changed 2027-10-01", "Added 2027-10-09" }));
        Assert.That(changes[0].Fields, Is.EqualTo(new[] { new ZoneFieldChange("name", "国庆节", "国庆") }));
        const string shorter = """[{"date": "2027-01-01", "name": "元旦", "isOffDay": true}, {"date": "2027-02-06", "name": "春节", "isOffDay": true}]""";
        var removed = (await hotline.AmendCalendarAsync(shorter.Bytes(), Sheet.Dry)).Report.Changes;
        Assert.That(removed.Select(change => $"{change.Kind} {change.Key}"), Is.EqualTo(new[] { "Added 2027-02-06", "Removed 2027-10-01" }));
    }

    [Test]
    public async Task Names_the_open_cases_that_an_older_calendar_still_counts()
    {
        await using var hotline = await TestHotline.StartAsync();
        var open = await hotline.WalkToAsync(CaseStatus.InProgress);
        await hotline.WalkToAsync(CaseStatus.Closed);
        var amendment = await hotline.AmendCalendarAsync(NextYear.Bytes(), Sheet.From("2025-09-26"));
        Assert.That(amendment.Outdated, Is.EqualTo(new[] { open.Number }));
        hotline.Clock.Advance(ZoneBook.Settling);
        Assert.That((hotline.Zone.Calendar.Version, hotline.Zone.Calendar.LastYear), Is.EqualTo((2, 2027)));
        Assert.That((await hotline.ReadAsync(open.Number)).CalendarVersion, Is.EqualTo(1), "until it is counted anew");
        Assert.That((await hotline.ReadAsync((await hotline.RegisterAsync()).Number)).CalendarVersion, Is.EqualTo(2));
    }

    [TestCase("""[{"date": "2029-01-01", "name": "元旦", "isOffDay": true}]""")]
    [TestCase("""[{"date": "2027-13-01", "name": "元旦", "isOffDay": true}]""")]
    [TestCase("no JSON")]
    public async Task Refuses_what_is_no_notice_or_leaves_a_year_out(string json)
    {
        await using var hotline = await TestHotline.StartAsync();
        var before = hotline.Dump();
        var refused = await Assert.ThrowsAsync<ImportRefusedException>(() => hotline.AmendCalendarAsync(json.Bytes(), Sheet.From("2025-09-26")));
        Assert.That(refused!.Errors.Select(error => error.Field), Is.EqualTo(new[] { "body" }));
        Assert.That(hotline.Dump(), Is.EqualTo(before));
    }

    [Test]
    public async Task Names_every_bad_entry_at_once()
    {
        await using var hotline = await TestHotline.StartAsync();
        const string json = """[{"date": "2027-13-01"}, {"date": "2027-01-01", "name": "元旦", "isOffDay": true}, {"date": "2027-01-02", "name": 1}, 5]""";
        var refused = await Assert.ThrowsAsync<ImportRefusedException>(() => hotline.AmendCalendarAsync(json.Bytes(), Sheet.Dry));
        var said = string.Join('\n', refused!.Errors.Select(error => error.Message));
        Assert.That(refused.Errors, Has.Count.EqualTo(3));
        Assert.That(said, Does.Contain("entry 1:").And.Contain("entry 3 ").And.Contain("entry 4:"));
    }

    [TestCase("2026-09-30", null)]
    [TestCase("2026-10-01", CalendarWarning.NextYearMissing)]
    [TestCase("2026-12-14", CalendarWarning.NextYearMissing)]
    [TestCase("2026-12-15", CalendarWarning.OverrideNeeded)]
    [TestCase("2027-01-01", CalendarWarning.OverrideNeeded)]
    [TestCase("2025-12-31", null)]
    public void Is_urged_from_October_on_and_pressing_from_the_middle_of_December(string today, CalendarWarning? expected)
    {
        Assert.That(ShippedZone.Current.Calendar.LastYear, Is.EqualTo(2026));
        Assert.That(CalendarGuard.Of(ShippedZone.Current.Calendar, DateOnly.ParseExact(today, "yyyy-MM-dd", null)), Is.EqualTo(expected));
    }
}
