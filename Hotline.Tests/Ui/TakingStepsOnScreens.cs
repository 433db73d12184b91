extern alias HotlineApi;

using System.Globalization;
using HotlineApi::Hotline.Api.Ui.Live;
using HotlineApi::Hotline.Api.Ui.Shared;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Storage;
using Hotline.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Tests.Ui;

/// <summary>What a screen is told of a step it asks for: always an outcome, never an exception that would take what was typed with it.</summary>
public sealed class TakingStepsOnScreens
{
    private static readonly Actor Ecology = new("handler", "ecology") { Roles = [Role.Handler] };

    private static HotlineApplication _hotline = null!;

    [OneTimeSetUp]
    public static void Start() => _hotline = HotlineApplication.Start();

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task Is_told_the_case_as_it_stands_after_the_step()
    {
        var (number, version) = await InProgressAsync();
        Assert.That(
            await AskAsync(steps => SignAsync(steps, number, version)),
            Is.InstanceOf<StepOutcome.Done<Case>>().With.Property("Result").Property("StepVersion").EqualTo(version + 1));
    }

    [Test]
    public async Task Is_told_of_every_field_that_is_wrong_as_the_API_would_say_it()
    {
        var (number, version) = await InProgressAsync();
        var invalid = await AskAsync(steps => steps.TakeAsync<ReplyToAssignment, ReplyToAssignment.Command>(
            number, version, new ReplyToAssignment.Command { Assignment = 0, Resolution = Resolution.Unsolved }, Ecology, CancellationToken.None));
        var errors = ((StepOutcome.Invalid)invalid).Errors;
        using var response = await _hotline.Client.AskAsync(Who.Ecology, number, "reply", new { assignment = 0, resolution = "Unsolved" });
        Assert.That(errors, Is.EquivalentTo((await response.RefusedAsync()).Errors));
        Assert.That(errors.Keys, Is.EquivalentTo(new[] { "assignment", "substantiated", "contacted", "reason", "publicReply" }));
    }

    [Test]
    public async Task Is_told_why_the_rules_refuse()
    {
        var (number, version) = await InProgressAsync();
        var refused = (StepOutcome.Refused)await AskAsync(steps => SignAsync(steps, number, version, Ecology with { Roles = [Role.Agent] }));
        Assert.That((refused.Code, refused.Title), Is.EqualTo(("actor.role_missing", "您的角色不能办理这一步。")));
        Assert.That(refused.Detail, Does.StartWith("这一步由").And.Contain("、").And.EndWith("办理。"), "by whom");
        var early = (StepOutcome.Refused)await AskAsync(steps => steps.TakeAsync<ReviewFeedback, ReviewFeedback.Command>(
            number, version, new ReviewFeedback.Command { Outcome = ReviewOutcome.Pass }, new Actor("reviewer"), CancellationToken.None));
        Assert.That(early.Detail, Is.EqualTo("工单现为“处理中”，不能办理“审核”。"));
    }

    [Test]
    public async Task Is_shown_what_others_did_meanwhile_and_may_try_again_on_that()
    {
        var (number, version) = await InProgressAsync();
        await _hotline.Client.DoAsync(Who.Dispatcher, number, "add-support", new { unit = "urban-enforcement", reason = "联合执法" });
        var stale = (StepOutcome.Stale)await AskAsync(steps => SignAsync(steps, number, version));
        Assert.That((stale.Seen, stale.Current), Is.EqualTo((version, version + 1)));
        Assert.That(stale.Since.Select(entry => (entry.Type, entry.Actor)), Is.EqualTo(new[] { (nameof(SupportAdded), "dispatcher") }));
        Assert.That(await AskAsync(steps => SignAsync(steps, number, stale.Current)), Is.InstanceOf<StepOutcome.Done<Case>>());
    }

    [Test]
    public async Task Tells_a_unit_nothing_of_a_case_that_is_not_its_own()
    {
        var (number, version) = await InProgressAsync();
        Assert.That(
            await AskAsync(steps => SignAsync(steps, number, version - 1, Ecology with { Unit = "urban-enforcement" })),
            Is.InstanceOf<StepOutcome.NotFound>());
        Assert.That(await AskAsync(steps => SignAsync(steps, "250926-999999-9", 1)), Is.InstanceOf<StepOutcome.NotFound>());
    }

    [Test]
    public async Task Registers_once_with_one_key()
    {
        var first = await AskAsync(steps => steps.RegisterAsync(ACase.OfNoise, "form-1", new Actor("agent"), CancellationToken.None));
        var again = await AskAsync(steps => steps.RegisterAsync(ACase.OfNoise, "form-1", new Actor("agent"), CancellationToken.None));
        Assert.That(((StepOutcome.Done<RegisterCase.Receipt>)again).Result.Number, Is.EqualTo(((StepOutcome.Done<RegisterCase.Receipt>)first).Result.Number));
        Assert.That(
            await AskAsync(steps => steps.RegisterAsync(ACase.OfNoise with { Title = "另一件" }, "form-1", new Actor("agent"), CancellationToken.None)),
            Is.InstanceOf<StepOutcome.Refused>().With.Property("Code").EqualTo("idempotency.key_reused"));
    }

    [Test]
    public async Task Survives_what_nobody_foresaw_and_leaves_only_when_the_screen_is_gone()
    {
        Assert.That(await AskAsync(steps => steps.RunAsync<int>(() => throw new InvalidOperationException("a fault"), CancellationToken.None)), Is.InstanceOf<StepOutcome.Failed>());
        Assert.That(
            await AskAsync(steps => steps.RunAsync<int>(() => throw new StorageUnavailableException(new IOException("full"), isOutcomeUnknown: true), CancellationToken.None)),
            Is.InstanceOf<StepOutcome.Unavailable>().With.Property("IsOutcomeUnknown").True);
        Assert.That(
            () => AskAsync(steps => steps.RunAsync<int>(() => throw new OperationCanceledException(), new CancellationToken(canceled: true))),
            Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Sees_who_else_is_in_a_case_and_hears_of_it()
    {
        var presence = _hotline.Services.GetRequiredService<Presence>();
        var told = new List<string>();
        presence.Changed += _ => throw new InvalidOperationException("a page that was closed");
        presence.Changed += told.Add;
        Actor asker = new("zhang"), tax = new("zhao", "tax");
        var li = presence.Enter("1", new Actor("li"), "李");
        var again = presence.Enter("1", new Actor("li"), "李");
        var wang = presence.Enter("1", new Actor("wang", "ecology"), "王");
        Assert.That(presence.Others("1", asker), Is.EqualTo(new[] { "李", "王" }));
        Assert.That(presence.Others("1", new Actor("li")), Is.EqualTo(new[] { "王" }), "oneself is no other");
        Assert.That(presence.Others("1", tax), Is.EqualTo(new[] { "李" }), "other units' people have no names");
        again.Dispose();
        again.Dispose();
        Assert.That(presence.Others("1", asker), Is.EqualTo(new[] { "李", "王" }), "the other page is open still");
        li.Dispose();
        wang.Dispose();
        Assert.That(presence.Others("1", asker), Is.Empty);
        Assert.That(told, Is.EqualTo(Enumerable.Repeat("1", 6)));
    }

    private static Task<StepOutcome> SignAsync(Steps steps, string number, int seen, Actor? actor = null) =>
        steps.TakeAsync<SignAssignment, SignAssignment.Command>(number, seen, new SignAssignment.Command { Assignment = 1 }, actor ?? Ecology, CancellationToken.None);

    private static async Task<(string Number, int Version)> InProgressAsync()
    {
        var number = await _hotline.RegisterAsync(ACase.OfNoise);
        return (number, (await _hotline.WaitUntilAsync(number, "InProgress")).Version());
    }

    private static async Task<StepOutcome> AskAsync(Func<Steps, Task<StepOutcome>> ask)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        await using var scope = _hotline.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<Steps>());
    }
}
