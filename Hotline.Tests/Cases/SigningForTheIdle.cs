using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Tests.Support;

namespace Hotline.Tests.Cases;

/// <summary>签收超时: what a timer signed for stays before those who supervise until somebody of the unit begins.</summary>
public sealed class SigningForTheIdle
{
    private static readonly Actor Supporter = new("other-handler", Story.Supporter);

    [Test]
    public async Task Stays_in_sight_until_a_person_of_the_unit_acts()
    {
        await using var hotline = await TestHotline.StartAsync("2025-09-15T09:00:00+08:00");
        var number = (await hotline.WalkToAsync(CaseStatus.InProgress, TestHotline.Registration with { Urgency = Urgency.Urgent })).Number;
        Assert.That(await CountAsync(hotline, Pressure.Unattended), Is.Zero);
        hotline.Clock.Advance(TimeSpan.FromMinutes(31));
        await hotline.SweepAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await CountAsync(hotline, Pressure.Unattended), Is.EqualTo(2), "both units let it pass");
            Assert.That(await CountAsync(hotline, Pressure.Today), Is.Zero, "each stands in one cell");
            var lines = await ListAsync(hotline, null, Pressure.Unattended);
            Assert.That(lines.Select(line => (line.Item.Number, line.Item.Unattended, line.LastHandled)), Is.All.EqualTo((number, true, (DateTimeOffset?)null)));
            Assert.That(await ListAsync(hotline, Story.Lead, Pressure.Unattended), Has.Count.EqualTo(1));
            Assert.That(await ListAsync(hotline, null, Pressure.Today), Is.Empty);
            Assert.That(await ListAsync(hotline, null, null), Has.Count.EqualTo(2));
            var own = (await hotline.Get<UnitInbox>().ReadAsync(InboxView.All, TestHotline.Unit with { Roles = [Role.Handler] }, null, 10, CancellationToken.None)).Items;
            Assert.That(own.Single().Unattended);
            Assert.That(await hotline.RebuildRowsAsync(mend: false), Is.Empty);
        }

        await hotline.ContactAsync(number, 1, reached: false);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await ListAsync(hotline, null, Pressure.Unattended)).Single().Item.Unit, Is.EqualTo(Story.Supporter), "what one unit does is not the other's doing");
            Assert.That((await ListAsync(hotline, Story.Lead, Pressure.Today)).Single().LastHandled, Is.EqualTo(hotline.Clock.Now));
            Assert.That(await hotline.RebuildRowsAsync(mend: false), Is.Empty);
        }
    }

    [Test]
    public async Task Is_red_once_the_next_limit_has_passed_too()
    {
        await using var hotline = await TestHotline.StartAsync("2025-09-15T09:00:00+08:00");
        await hotline.WalkToAsync(CaseStatus.InProgress, TestHotline.Registration with { Urgency = Urgency.Urgent });
        hotline.Clock.Advance(TimeSpan.FromHours(3));
        await hotline.SweepAsync();
        Assert.That((await CountAsync(hotline, Pressure.Red), await CountAsync(hotline, Pressure.Unattended)), Is.EqualTo((2, 0)));
        Assert.That((await ListAsync(hotline, null, Pressure.Red)).Select(line => line.Item.Unattended), Is.All.True);
    }

    [Test]
    public async Task Counts_as_handled_only_what_is_done_with_the_present_assignment()
    {
        await using var hotline = await TestHotline.StartAsync("2025-09-15T09:00:00+08:00");
        var number = (await hotline.WalkToAsync(CaseStatus.InProgress)).Number;
        await hotline.TakeAsync(number, new SuperviseCase.Command { Unit = Story.Supporter, Requirement = "说明" });
        hotline.Clock.Advance(TimeSpan.FromMinutes(1));
        await hotline.TakeAsync(number, new ReportSupervision.Command { Supervision = 1, Text = "正在核实" }, Supporter);
        Assert.That((await ListAsync(hotline, Story.Supporter, null)).Single().LastHandled, Is.Null, "an answer to an order is no handling");
        await hotline.SignAsync(number, 2);
        Assert.That((await ListAsync(hotline, Story.Supporter, null)).Single().LastHandled, Is.EqualTo(hotline.Clock.Now));
    }

    private static async Task<int> CountAsync(TestHotline hotline, Pressure band) =>
        (await hotline.Get<RedSoon>().ReadAsync(TestHotline.Agent, CancellationToken.None)).Units.Sum(unit => unit.Counts[(int)band]);

    private static async Task<IReadOnlyList<RedSoon.Line>> ListAsync(TestHotline hotline, string? unit, Pressure? band) =>
        (await hotline.Get<RedSoon>().ListAsync(unit, band, TestHotline.Agent, null, 50, CancellationToken.None)).Lines;
}
