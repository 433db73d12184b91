using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Storage;
using Hotline.Tests.Support;
using Hotline.Zone;

namespace Hotline.Tests.Zone;

public sealed class SimulatingACandidate
{
    [Test]
    public async Task A_catalogue_shows_who_would_get_which_cases()
    {
        await using var hotline = await TestHotline.StartAsync();
        var roofs = new[] { (await hotline.RegisterAsync()).Number, (await hotline.WalkToAsync(CaseStatus.Closed)).Number };
        var street = (await hotline.RegisterAsync(TestHotline.Registration with { Category = "C0101" })).Number;
        var invoice = (await hotline.RegisterAsync(ACase.OfAnInvoice)).Number;
        await hotline.RegisterAsync(ACase.OfNoise);
        await hotline.RegisterAsync(ACase.AnsweredOnTheLine);
        var csv = (await hotline.ZoneVersions.ExportAsync(ZoneKind.Catalogue, null, CancellationToken.None)).Text().Split("\r\n").Select(line =>
            line.StartsWith("R-C0107,", StringComparison.Ordinal) ? "R-C0107,C0107,,,natural-resources,urban-enforcement,规划先行,是"
            : line.StartsWith("R-C01,", StringComparison.Ordinal) ? "R-C01,C01,,,urban-enforcement,natural-resources,派单目录,是"
            : line.StartsWith("R-E1101,", StringComparison.Ordinal) ? line[..line.LastIndexOf(',')] + ",否"
            : line);
        var before = hotline.Dump();
        hotline.Clock.MoveTo("2025-10-15T09:00:00+08:00");
        var report = await hotline.Simulation.ForCatalogueAsync(string.Join("\r\n", csv).Bytes(), hotline.Simulation.LastQuarter(), CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Period.Name, Is.EqualTo("2025Q3"));
            Assert.That(report.Cases, Is.EqualTo(5), "the one answered on the line was never routed");
            Assert.That((report.Different, report.LeftBefore, report.LeftAfter), Is.EqualTo((4, 0, 1)));
            Assert.That(
                report.Moves.Select(move => (move.From, move.To, move.Cases)),
                Is.EqualTo(new[] { ("urban-enforcement", (string?)"natural-resources", 2), ("tax", null, 1) }));
            Assert.That(report.Moves[0].Samples, Is.EquivalentTo(roofs));
            Assert.That(report.Moves[1].Samples, Is.EqualTo(new[] { invoice }));
            Assert.That((report.OtherSupporters, report.OtherSupportersSamples.Single()), Is.EqualTo((1, street)));
            Assert.That(report.Unreadable, Is.Zero);
            Assert.That(hotline.Dump(), Is.EqualTo(before));
        }
    }

    [Test]
    public async Task A_period_is_whole_local_days_of_registration()
    {
        await using var hotline = await TestHotline.StartAsync("2025-06-30T23:59:59+08:00");
        await hotline.RegisterAsync();
        foreach (var instant in new[] { "2025-07-01T00:00:00+08:00", "2025-09-30T23:59:59+08:00", "2025-10-01T00:00:00+08:00" })
        {
            hotline.Clock.MoveTo(instant);
            await hotline.RegisterAsync();
        }

        var csv = await hotline.ZoneVersions.ExportAsync(ZoneKind.Catalogue, null, CancellationToken.None);
        var report = await hotline.Simulation.ForCatalogueAsync(csv, hotline.Simulation.LastQuarter(), CancellationToken.None);
        Assert.That((report.Period.Name, report.Cases, report.Different), Is.EqualTo(("2025Q3", 2, 0)));
    }

    [Test]
    public async Task More_cases_than_a_page_holds_are_all_replayed()
    {
        await using var hotline = await TestHotline.StartAsync();
        for (var count = 0; count <= ZoneStore.CasePage; count++)
        {
            await hotline.RegisterAsync();
        }

        var csv = await hotline.ZoneVersions.ExportAsync(ZoneKind.Profile, null, CancellationToken.None);
        Assert.That(Period.TryParse("2025-09", out var period));
        var catalogue = await hotline.ZoneVersions.ExportAsync(ZoneKind.Catalogue, null, CancellationToken.None);
        Assert.That((await hotline.Simulation.ForCatalogueAsync(catalogue, period, CancellationToken.None)).Cases, Is.EqualTo(ZoneStore.CasePage + 1));
        Assert.That((await hotline.Simulation.ForProfileAsync(csv, period, CancellationToken.None)).Total.Assignments, Is.Zero, "none was dispatched");
    }

    // Dispatched on Friday 2025-09-26: 3 working days end with 09-30, 5 with 10-10, 7 with 10-13 (domain.md §2.4).
    // Answered at once, on 10-09, on 10-13, and not at all.
    [TestCase("7wd", 0, 4, 0, 2, 3, 3)]
    [TestCase("3wd", 4, 0, 1, 0, 1, 4)]
    [TestCase("5wd", 0, 0, 0, 0, 2, 4)]
    public async Task A_profile_shows_what_would_be_late_or_on_time(
        string resolve, int earlier, int later, int newlyLate, int newlyOnTime, int onTime, int due)
    {
        await using var hotline = await TestHotline.StartAsync();
        await hotline.WalkToAsync(CaseStatus.Closed);
        var (second, third) = (await hotline.WalkToAsync(CaseStatus.InProgress), await hotline.WalkToAsync(CaseStatus.InProgress));
        await hotline.WalkToAsync(CaseStatus.InProgress);
        hotline.Clock.MoveTo("2025-10-09T12:00:00+08:00");
        await FinishAsync(hotline, second);
        hotline.Clock.MoveTo("2025-10-13T12:00:00+08:00");
        await FinishAsync(hotline, third);
        var csv = (await hotline.ZoneVersions.ExportAsync(ZoneKind.Profile, null, CancellationToken.None)).Text()
            .Replace("help,求助建议,,,,4h,4wh,24h,5wd,", $"help,求助建议,,,,4h,4wh,24h,{resolve},", StringComparison.Ordinal);
        var report = await hotline.Simulation.ForProfileAsync(csv.Bytes(), hotline.Simulation.LastQuarter(), CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            var help = report.Lines.Single(line => line.Line == "help");
            Assert.That(help, Is.EqualTo(report.Total with { Line = "help", Samples = help.Samples }));
            Assert.That(help.Assignments, Is.EqualTo(4), "leads only");
            Assert.That((help.Earlier, help.Later), Is.EqualTo((earlier, later)));
            Assert.That((help.NewlyLate, help.NewlyOnTime), Is.EqualTo((newlyLate, newlyOnTime)));
            Assert.That(help.Samples, Has.Count.EqualTo(newlyLate + newlyOnTime));
            Assert.That(help.Before, Is.EqualTo(new Rate(2, 4)));
            Assert.That(help.After, Is.EqualTo(new Rate(onTime, due)));
            Assert.That(report.Lines.Where(line => line.Line != "help").Sum(line => line.Assignments), Is.Zero);
        }
    }

    [Test]
    public async Task A_candidate_with_mistakes_is_refused_as_its_import_would_be()
    {
        await using var hotline = await TestHotline.StartAsync();
        var refused = await Assert.ThrowsAsync<ImportRefusedException>(() => hotline.Simulation.ForProfileAsync(
            Sheet.Profile(Sheet.Line("all", "", "", "", "4wd")), hotline.Simulation.LastQuarter(), CancellationToken.None));
        Assert.That(refused!.Errors.Select(error => error.Field), Is.EqualTo(new[] { "lines[2].resolve" }));
    }

    private static async Task FinishAsync(TestHotline hotline, Case @case)
    {
        foreach (var assignment in @case.Assignments)
        {
            await hotline.SignAsync(@case.Number, assignment.Number);
        }

        foreach (var assignment in @case.Assignments.Reverse())
        {
            await hotline.ReplyAsync(@case.Number, assignment.Number);
        }

        await hotline.ReviewAsync(@case.Number);
    }
}
