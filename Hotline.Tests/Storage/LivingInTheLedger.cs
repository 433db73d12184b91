using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Samples;
using Hotline.Storage;
using Hotline.Tests.Support;
using Hotline.Tests.Zone;

namespace Hotline.Tests.Storage;

/// <summary>
/// Random lives as in <see cref="Domain.Cases.LivingByTheTables"/>, through the ledger onto a real file: what is stored is
/// what the events say, the books balance, the tallies are right, and what was refused left no trace.
/// </summary>
public sealed class LivingInTheLedger
{
    private const int Lives = 200;

    // 2025 loses its make-up days: due moments of that year come later by this version, and go back by the first.
    private const string Amended = """[{"date": "2025-10-01", "name": "国庆节", "isOffDay": true}, {"date": "2025-11-04", "name": "休", "isOffDay": true}]""";

    [Test]
    public async Task Keeps_rows_books_tallies_and_lights_true_in_two_hundred_lives()
    {
        for (var seed = 1UL; seed <= Lives; seed += 25)
        {
            // Many lives on one file, so that they are in each other's way as they would be.
            await LiveAsync(seed, 25);
        }
    }

    /// <summary>The lives of one file again: put the first seed of a failure here.</summary>
    [TestCase(1000UL)]
    public Task Lives_some_lives(ulong seed) => LiveAsync(seed, 2);

    private static async Task LiveAsync(ulong first, int lives)
    {
        await using var hotline = await TestHotline.StartAsync("2025-08-01T09:00:00+08:00");
        await hotline.AmendCalendarAsync(Amended.Bytes(), Sheet.From("2035-01-01"));
        for (var seed = first; seed < first + (ulong)lives; seed++)
        {
            var told = new List<string>();
            try
            {
                await LiveAsync(hotline, new SplitMix64(seed), told);
                await CheckAsync(hotline);
            }
            catch (Exception exception)
            {
                throw new AssertionException($"{exception}\nSeed {seed}, on the file that began with {first}:\n{string.Join('\n', told)}", exception);
            }
        }

        await hotline.CheckFiguresAsync(new Period("2025", new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31)));
        await hotline.CheckUnitsViewsAsync();
    }

    private static async Task LiveAsync(TestHotline hotline, SplitMix64 random, List<string> told)
    {
        var numbers = new List<string>();
        for (var count = 3; count > 0; count--)
        {
            numbers.Add((await hotline.RegisterAsync(ARegistration(random))).Number);
        }

        var any = await hotline.ReadAsync(numbers[0]);
        var duty = new RandomDuty(
            random, hotline.Zone.Catalogue, [.. new[] { 1, 2 }.Select(version => hotline.Zone.BasisOf(any with { CalendarVersion = version }).Calendar)]);
        for (var count = 20 + random.Below(30); count > 0; count--)
        {
            var pause = duty.Pause();
            hotline.Clock.Advance(pause < TimeSpan.FromDays(7) ? pause : TimeSpan.FromDays(1));
            var cases = new List<Case>();
            foreach (var number in numbers)
            {
                cases.Add(await hotline.ReadAsync(number));
            }

            var step = duty.Next(cases, hotline.Clock.GetUtcNow());
            told.Add($"{hotline.Clock.GetUtcNow():O} {step}");
            await TakeAsync(hotline, step, cases, random, told);
            if (random.Chance(0.05))
            {
                await hotline.SweepAsync();
            }

            if (random.Chance(0.05))
            {
                await hotline.CountAllAsync();
            }
        }
    }

    private static async Task TakeAsync(TestHotline hotline, RandomStep step, IReadOnlyList<Case> cases, SplitMix64 random, List<string> told)
    {
        var looked = random.Chance(0.1);
        var before = looked ? hotline.Dump() : null;
        var mine = cases.Single(@case => @case.Number == step.Number);
        var seen = random.Chance(0.05) ? mine.Version + random.Below(5) - 2 : mine.Version;
        try
        {
            var after = step.Alone is { } alone
                ? await hotline.Ledger.TakeStepAsync(step.Number, step.Step is null ? null : seen, step.Actor, alone, text: null, CancellationToken.None)
                : await hotline.Ledger.TakeJointStepAsync(step.Number, seen, _ => step.Other!, step.Actor, step.Joint!, text: null, CancellationToken.None);
            told.Add($"    {after.Status} v{after.Version}");
        }
        catch (Exception exception) when (exception is CaseRefusedException or StaleCaseException or CaseNotFoundException)
        {
            told.Add($"    {exception.Message}");
            Assert.That(looked ? hotline.Dump() : null, Is.EqualTo(before), $"{step} was refused and left a trace.");
        }
    }

    private static async Task CheckAsync(TestHotline hotline)
    {
        // What was written before the clock was set back lies ahead of it.
        hotline.Clock.Advance(TimeSpan.FromHours(6));
        await hotline.SweepAsync();
        Assert.That(await hotline.SweepAsync(), Is.Zero, "A second sweep finds what the first has announced.");
        var rows = await hotline.CheckRowsAsync(mend: false);
        Assert.That(rows.IsClean, Is.True, string.Join(' ', rows.Different.Concat(rows.Unreadable.Values).Concat(rows.Orphans)));
        var balance = await hotline.AuditBalanceAsync();
        Assert.That(balance.IsClean, Is.True, $"{balance}");
        await hotline.CountAllAsync();
        var tallies = await hotline.CompareTalliesAsync();
        Assert.That((tallies.IsClean, tallies.Uncounted), Is.EqualTo((true, 0)), string.Join(' ', [.. tallies.Different, .. tallies.Misbooked]));
    }

    private static RegisterCase.Command ARegistration(SplitMix64 random) => TestHotline.Registration with
    {
        Type = random.Pick(Enum.GetValues<CaseType>()),
        Urgency = random.Pick(Enum.GetValues<Urgency>()),
        Category = random.Pick(RandomDuty.Categories),
        ReplyWanted = random.Chance(0.8),
        Requester = TestHotline.Registration.Requester! with { Phone = random.Pick(["13800005678", "13900001234"]) },
    };
}
