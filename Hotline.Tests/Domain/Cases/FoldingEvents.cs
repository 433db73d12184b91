using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Domain.Cases;
using Hotline.Tests.Support;
using static Hotline.Tests.Support.Calendars;

namespace Hotline.Tests.Domain.Cases;

public sealed class FoldingEvents
{
    [Test]
    public void Takes_everything_over_from_the_registration()
    {
        var registration = Story.Registration with
        {
            Channel = Channel.Platform,
            RequesterKind = RequesterKind.Enterprise,
            Type = CaseType.Complaint,
            Category = "E0101",
            Area = "park-one",
            Urgency = Urgency.Urgent,
            Confidential = true,
            Anonymous = true,
            ReplyWanted = false,
            ReceivedAt = At("2025-09-26T15:00:00+08:00"),
            ProfileVersion = 7,
            CalendarVersion = 9,
        };
        var @case = Story.Begin(registration).Case;
        Assert.Multiple(() =>
        {
            Assert.That((@case.Status, @case.Version, @case.StepVersion, @case.Round), Is.EqualTo((CaseStatus.AwaitingDispatch, 1, 1, 0)));
            Assert.That((@case.Channel, @case.RequesterKind, @case.Type, @case.Urgency), Is.EqualTo((Channel.Platform, RequesterKind.Enterprise, CaseType.Complaint, Urgency.Urgent)));
            Assert.That((@case.Category, @case.Area), Is.EqualTo(("E0101", "park-one")));
            Assert.That((@case.Confidential, @case.Anonymous, @case.ReplyWanted), Is.EqualTo((true, true, false)));
            Assert.That((@case.ReceivedAt, @case.RegisteredAt), Is.EqualTo((At("2025-09-26T15:00:00+08:00"), At("2025-09-26T16:40:00+08:00"))));
            Assert.That((@case.ProfileVersion, @case.CalendarVersion), Is.EqualTo((7, 9)));
            Assert.That((@case.WasDispatched, @case.IsClosed, @case.Lead), Is.EqualTo((false, false, (Assignment?)null)));
        });
    }

    [Test]
    public void Keeps_the_first_rating_and_shows_the_last()
    {
        var @case = Story.InCallback().CallBack(Resolution.Unsolved, Satisfaction.Dissatisfied, contacted: false).Rework(2, 2)
            .Sign(2).Reply(2).Review().CallBack(Resolution.Solved, Satisfaction.Satisfied).Close().Case;
        Assert.That(@case.FirstRating, Is.EqualTo(new Rating(false, Resolution.Unsolved, Satisfaction.Dissatisfied)));
        Assert.That(@case.FinalRating, Is.EqualTo(new Rating(true, Resolution.Solved, Satisfaction.Satisfied)));
    }

    [Test]
    public void Keeps_each_answer_as_it_was_first_given()
    {
        var @case = Story.InCallback().Then(new CallbackAttempted { Reached = true, Contacted = true, Resolution = Resolution.Unsolved }).Rework(2, 2)
            .Sign(2).Reply(2).Review().CallBack(Resolution.Solved, Satisfaction.Satisfied).Close().Case;
        Assert.That(@case.FirstRating, Is.EqualTo(new Rating(true, Resolution.Unsolved, Satisfaction.Satisfied)), "a question skipped must not launder the answers given");
    }

    [Test]
    public void Takes_no_rating_from_an_attempt_that_reached_nobody()
    {
        var @case = Story.InCallback().Then(new CallbackAttempted { Reached = false }).Case;
        Assert.That((@case.FirstRating, @case.FinalRating, @case.Callbacks.Length), Is.EqualTo(((Rating?)null, (Rating?)null, 1)));
        Assert.That(@case.Status, Is.EqualTo(CaseStatus.AwaitingCallback));
    }

    [Test]
    public void Makes_new_assignments_for_a_rework_and_keeps_the_old_ones_as_they_ended()
    {
        var before = Story.InCallback().CallBack(Resolution.Unsolved, Satisfaction.Dissatisfied);
        var old = before.Case.Assignments;
        var after = before.On("2025-10-10T09:00:00+08:00").Rework(2, 2).Sign(2).Contact(2, reached: true).Case;
        Assert.Multiple(() =>
        {
            Assert.That(after.Assignments.Take(1), Is.EqualTo(old));
            Assert.That(after.Assignments[0].Status, Is.EqualTo(AssignmentStatus.Done));
            Assert.That(after.CurrentAssignments.Select(assignment => (assignment.Number, assignment.Round, assignment.Status)), Is.EqualTo(new[] { (2, 2, AssignmentStatus.Working) }));
            Assert.That((after.Round, after.Lead!.Number, after.Lead.DispatchedAt), Is.EqualTo((2, 2, At("2025-10-10T09:00:00+08:00"))));
            Assert.That(after.Stays[^1], Is.EqualTo(new Stay(CaseStatus.InProgress, At("2025-10-10T09:00:00+08:00"), null)));
        });
    }

    [Test]
    public void Goes_to_review_with_the_last_reply_of_the_round()
    {
        var both = Story.Begin().Dispatch(Story.Lead, Story.Supporter).Sign(1).Sign(2);
        Assert.That(both.Reply(2).Case.Status, Is.EqualTo(CaseStatus.InProgress));
        var replied = both.On("2025-09-30T10:00:00+08:00").Reply(1).Case;
        Assert.That(replied.Stays[^1], Is.EqualTo(new Stay(CaseStatus.AwaitingReview, At("2025-09-30T10:00:00+08:00"), null)));
    }

    [Test]
    public void Ends_the_work_of_excused_supporters_with_the_leads_reply()
    {
        var @case = Story.Begin().Dispatch(Story.Lead, Story.Supporter).Sign(1).On("2025-09-30T10:00:00+08:00").Reply(1, withoutSupport: true).Case;
        var excused = @case.Assignments[1];
        Assert.That(
            (excused.Status, excused.WithdrawnAt, excused.RepliedAt, excused.Resolution),
            Is.EqualTo((AssignmentStatus.Withdrawn, (DateTimeOffset?)At("2025-09-30T10:00:00+08:00"), (DateTimeOffset?)null, (Resolution?)null)));
        Assert.That(@case.Status, Is.EqualTo(CaseStatus.AwaitingReview));
    }

    [Test]
    public void Does_not_excuse_anybody_of_an_earlier_round_or_change_a_reply_already_given()
    {
        var @case = Story.Begin().Dispatch(Story.Lead, Story.Supporter).Sign(1).Sign(2)
            .On("2025-09-28T10:00:00+08:00").Reply(2).On("2025-09-29T10:00:00+08:00").Reply(1, withoutSupport: true).Case;
        Assert.That(@case.Assignments[1].RepliedAt, Is.EqualTo(At("2025-09-28T10:00:00+08:00")));
    }

    [Test]
    public void Keeps_the_first_contact_and_every_failed_one()
    {
        var assignment = Story.Signed()
            .On("2025-09-26T17:00:00+08:00").Contact(1, reached: false)
            .On("2025-09-26T18:00:00+08:00").Contact(1, reached: true)
            .On("2025-09-26T19:00:00+08:00").Contact(1, reached: true)
            .On("2025-09-26T20:00:00+08:00").Contact(1, reached: false).Case.Assignments[0];
        Assert.That(assignment.ContactedAt, Is.EqualTo(At("2025-09-26T18:00:00+08:00")));
        Assert.That(assignment.FailedContacts, Is.EqualTo(new[] { At("2025-09-26T17:00:00+08:00"), At("2025-09-26T20:00:00+08:00") }));
    }

    [Test]
    public void Moves_the_version_but_not_the_step_version_with_a_light()
    {
        var @case = Story.Dispatched().On("2025-10-10T00:00:00+08:00").Then(
            new LightTurned { Clock = ClockKind.Resolve, Assignment = 1, Light = Light.Yellow, DueAt = At("2025-10-11T00:00:00+08:00") }).Case;
        Assert.That((@case.Version, @case.StepVersion, @case.ChangedAt), Is.EqualTo((3, 2, At("2025-10-10T00:00:00+08:00"))));
        Assert.That(@case.Lights, Is.EqualTo(new[] { new LightNotice(ClockKind.Resolve, 1, 1, At("2025-10-11T00:00:00+08:00"), Light.Yellow) }));
    }

    [Test]
    public void Moves_the_step_version_with_every_step()
    {
        foreach (var story in new[] { Story.Begin(), Story.Dispatched(), Story.Signed(), Story.InReview(), Story.InCallback(), Story.InCallback().Close() })
        {
            Assert.That((story.Case.Version, story.Case.StepVersion), Is.EqualTo((story.Events.Count, story.Events.Count)));
        }
    }

    [Test]
    public void Takes_the_result_and_the_time_from_the_closing()
    {
        var @case = Story.InCallback().On("2025-10-10T09:00:00+08:00").Close(ClosingResult.PartlySolved).Case;
        Assert.That((@case.Status, @case.Result, @case.ClosedAt), Is.EqualTo((CaseStatus.Closed, ClosingResult.PartlySolved, At("2025-10-10T09:00:00+08:00"))));
    }

    [Test]
    public void Throws_on_events_out_of_order()
    {
        var story = Story.Signed();
        var next = new AssignmentSigned { Assignment = 1, Number = story.Case.Number, Version = 4, At = story.Case.ChangedAt };
        Assert.Multiple(() =>
        {
            Assert.That(() => story.Case.Apply(next), Throws.Nothing);
            Assert.That(() => story.Case.Apply(next with { Version = 3 }), Throws.InvalidOperationException, "once more");
            Assert.That(() => story.Case.Apply(next with { Version = 5 }), Throws.InvalidOperationException, "a gap");
            Assert.That(() => story.Case.Apply(next with { Number = "another" }), Throws.InvalidOperationException, "another case");
            Assert.That(() => Case.Fold(story.Events.Reverse()), Throws.ArgumentException, "backwards");
            Assert.That(() => Case.Fold(story.Events.Skip(1)), Throws.ArgumentException, "without its registration");
            Assert.That(() => Case.Fold([]), Throws.ArgumentException, "nothing");
            Assert.That(() => Case.Fold([story.Events[0], story.Events[0] with { Version = 2 }]), Throws.InvalidOperationException, "registered twice");
        });
    }

    [Test]
    public void Is_the_same_however_often_and_in_whatever_parts_it_is_folded()
    {
        IReadOnlyList<HotlineEvent> events = Story.InCallback().CallBack(Resolution.Solved, Satisfaction.Satisfied).Close().Events;
        var whole = Case.Fold(events);
        for (var count = 1; count < events.Count; count++)
        {
            var inParts = events.Skip(count).Aggregate(Case.Fold(events.Take(count)), (@case, happened) => @case.Apply(happened));
            Assert.That(inParts.ToString(), Is.EqualTo(whole.ToString()));
            Assert.That(inParts.Assignments, Is.EqualTo(whole.Assignments));
        }
    }
}
