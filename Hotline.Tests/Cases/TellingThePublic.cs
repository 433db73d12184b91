using FluentValidation;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Tests.Support;

namespace Hotline.Tests.Cases;

/// <summary>What the public is told has no place of a template left open, whichever step tells it.</summary>
public sealed class TellingThePublic
{
    private const string Open = "您咨询的事项由【部门】办理，需准备【材料】。";

    [Test]
    public async Task An_open_template_is_refused_by_every_step_that_tells_the_requester()
    {
        await using var hotline = await TestHotline.StartAsync();
        string[] Wrong<TCommand>(TCommand command) =>
            [.. hotline.Get<IValidator<TCommand>>().Validate(command).Errors.Where(error => error.ErrorCode == "Unfilled").Select(error => error.PropertyName)];

        Assert.Multiple(() =>
        {
            Assert.That(Wrong(new AnswerCase.Command { Text = Open }), Is.EqualTo(new[] { "Text" }));
            Assert.That(Wrong(new GuideCase.Command { Reason = GuideReason.Litigation, Text = Open }), Is.EqualTo(new[] { "Text" }));
            Assert.That(Wrong(new AskForInformation.Command { Missing = [MissingFact.Place], Text = Open }), Is.EqualTo(new[] { "Text" }));
            Assert.That(Wrong(new ReplyToAssignment.Command { PublicReply = Open, InternalNote = Open }), Is.EqualTo(new[] { "PublicReply" }), "a note is nobody's but the units'");
            Assert.That(Wrong(TestHotline.Registration with { Answer = new RegisterCase.OnTheLine { Text = Open } }), Is.EqualTo(new[] { "Answer.Text" }));
            Assert.That(
                Wrong(TestHotline.Registration with { Guide = new GuideCase.Guidance { Reason = GuideReason.Litigation, Text = Open } }), Is.EqualTo(new[] { "Guide.Text" }));
        });
        var said = hotline.Get<IValidator<AnswerCase.Command>>().Validate(new AnswerCase.Command { Text = Open }).Errors.Single().ErrorMessage;
        Assert.That(said, Does.Contain("【部门】【材料】"));
    }

    [Test]
    public async Task A_reply_claims_no_contact_that_is_not_logged()
    {
        await using var hotline = await TestHotline.StartAsync();
        var number = (await hotline.WalkToAsync(CaseStatus.InProgress)).Number;
        await hotline.SignAsync(number, 1);
        var claims = new ReplyToAssignment.Command
        {
            Assignment = 1, Substantiated = true, Contacted = true, Resolution = Resolution.Solved, PublicReply = "已处理", WithoutSupport = true,
        };
        var handler = new Hotline.Domain.Cases.Actor("lead-person", Story.Lead);
        await hotline.ContactAsync(number, 1, reached: false);
        Assert.That(await hotline.RefusalAsync(() => hotline.TakeAsync(number, claims, handler)), Is.EqualTo("reply.contact_not_logged"), "an attempt is no contact");
        await hotline.ContactAsync(number, 1, reached: true);
        Assert.That((await hotline.TakeAsync(number, claims, handler)).Status, Is.EqualTo(CaseStatus.AwaitingReview));
    }
}
