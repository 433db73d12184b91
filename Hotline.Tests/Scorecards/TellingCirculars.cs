using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Notices;
using Hotline.Scorecards.Circulars;
using Hotline.Tests.Support;

namespace Hotline.Tests.Scorecards;

/// <summary>通报: once each, at its hour, also after a standstill.</summary>
public sealed class TellingCirculars
{
    private const string Made = "SELECT Period, State FROM Circulars ORDER BY DueAt, Period";

    private TestHotline _hotline = null!;

    [SetUp]
    public async Task Start() => _hotline = await TestHotline.StartAsync("2025-09-26T16:40:00+08:00");

    [TearDown]
    public async Task Stop() => await _hotline.DisposeAsync();

    /// <summary>The week's on Monday; September's not before the holidays are over.</summary>
    [Test]
    public async Task Waits_for_the_hour_and_for_the_first_working_day()
    {
        await FillAsync();
        await RunAtAsync("2025-09-26T16:40:00+08:00");
        Assert.That(_hotline.Sql(Made), Is.EqualTo(new[] { "2025-08|Empty", "2025-W38|Empty" }), "of what was before there is nothing to tell");
        Assert.That(Told(), Is.Empty);

        await RunAtAsync("2025-09-29T07:59:59+08:00");
        Assert.That(Told(), Is.Empty);
        await RunAtAsync("2025-09-29T08:00:00+08:00");
        Assert.That(Told(), Is.EqualTo(new[] { "2025-W39" }));
        await RunAtAsync("2025-10-09T07:59:59+08:00");
        Assert.That(Told(), Does.Not.Contain("2025-09"));
        await RunAtAsync("2025-10-09T08:00:00+08:00");
        Assert.That(Told(), Does.Contain("2025-09"));
    }

    [Test]
    public async Task Tells_those_at_the_hotline_and_the_heads_of_the_units()
    {
        await FillAsync();
        await RunAtAsync("2025-09-29T08:00:00+08:00");
        Assert.That(
            _hotline.Sql("SELECT Recipient FROM Notices WHERE Kind = 'CircularTold'"),
            Is.EquivalentTo(_hotline.Zone.Units.Keys.Select(unit => $"UnitHead@{unit}").Append("Circular")));

        var inbox = _hotline.Get<Inbox>();
        foreach (var reader in new[]
        {
            new Actor("leader") { Roles = [Role.Leader] }, new Actor("assessor") { Roles = [Role.Assessor] }, new Actor("head", Story.Lead) { Roles = [Role.UnitHead] },
        })
        {
            var item = (await inbox.ListAsync(reader, unread: false, null, 50, CancellationToken.None)).Items.Single(entry => entry.Kind == CircularRound.Notice);
            Assert.That((item.Number, item.Title), Is.EqualTo(("2025-W39", "高新区2025年第39周（9月22日至9月28日）接诉即办工作情况通报")), reader.Name);
            Assert.That((await inbox.ReadAsync(item.Id, reader, CancellationToken.None))?.ReadAt, Is.Not.Null, reader.Name);
        }

        Assert.That((await inbox.ListAsync(new Actor("handler", Story.Lead) { Roles = [Role.Handler] }, unread: false, null, 50, CancellationToken.None)).Items.Select(entry => entry.Kind), Does.Not.Contain(CircularRound.Notice));
    }

    [Test]
    public async Task Is_told_once_by_two_workers_and_stays_as_it_was_told()
    {
        await FillAsync();
        await using var second = await _hotline.StartSecondAsync();
        _hotline.Clock.MoveTo("2025-10-09T08:00:00+08:00");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(turn => Task.Run(() => (turn % 2 == 0 ? _hotline : second).Get<CircularRound>().RunAsync(CancellationToken.None))));
        var told = _hotline.Sql("SELECT Period, MadeAt, Report FROM Circulars");
        var entries = _hotline.Sql("SELECT COUNT(*) FROM Notices WHERE Kind = 'CircularTold'")[0];
        Assert.That(Told().Distinct().Count(), Is.EqualTo(Told().Count).And.EqualTo(2));

        await FillAsync();
        await RunAtAsync("2025-10-10T08:00:00+08:00");
        Assert.That(_hotline.Sql("SELECT Period, MadeAt, Report FROM Circulars"), Is.EqualTo(told));
        Assert.That(_hotline.Sql("SELECT COUNT(*) FROM Notices WHERE Kind = 'CircularTold'")[0], Is.EqualTo(entries));
        Assert.That((await _hotline.Get<ReadCirculars>().FindAsync("2025-09", CancellationToken.None))!.Report.Total.Counts["Received"], Is.EqualTo(2));
    }

    [Test]
    public async Task Catches_up_after_a_standstill()
    {
        await FillAsync();
        await RunAtAsync("2025-09-26T16:40:00+08:00");
        await _hotline.RestartAsync();
        await RunAtAsync("2025-12-01T09:00:00+08:00");
        Assert.That(Told(), Is.EquivalentTo(Enumerable.Range(39, 10).Select(week => $"2025-W{week}").Concat(["2025-09", "2025-10", "2025-11"])));
    }

    [Test]
    public async Task Waits_until_its_period_adds_up()
    {
        await FillAsync();
        _hotline.Sql("UPDATE Tallies SET Received = Received + 1 WHERE Day = '2025-09-26' AND Received > 0");
        await RunAtAsync("2025-09-29T08:00:00+08:00");
        Assert.That(_hotline.Sql(Made), Does.Contain("2025-W39|Waiting"));
        Assert.That(_hotline.Sql("SELECT 1 FROM Notices WHERE Kind = 'CircularTold'"), Is.Empty);
        Assert.That((await _hotline.Get<ReadCirculars>().ListAsync(null, 10, CancellationToken.None)).Items.Single().State, Is.EqualTo(CircularState.Waiting));

        _hotline.Sql("UPDATE Tallies SET Received = Received - 1 WHERE Day = '2025-09-26' AND Received > 0");
        await RunAtAsync("2025-09-29T08:01:00+08:00");
        Assert.That(Told(), Is.EqualTo(new[] { "2025-W39" }));
        Assert.That(_hotline.Sql("SELECT 1 FROM Notices WHERE Kind = 'CircularTold'"), Is.Not.Empty);
    }

    [TestCase("Hotline:MonthlyCircular", "2025-W39")]
    [TestCase("Hotline:WeeklyCircular", "2025-09")]
    public async Task Can_be_switched_off(string setting, string left)
    {
        await using var hotline = await TestHotline.StartAsync("2025-09-26T16:40:00+08:00", new Dictionary<string, string?> { [setting] = "false" });
        await hotline.RegisterAsync();
        await hotline.CountAllAsync();
        await hotline.Get<CircularRound>().RunAsync(CancellationToken.None);
        hotline.Clock.MoveTo("2025-10-09T08:00:00+08:00");
        await hotline.Get<CircularRound>().RunAsync(CancellationToken.None);
        Assert.That(hotline.Sql("SELECT Period FROM Circulars WHERE State = 'Told'"), Does.Contain(left).And.None.Matches(left == "2025-09" ? "W" : @"\A2025-\d\d\z"));
    }

    // One that is closed, and one that stays open.
    private async Task FillAsync()
    {
        await _hotline.WalkToAsync(CaseStatus.Closed);
        await _hotline.RegisterAsync();
        await _hotline.CountAllAsync();
    }

    private Task RunAtAsync(string instant)
    {
        _hotline.Clock.MoveTo(instant);
        return _hotline.Get<CircularRound>().RunAsync(CancellationToken.None);
    }

    private IReadOnlyList<string> Told() => _hotline.Sql("SELECT Period FROM Circulars WHERE State = 'Told' ORDER BY DueAt, Period");
}
