using System.Reflection;
using Hotline.Contracts.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Storage;
using Hotline.Tests.Support;

namespace Hotline.Tests.Domain.Scorecards;

/// <summary>A count that one of the many places forgot would be a silent zero on somebody's scorecard.</summary>
public sealed class AddingTallies
{
    private static readonly PropertyInfo[] Counts = [.. typeof(Tally).GetProperties().Where(count => count.CanWrite)];

    [Test]
    public void Adds_and_takes_away_every_count()
    {
        var (one, two) = (Filled(1), Filled(100));
        Assert.That(Values(one + two), Is.EqualTo(Counts.Select((_, index) => 101 + 2 * index)));
        Assert.That(Values(two - one), Is.EqualTo(Counts.Select(_ => 99)));
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

    // Every property another number, so that two that were mixed up show.
    private static Tally Filled(int from)
    {
        object tally = default(Tally);
        for (var index = 0; index < Counts.Length; index++)
        {
            Counts[index].SetValue(tally, from + index);
        }

        return (Tally)tally;
    }

    private static IEnumerable<int> Values(Tally tally) => Counts.Select(count => (int)count.GetValue(tally)!);
}
