using Hotline.Cases;
using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Storage;
using Hotline.Tests.Support;

namespace Hotline.Tests.Domain.Cases;

/// <summary>The column "Who" of domain.md §1.5.</summary>
public sealed class KeepingToDuties
{
    [Test]
    public void Says_of_every_event_of_a_case_whose_it_is()
    {
        var events = typeof(CaseRegistered).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(CaseRegistered).Namespace && type.IsSubclassOf(typeof(HotlineEvent)));
        Assert.That(Duties.Roles.Keys.Concat(Duties.DecidedElsewhere), Is.EquivalentTo(events));
    }

    [Test]
    public void Asks_for_one_of_the_roles_and_lets_nobody_do_what_the_system_does()
    {
        var first = new CaseVoided { Reason = VoidReason.Test };
        Assert.That(CodeOf(first, Holding(Role.Agent, Role.Leader)), Is.EqualTo("actor.role_missing"));
        Assert.That(CodeOf(first, Holding(Role.Agent, Role.ShiftLeader)), Is.Null);
        Assert.That(CodeOf(first, Holding()), Is.EqualTo("actor.role_missing"));
        Assert.That(CodeOf(new CaseArchived(), new Actor("agent")), Is.EqualTo("actor.role_missing"), "with every role");
        Assert.That(CodeOf(new CaseArchived(), Actor.System), Is.Null);
    }

    [Test]
    public void Lets_no_unit_take_the_step_of_another()
    {
        var signed = new AssignmentSigned { Assignment = 1, Unit = Story.Lead };
        Assert.That(CodeOf(signed, new Actor("x", "tax") { Roles = [Role.Handler] }), Is.EqualTo("actor.other_unit"));
        Assert.That(CodeOf(signed, new Actor("x", Story.Lead) { Roles = [Role.Handler] }), Is.Null);
        Assert.That(CodeOf(signed, new Actor("x")), Is.Null, "whoever names no unit");
    }

    [Test]
    public void Lets_nobody_check_what_the_own_unit_did()
    {
        HotlineEvent[] checks =
        [
            new ReviewPassed(), new ReviewReturned { Defects = [], Assignments = [] }, new CallbackWaived { Reason = default },
            new CallbackAttempted { Reached = false }, new RatingJudged { Justified = true },
        ];
        Assert.That(checks.Select(check => CodeOf(check, new Actor("x", Story.Lead))), Is.All.EqualTo("actor.own_work"));
        Assert.That(checks.Select(check => CodeOf(check, new Actor("x", "tax"))), Is.All.Null);
    }

    [Test]
    public async Task Is_asked_of_every_step_of_the_ledger_and_a_refusal_writes_nothing()
    {
        await using var hotline = await TestHotline.StartAsync();
        var main = (await hotline.WalkToAsync(CaseStatus.InProgress)).Number;
        var second = (await hotline.WalkToAsync(CaseStatus.InProgress)).Number;
        var handler = new Actor("handler", Story.Lead) { Roles = [Role.Handler] };
        Assert.That(
            await hotline.RefusalAsync(() => hotline.TakeAsync(second, new MergeCase.Command { Into = main, Reason = "x" }, handler)),
            Is.EqualTo("actor.role_missing"), "of two cases");
        Assert.That(
            await hotline.RefusalAsync(() => hotline.TakeAsync(main, new SignAssignment.Command { Assignment = 2 }, handler)), Is.EqualTo("actor.other_unit"));
        Assert.That(
            await hotline.RefusalAsync(() => hotline.TakeAsync(main, new SignAssignment.Command { Assignment = 1 }, handler with { Roles = [Role.Dispatcher] })),
            Is.EqualTo("actor.role_missing"));
        await hotline.TakeAsync(main, new SignAssignment.Command { Assignment = 1 }, handler);
    }

    [TestCase(2, true)]
    [TestCase(3, false)]
    public async Task Begins_a_step_anew_when_another_case_was_changed_meanwhile(int times, bool taken)
    {
        await using var hotline = await TestHotline.StartAsync();
        var (number, other) = ((await hotline.RegisterAsync()).Number, (await hotline.RegisterAsync()).Number);
        var attempts = 0;
        Task<Case> StepAsync(string stale) => hotline.Ledger.TakeStepAsync(
            number,
            seen: null,
            new Actor("agent"),
            (@case, _, _) => ++attempts > times ? Claiming.Claim(@case, new Actor("agent")) : throw new StaleCaseException(stale, 1),
            text: null,
            CancellationToken.None);
        if (taken)
        {
            Assert.That((await StepAsync(other)).ClaimedBy, Is.EqualTo("agent"));
        }
        else
        {
            Assert.That(() => StepAsync(other), Throws.TypeOf<StaleCaseException>());
        }

        Assert.That(attempts, Is.EqualTo(3));
        attempts = 0;
        Assert.That(() => StepAsync(number), Throws.TypeOf<StaleCaseException>(), "the case itself");
        Assert.That(attempts, Is.EqualTo(1));
    }

    private static Actor Holding(params Role[] roles) => new("x") { Roles = [.. roles] };

    private static string? CodeOf(HotlineEvent first, Actor actor) => Duties.WhyNot(first, Story.Dispatched().Case, actor)?.Code;
}
