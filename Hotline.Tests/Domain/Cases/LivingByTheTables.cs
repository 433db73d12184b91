using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Hotline.Domain.Cases;
using Hotline.Tests.Support;

namespace Hotline.Tests.Domain.Cases;

/// <summary>
/// Ten thousand random lives of a few cases: every step of the table, sensible and senseless, by the right and the wrong
/// people, over years and calendars. No step may do what <see cref="CaseTruths"/> says none does.
/// </summary>
public sealed partial class LivingByTheTables
{
    private const int Lives = 10_000;

    [Test]
    public void Keeps_every_rule_in_ten_thousand_lives()
    {
        var profile = ShippedZone.Current.Profile;
        var worlds = new ConcurrentBag<CaseWorld>();
        var failed = new ConcurrentDictionary<ulong, string>();
        Parallel.For(1, Lives + 1, seed =>
        {
            var world = new CaseWorld((ulong)seed, profile);
            try
            {
                world.Live();
                worlds.Add(world);
            }
            catch (AssertionException exception)
            {
                failed[(ulong)seed] = exception.Message;
            }
        });
        Assert.That(failed.IsEmpty, () => Summary(failed));

        // A life in which nothing is ever allowed, or nothing refused, would prove nothing.
        foreach (var step in Enum.GetValues<CaseStep>().Where(step => step != CaseStep.Register))
        {
            var (taken, refused) = (worlds.Sum(world => world.Count.GetValueOrDefault(step).Taken), worlds.Sum(world => world.Count.GetValueOrDefault(step).Refused));
            TestContext.Out.WriteLine($"{step}: taken {taken}, refused {refused}");
            Assert.That(taken, Is.Positive, $"{step} was hardly ever taken.");
            Assert.That(step == CaseStep.Archive ? 1 : refused, Is.Positive, $"{step} was never refused.");
        }

        TestContext.Out.WriteLine(string.Join(' ', worlds.SelectMany(world => world.Codes).Distinct().Order()));
    }

    // Every kind of failure with its first seed, and the shortest life of all in full.
    private static string Summary(IReadOnlyDictionary<ulong, string> failed) => string.Join('\n', failed
        .GroupBy(entry => Digits().Replace(entry.Value.Split('\n')[0], "#"))
        .Select(kind => $"{kind.Count()} times, first with seed {kind.Min(entry => entry.Key)}: {kind.Key}")
        .Append(failed.Values.MinBy(life => life.Length)));

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();

    /// <summary>One life again: put the seed of a failure here.</summary>
    [TestCase(1UL)]
    public void Lives_one_life(ulong seed) => new CaseWorld(seed, ShippedZone.Current.Profile).Live();
}
