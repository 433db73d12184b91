using Hotline.Cases;
using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Contracts.Praises;
using Hotline.Domain.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Samples;
using Hotline.Scorecards;
using Hotline.Storage;
using Hotline.Tests.Support;
using Hotline.Zone;

namespace Hotline.Tests.Samples;

public sealed class LoadingTheSampleQuarter
{
    [Test]
    public async Task Gives_the_figures_that_were_read_out()
    {
        var scorecard = await (await SampleHome.LoadedAsync()).ReadScorecardAsync();
        var counts = scorecard.Total.Counts;
        Assert.Multiple(() =>
        {
            Assert.That((counts.Received, counts.Closed, counts.Rated), Is.EqualTo((1033, 982, 938)));
            Assert.That((counts.Merged, counts.Guided, counts.Voided, counts.AnsweredDirectly), Is.EqualTo((21, 27, 3, 455)));
            Assert.That((counts.Waived, counts.Unreached), Is.EqualTo((16, 11)));
            Assert.That((counts.Satisfied, counts.BasicallySatisfied, counts.Dissatisfied), Is.EqualTo((902, 16, 20)));
            Assert.That((counts.RatedOnResponse, counts.RatedOnResolution), Is.EqualTo((942, 939)));
            Assert.That((counts.PraisedByPhone, counts.Banners, counts.Letters), Is.EqualTo((13, 3, 0)));
            Assert.That(counts.Reworked, Is.EqualTo(21));
            Assert.That(scorecard.Total.OnTime.Value, Is.InRange(0.975m, 0.985m));
            Assert.That(scorecard.Reconciliation, Is.EqualTo(new Reconciliation(0, 1033, 982, 21, 27, 3, 0)));
            Assert.That(ScorecardTable.Sentence(scorecard), Is.EqualTo("受理 1033 · 满意率 97.7% (916.4/938) · 电话表扬 13 · 锦旗 3"));
            Assert.That(ScorecardTable.Balance(scorecard.Reconciliation), Is.EqualTo("上期结转 0 + 受理 1033 = 办结 982 + 并单 21 + 告知途径 27 + 作废 3 + 未结 0"));
        });
    }

    [Test]
    public async Task Looks_like_a_quarter_at_a_hotline()
    {
        var home = await SampleHome.LoadedAsync();
        var log = await home.ReadLogAsync();
        var units = (await home.ReadScorecardAsync()).Units.Where(unit => unit.Unit != "hotline").OrderByDescending(unit => unit.Line.Counts.Received);
        Assert.Multiple(() =>
        {
            Assert.That(units.Take(2).Select(unit => unit.Unit), Is.EquivalentTo(new[] { "public-service", "new-town-construction" }));
            Assert.That(log.OfType<CaseRegistered>().Select(registered => registered.Channel).Distinct(), Has.Exactly(Enum.GetValues<Channel>().Length).Items);
            Assert.That(log.OfType<CaseRegistered>().Select(registered => registered.Urgency).Distinct(), Has.Exactly(Enum.GetValues<Urgency>().Length).Items);
            Assert.That(log.OfType<CaseDispatched>().Count(dispatched => !dispatched.Automatic), Is.InRange(15, 30));
            foreach (var kind in (ClockKind[])[ClockKind.Sign, ClockKind.FirstContact, ClockKind.Resolve])
            {
                Assert.That(log.OfType<LightTurned>().Where(turned => turned.Clock == kind).Select(turned => turned.Light).Distinct(), Is.SupersetOf(new[] { Light.Yellow, Light.Red }), kind.ToString());
            }
        });
    }

    [Test]
    public async Task Leaves_tallies_and_rows_that_the_events_alone_give_again()
    {
        var loaded = await SampleHome.LoadedAsync();
        var stored = await loaded.ReadTalliesAsync();
        var rows = await (await loaded.GetAsync<RebuildRows>()).ExecuteAsync(mend: false, null, CancellationToken.None);
        Assert.That(rows.Cases, Is.EqualTo(1033));
        Assert.That(rows.Different, Is.Empty);
        var balance = await (await loaded.GetAsync<AuditBalance>()).ReadAsync(CancellationToken.None);
        Assert.That(balance, Is.EqualTo(new Balance(1033, 0, 982, 21, 27, 3)));

        var rebuilt = await (await loaded.GetAsync<RebuildScorecard>()).ExecuteAsync(CancellationToken.None);
        Assert.That(rebuilt.Where(entry => entry.Tally != default), Is.EqualTo(stored));
        Assert.That(await loaded.ReadTalliesAsync(), Is.EqualTo(stored));
    }

    [Test]
    public async Task Opens_every_figure_to_as_many_cases_as_it_says()
    {
        var home = await SampleHome.LoadedAsync();
        await OpenedFigures.CheckAsync(await home.GetAsync<CasesBehind>(), await home.ReadScorecardAsync());
        Assert.That((await (await home.GetAsync<RebuildScorecard>()).CompareAsync(CancellationToken.None)).IsClean);
    }

    /// <summary>Storage, bus and sweep bring about what the rules alone do, event for event.</summary>
    [Test]
    public async Task Lives_as_the_rules_alone_would_have_it()
    {
        var home = await SampleHome.LoadedAsync();
        var life = PlannedLife.Live((await home.GetAsync<ZoneBook>()).Current, await home.PlanAsync());
        var lived = (await home.ReadLogAsync()).Where(happened => happened is not PraiseRecorded).Select(Line);
        Assert.That(lived, Is.EqualTo(life.Log.OrderBy(happened => happened.Number, StringComparer.Ordinal).ThenBy(happened => happened.Version).Select(Line)));
    }

    [Test]
    public async Task Does_nothing_the_second_time()
    {
        var home = await SampleHome.LoadedAsync();
        var before = await home.ReadLogAsync();
        Assert.That(await home.LoadAsync(), Is.EqualTo(SampleOutcome.WasThere));
        Assert.That(await home.ReadLogAsync(), Has.Count.EqualTo(before.Count));
    }

    [Test]
    public async Task Comes_to_the_same_log_however_often_it_is_cut_off()
    {
        await using var home = new SampleHome();
        foreach (var steps in (int[])[1, 300, 301, 700, 1200, 1201, 1900, 2500, 3000, 3500])
        {
            using var cut = new CancellationTokenSource();
            var load = home.LoadAsync(new CutOff(steps, cut), cut.Token);
            Assert.That(async () => await load, Throws.InstanceOf<OperationCanceledException>());
        }

        Assert.That(await home.LoadAsync(), Is.EqualTo(SampleOutcome.Loaded));
        var whole = await SampleHome.LoadedAsync();
        Assert.That((await home.ReadLogAsync()).Select(Line), Is.EqualTo((await whole.ReadLogAsync()).Select(Line)));
        Assert.That(await home.ReadTalliesAsync(), Is.EqualTo(await whole.ReadTalliesAsync()));
    }

    [Test]
    public async Task Refuses_a_hotline_that_has_cases_of_its_own()
    {
        await using var home = new SampleHome();
        await (await home.GetAsync<RegisterCase>()).ExecuteAsync(
            new RegisterCase.Command
            {
                Channel = Channel.Phone,
                RequesterKind = RequesterKind.Citizen,
                Type = CaseType.Help,
                Category = "C0105",
                Urgency = Urgency.General,
                Title = "路灯不亮",
                Content = "路灯不亮",
                Requester = new Requester { Name = "张三", Phone = "12000000000" },
            },
            "one",
            new Actor("agent-01"),
            CancellationToken.None);
        Assert.That(async () => await home.LoadAsync(), Throws.InstanceOf<SampleRefusedException>());
        Assert.That(await home.ReadLogAsync(), Has.Count.EqualTo(1));
    }

    private static (string, int, string, DateTimeOffset, string) Line(HotlineEvent happened) =>
        (happened.Number, happened.Version, happened.GetType().Name, happened.At, happened.Actor);

    /// <summary>Cuts a load off a moment after it has taken so many steps: between two steps, or in the middle of one.</summary>
    private sealed class CutOff(int steps, CancellationTokenSource cut) : IProgress<SampleProgress>
    {
        public void Report(SampleProgress value)
        {
            if (value.Done >= steps)
            {
                cut.CancelAfter(TimeSpan.FromMilliseconds(steps % 7));
            }
        }
    }
}
