using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Storage;
using Hotline.Tests.Support;

namespace Hotline.Tests.Storage;

public sealed class RacingWriters
{
    [Test]
    public async Task Let_exactly_one_of_two_take_a_step_from_the_same_version()
    {
        await using var hotline = await TestHotline.StartAsync();
        await using var second = await hotline.StartSecondAsync();
        for (var round = 0; round < 20; round++)
        {
            var seen = await hotline.WalkToAsync(CaseStatus.InProgress);
            var other = round % 2 == 0 ? hotline : second;
            var outcomes = await Task.WhenAll(
                Outcome(hotline.SignAsync(seen.Number, 1, seen.Version)), Outcome(other.SignAsync(seen.Number, 1, seen.Version)));
            Assert.That(outcomes.Count(outcome => outcome is null), Is.EqualTo(1));
            Assert.That(outcomes.OfType<Exception>().Single(), Is.TypeOf<StaleCaseException>());
            Assert.That((await hotline.EventsAsync(seen.Number)).OfType<AssignmentSigned>().Count(), Is.EqualTo(1));
        }

        Assert.That(await hotline.RebuildRowsAsync(mend: false), Is.Empty);
    }

    [Test]
    public async Task Refuse_the_second_even_when_its_step_is_another()
    {
        await using var hotline = await TestHotline.StartAsync();
        var seen = await hotline.WalkToAsync(CaseStatus.InProgress);
        await hotline.SignAsync(seen.Number, 1, seen.Version);
        var before = hotline.Dump();
        Assert.That(async () => await hotline.SignAsync(seen.Number, 2, seen.Version), Throws.TypeOf<StaleCaseException>());
        Assert.That(hotline.Dump(), Is.EqualTo(before), "nothing half-written");
    }

    [Test]
    public async Task Do_not_count_a_light_that_turned_since_as_a_step()
    {
        await using var hotline = await TestHotline.StartAsync();
        var seen = await hotline.WalkToAsync(CaseStatus.InProgress);
        // C2, four working hours, turns yellow with one of them left: the next working day is the make-up Sunday.
        hotline.Clock.MoveTo("2025-09-28T10:59:00+08:00");
        await hotline.SweepAsync();
        var turned = await hotline.ReadAsync(seen.Number);
        Assert.That(turned.Version, Is.GreaterThan(seen.Version));
        Assert.That((await hotline.SignAsync(seen.Number, 1, seen.Version)).Assignments[0].Status, Is.EqualTo(AssignmentStatus.Working));
        Assert.That(async () => await hotline.SignAsync(seen.Number, 2, seen.Version), Throws.TypeOf<StaleCaseException>());
        Assert.That(async () => await hotline.SignAsync(seen.Number, 2, turned.Version), Throws.TypeOf<StaleCaseException>(), "the step that came after the light");
    }

    [Test]
    public async Task Refuse_a_version_that_nobody_can_have_seen()
    {
        await using var hotline = await TestHotline.StartAsync();
        var seen = await hotline.WalkToAsync(CaseStatus.InProgress);
        Assert.That(async () => await hotline.SignAsync(seen.Number, 1, seen.Version + 1), Throws.TypeOf<StaleCaseException>());
    }

    [Test]
    public async Task Append_a_version_once_whoever_asks()
    {
        await using var hotline = await TestHotline.StartAsync();
        var seen = await hotline.WalkToAsync(CaseStatus.InProgress);
        HotlineEvent repeated = new AssignmentSigned { Assignment = 1, Number = seen.Number, Version = seen.Version, At = seen.ChangedAt, Actor = "tester" };
        Assert.That(
            async () => await hotline.Database.WriteAsync(Lane.People, db => db.AppendAsync([repeated]), CancellationToken.None),
            Throws.TypeOf<StaleCaseException>());
    }

    [Test]
    public async Task Announce_each_light_once_when_two_processes_sweep()
    {
        await using var hotline = await TestHotline.StartAsync();
        await using var second = await hotline.StartSecondAsync();
        var numbers = new List<string>();
        for (var count = 0; count < 20; count++)
        {
            numbers.Add((await hotline.WalkToAsync(CaseStatus.InProgress)).Number);
        }

        // S2 of domain.md §9: whatever was passed while nobody looked is said once, and only the higher light of each clock.
        hotline.Clock.MoveTo("2025-10-11T00:00:00+08:00");
        await Task.WhenAll(hotline.SweepAsync(), second.SweepAsync());
        Assert.That(await hotline.SweepAsync(), Is.Zero, "an idle sweep finds nothing");
        foreach (var number in numbers)
        {
            var lights = (await hotline.EventsAsync(number)).OfType<LightTurned>().ToList();
            Assert.That(lights.Select(light => (light.Clock, light.Assignment)), Is.Unique);
            Assert.That(lights.Select(light => light.Light), Is.All.GreaterThanOrEqualTo(Contracts.Deadlines.Light.Red));
            Assert.That(lights, Has.Count.EqualTo(6), "C2, C3 and C4 of both units");
        }
    }

    private static async Task<Exception?> Outcome(Task step)
    {
        try
        {
            await step;
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
