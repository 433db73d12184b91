using Hotline.Tests.Support;

namespace Hotline.Tests.Faults;

public sealed class KillingTheHotline
{
    private const int Cases = 50;

    [Test]
    public async Task Right_after_the_last_201_loses_nothing()
    {
        using var folder = new HotlineFolder();
        string[] numbers;
        await using (var hotline = HotlineProcess.Api(folder))
        {
            var client = await hotline.ServeAsync();
            numbers = await Task.WhenAll(Enumerable.Range(0, Cases).Select(_ => client.RegisterAsync(ACase.OfNoise)));
            await hotline.KillAsync();
        }

        Assert.That(numbers, Is.Unique);
        await using (var hotline = HotlineProcess.Api(folder))
        {
            var client = await hotline.ServeAsync();
            var cases = await Task.WhenAll(numbers.Select(number => client.WaitUntilAsync(number, "InProgress")));
            Assert.That(cases.Select(@case => @case.List("assignments").Count()), Has.All.EqualTo(2));
            await Eventually.SeeAsync(folder.CountOutstandingAsync, outstanding => outstanding == 0, "nothing is outstanding");
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await folder.CountCasesAsync(), Is.EqualTo(Cases));
            Assert.That(await folder.CountDispatchedTwiceAsync(), Is.Zero);
        }

        await AssertVerifiedAsync(folder);
    }

    [Test]
    [Category("Slow")]
    public async Task While_the_sample_is_loading_leaves_a_load_that_goes_on_and_ends_with_the_same_figures()
    {
        using var folder = new HotlineFolder();
        foreach (var enough in (int[])[150, 700])
        {
            await using var cut = HotlineProcess.Api(folder, "Development");
            await Eventually.SeeAsync(folder.CountCasesAsync, count => count >= enough, $"{enough} cases", TimeSpan.FromMinutes(2));
            Assert.That(cut.HasEnded, Is.False, cut.Output);
            await cut.KillAsync();
            Assert.That(await folder.CountCasesAsync(), Is.LessThan(1033), "it was cut off in the middle");
        }

        await using (var hotline = HotlineProcess.Api(folder, "Development"))
        {
            var client = await hotline.ServeAsync(within: TimeSpan.FromMinutes(2));
            var card = await client.GetAsync("/api/scorecards/2025Q3");
            var satisfaction = card.GetProperty("satisfaction");
            using (Assert.EnterMultipleScope())
            {
                Assert.That(card.GetProperty("received").GetInt32(), Is.EqualTo(1033));
                Assert.That(card.GetProperty("closed").GetInt32(), Is.EqualTo(982));
                Assert.That(satisfaction.GetProperty("numerator").GetDecimal(), Is.EqualTo(916.4m));
                Assert.That(satisfaction.GetProperty("denominator").GetInt32(), Is.EqualTo(938));
                Assert.That(card.GetProperty("praise").GetProperty("phone").GetInt32(), Is.EqualTo(13));
                Assert.That(card.GetProperty("praise").GetProperty("banner").GetInt32(), Is.EqualTo(3));
                Assert.That(card.GetProperty("reconciliation").GetProperty("closes").GetBoolean());
            }
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await folder.CountCasesAsync(), Is.EqualTo(1033));
            Assert.That(await folder.CountDispatchedTwiceAsync(), Is.Zero);
        }

        await AssertVerifiedAsync(folder);
    }

    private static async Task AssertVerifiedAsync(HotlineFolder folder)
    {
        var (exitCode, output) = await HotlineProcess.RunAsync(folder, "verify");
        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output, Does.Contain("rows of 0 differ; 0 tallies differ; 0 not yet counted"));
    }
}
