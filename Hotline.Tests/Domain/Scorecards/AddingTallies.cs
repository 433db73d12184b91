using Hotline.Contracts.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Storage;
using Hotline.Tests.Support;

namespace Hotline.Tests.Domain.Scorecards;

/// <summary>A count that one of the many places forgot would be a silent zero on somebody's scorecard.</summary>
public sealed class AddingTallies
{
    [Test]
    public void Names_every_figure()
    {
        foreach (var figure in Figures.All)
        {
            var named = typeof(Tally).GetProperty(figure.ToString())!;
            object tally = default(Tally);
            named.SetValue(tally, Convert.ChangeType(7, named.PropertyType, null));
            Assert.That(((Tally)tally)[figure], Is.EqualTo(7), figure.ToString());
            Assert.That(Convert.ToInt64(named.GetValue(default(Tally).With(figure, 8)), null), Is.EqualTo(8), figure.ToString());
        }

        Assert.That(Figures.All.Select(figure => (int)figure), Is.EqualTo(Enumerable.Range(0, Figures.All.Length)));
        Assert.That(Figures.All, Has.Length.LessThanOrEqualTo(63), "a bit for each");
    }

    [Test]
    public void Adds_and_takes_away_every_count()
    {
        var (one, two) = (Filled(1), Filled(100));
        Assert.That(Values(one + two), Is.EqualTo(Figures.All.Select((_, index) => 101L + 2 * index)));
        Assert.That(Values(two - one), Is.EqualTo(Figures.All.Select(_ => 99L)));
    }

    [Test]
    public async Task Keeps_every_count_on_the_disk_and_in_sums()
    {
        await using var hotline = await TestHotline.StartAsync();
        var key = new TallyKey(new DateOnly(2025, 9, 26), Story.Lead, RequesterKind.Enterprise);
        await hotline.Database.WriteAsync(
            Lane.Backlog,
            async db =>
            {
                await db.AddToTallyAsync(key, Filled(1));
                await db.AddToTallyAsync(key, Filled(100));
            },
            CancellationToken.None);
        Assert.That(await hotline.TalliesAsync(), Is.EqualTo(new[] { (key, Filled(1) + Filled(100)) }));
        Assert.That(Period.TryParse("2025Q3", out var quarter), Is.True);
        var sums = await hotline.Database.ReadAsync(db => db.SumTalliesAsync(quarter), CancellationToken.None);
        Assert.That(sums[Story.Lead], Is.EqualTo(Filled(1) + Filled(100)));
    }

    // Every figure another number, so that two that were mixed up show.
    private static Tally Filled(int from) => Figures.All.Aggregate(default(Tally), (tally, figure) => tally.With(figure, from + (int)figure));

    private static IEnumerable<long> Values(Tally tally) => Figures.All.Select(figure => tally[figure]);
}
