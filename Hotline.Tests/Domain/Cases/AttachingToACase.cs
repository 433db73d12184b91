using Hotline.Contracts.Cases;
using Hotline.Domain;
using Hotline.Domain.Cases;
using Hotline.Tests.Support;
using static Hotline.Tests.Support.Calendars;

namespace Hotline.Tests.Domain.Cases;

public sealed class AttachingToACase
{
    private static readonly FileLimits Limits = new(Files: 3, Bytes: 100);
    private static readonly Actor Handler = new("tester", Story.Lead) { Roles = [Role.Handler] };
    private static readonly Actor ShiftLeader = new("shift-leader") { Roles = [Role.ShiftLeader] };

    [Test]
    public void Belongs_to_the_hotline_or_to_the_last_assignment_of_the_unit()
    {
        var story = Story.Begin().Dispatch(Story.Lead, Story.Supporter).Sign(1).Sign(2);
        Assert.That(Only(Attaching.Decide(story.Case, [AFile("a")], null, Limits, Story.Agent)).Assignment, Is.Null);
        var units = Only(Attaching.Decide(story.Case, [AFile("a")], null, Limits, Handler with { Unit = Story.Supporter }));
        Assert.That((units.Attachment, units.Assignment, units.Unit), Is.EqualTo((1, 2, Story.Supporter)));
        Assert.That(Attaching.Decide(story.Case, [AFile("a")], 1, Limits, Handler with { Unit = Story.Supporter }).Code(), Is.EqualTo("actor.other_unit"));
        Assert.That(Attaching.Decide(story.Case, [AFile("a")], null, Limits, Handler with { Unit = "tax" }).Code(), Is.EqualTo("attachment.no_assignment"));
        Assert.That(Attaching.Decide(story.Case, [AFile("a")], 7, Limits, Story.Agent).Code(), Is.EqualTo("attachment.no_assignment"));
        Assert.That(Attaching.Decide(story.Then(new CaseArchived()).Case, [AFile("a")], null, Limits, Story.Agent).Code(), Is.EqualTo("attachment.archived"));
    }

    [Test]
    public void Holds_the_same_content_of_one_owner_once_and_numbers_the_rest()
    {
        var story = Attached(Story.Signed(), Story.Agent, AFile("a"));
        Assert.That(Attaching.Decide(story.Case, [AFile("a")], null, Limits, Story.Agent).Events, Is.Empty);
        Assert.That(
            Attaching.Decide(story.Case, [AFile("a"), AFile("b"), AFile("b")], null, Limits, Story.Agent).Events.Cast<FileAttached>().Select(file => (file.Attachment, file.Sha256)),
            Is.EqualTo(new[] { (2, "b") }));
        Assert.That(Only(Attaching.Decide(story.Case, [AFile("a")], null, Limits, Handler)).Attachment, Is.EqualTo(2), "a unit does not learn of another's files");

        // A number is never used again.
        var removed = story.Then(new FileRemoved { Attachment = 1 });
        Assert.That(Only(Attaching.Decide(removed.Case, [AFile("a")], null, Limits, Story.Agent)).Attachment, Is.EqualTo(2));
    }

    [Test]
    public void Keeps_to_the_limits_of_a_case()
    {
        var story = Attached(Story.Signed(), Story.Agent, AFile("a", 60), AFile("b", 40));
        Assert.That(Attaching.Decide(story.Case, [AFile("c", 1)], null, Limits, Story.Agent).Code(), Is.EqualTo("attachment.case_full"));
        Assert.That(Attaching.Decide(story.Case, [AFile("c", 1), AFile("d", 1)], null, Limits, Story.Agent).Code(), Is.EqualTo("attachment.too_many"));
        var room = story.Then(new FileRemoved { Attachment = 2 });
        Assert.That(Attaching.Decide(room.Case, [AFile("c", 1), AFile("d", 39)], null, Limits, Story.Agent).Events, Has.Count.EqualTo(2), "what was removed takes no room");
    }

    [Test]
    public void Is_no_step_that_another_must_have_seen()
    {
        var story = Story.Signed();
        var seen = story.Case.StepVersion;
        var after = Attached(story, Story.Agent, AFile("a")).Then(new FileRemoved { Attachment = 1 }).Case;
        Assert.That((after.StepVersion, after.Version), Is.EqualTo((seen, seen + 2)));
        Assert.That(after.Attachments.Single().IsThere, Is.False);
    }

    [Test]
    public void Is_taken_away_by_whoever_attached_it_for_a_day_and_by_a_shift_leader_with_a_reason()
    {
        var story = Attached(Story.Signed(), Handler, AFile("a"));
        var at = story.Now;
        string? Code(Actor actor, DateTimeOffset now, string? reason = null) =>
            Attaching.Remove(story.Case, 1, reason, actor, now) is { IsRefused: true } refused ? refused.Refusal!.Code : null;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Code(Handler, at.AddHours(24)), Is.Null);
            Assert.That(Code(Handler, at.AddHours(24).AddTicks(1)), Is.EqualTo("attachment.too_late"));
            Assert.That(Code(Handler with { Name = "colleague" }, at), Is.EqualTo("attachment.not_yours"));
            Assert.That(Code(ShiftLeader, at), Is.EqualTo("attachment.not_yours"), "without a reason");
            Assert.That(Code(ShiftLeader, at.AddYears(1), "误传他人身份证"), Is.Null);
            Assert.That(Attaching.Remove(story.Case, 2, null, Handler, at).Code(), Is.EqualTo("attachment.not_found"));
        }

        var reviewed = story.Reply(1).Review();
        Assert.That(Attaching.Remove(reviewed.Case, 1, null, Handler, at).Code(), Is.EqualTo("attachment.accepted"));
        Assert.That(Attaching.Remove(reviewed.Then(new FileRemoved { Attachment = 1 }).Case, 1, null, Handler, at).Events, Is.Empty, "once more");
    }

    [Test]
    public void Is_seen_by_its_unit_and_the_hotline()
    {
        static Attachment Of(string? unit, bool isInternal) => new()
        {
            Number = 1, Kind = FileKind.Picture, ContentType = "image/png", Bytes = 1, Sha256 = "a", Unit = unit, Internal = isInternal, By = "x", At = At("2025-09-28T10:00:00+08:00"),
        };
        Assert.That(Of("tax", isInternal: true).IsFor("tax"), Is.True);
        Assert.That(Of("tax", isInternal: false).IsFor("finance"), Is.False);
        Assert.That(Of(null, isInternal: false).IsFor("finance"), Is.True);
        Assert.That(Of(null, isInternal: true).IsFor("finance"), Is.False);
    }

    private static FileAttached AFile(string sha256, int bytes = 10) =>
        new() { Attachment = 0, Kind = FileKind.Picture, ContentType = "image/png", Bytes = bytes, Sha256 = sha256 };

    private static FileAttached Only(Decision decision) => (FileAttached)decision.Events.Single();

    private static Story Attached(Story story, Actor actor, params FileAttached[] files) => story.Then(
        [.. Attaching.Decide(story.Case, files, null, Limits, actor).Events]);
}
