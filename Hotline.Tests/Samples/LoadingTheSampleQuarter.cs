using Hotline.Cases;
using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Domain.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Samples;
using Hotline.Scorecards;
using Hotline.Storage;

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
            Assert.That((counts.Received, counts.Closed, counts.Rated), Is.EqualTo((1033, 1033, 1033)));
            Assert.That((counts.Satisfied, counts.BasicallySatisfied, counts.Dissatisfied), Is.EqualTo((1000, 10, 23)));
            Assert.That((counts.Solved, counts.PartlySolved, counts.Contacted), Is.EqualTo((1002, 12, 1029)));
            Assert.That((counts.PraisedByPhone, counts.Banners, counts.Letters), Is.EqualTo((13, 3, 0)));
            Assert.That(counts.Reworked, Is.InRange(25, 30));
            Assert.That(scorecard.Total.OnTime.Value, Is.InRange(0.96m, 0.98m));
            Assert.That(scorecard.Reconciliation, Is.EqualTo(new Reconciliation(0, 1033, 1033, 0, 0, 0, 0)));
            Assert.That(ScorecardTable.Sentence(scorecard), Is.EqualTo("受理 1033 · 满意率 97.7% (1009/1033) · 电话表扬 13 · 锦旗 3"));
            Assert.That(ScorecardTable.Balance(scorecard.Reconciliation), Is.EqualTo("上期结转 0 + 受理 1033 = 办结 1033 + 未结 0"));
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
            Assert.That(log.OfType<CaseDispatched>().All(dispatched => dispatched.Automatic));
            foreach (var kind in (ClockKind[])[ClockKind.Sign, ClockKind.FirstContact, ClockKind.Resolve])
            {
                Assert.That(log.OfType<LightTurned>().Where(turned => turned.Clock == kind).Select(turned => turned.Light).Distinct(), Has.Exactly(2).Items, kind.ToString());
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

        var rebuilt = await (await loaded.GetAsync<RebuildScorecard>()).ExecuteAsync(CancellationToken.None);
        Assert.That(rebuilt.Where(entry => entry.Tally != default), Is.EqualTo(stored));
        Assert.That(await loaded.ReadTalliesAsync(), Is.EqualTo(stored));
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
        foreach (var steps in (int[])[1, 400, 401, 1300, 2600, 4700])
        {
            using var cut = new CancellationTokenSource();
            var load = home.LoadAsync(new CutOff(steps, cut), cut.Token);
            Assert.That(async () => await load, Throws.InstanceOf<OperationCanceledException>());
        }

        Assert.That(await home.LoadAsync(), Is.EqualTo(SampleOutcome.Loaded));
        var whole = await SampleHome.LoadedAsync();
        Assert.That((await home.ReadLogAsync()).Select(Line), Is.EqualTo((await whole.ReadLogAsync()).Select(Line)));
        Assert.That(await home.ReadTalliesAsync(), Is.EqualTo(await whole.ReadTalliesAsync()));

        static (string, int, string, DateTimeOffset, string) Line(HotlineEvent happened) =>
            (happened.Number, happened.Version, happened.GetType().Name, happened.At, happened.Actor);
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
