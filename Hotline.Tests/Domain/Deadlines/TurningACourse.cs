using System.Globalization;
using Hotline.Contracts.Cases;
using Hotline.Deadlines;
using Hotline.Domain.Deadlines;
using Hotline.Tests.Support;
using static Hotline.Tests.Support.Calendars;

namespace Hotline.Tests.Domain.Deadlines;

/// <summary>Pauses, extensions and caps on the way of one clock, and what is said of them.</summary>
public sealed class TurningACourse
{
    // Due at the end of 10-10: 09-28 (make-up), 29, 30, 10-09, 10.
    private static readonly DateTimeOffset Start = At("2025-09-26T16:55:00+08:00");

    [Test]
    public void Is_counted_from_the_start_when_nothing_happens()
    {
        var course = Course();
        Assert.That((course.DueAt, course.OriginalDueAt, course.PausedAt), Is.EqualTo((At("2025-10-11T00:00:00+08:00"), At("2025-10-11T00:00:00+08:00"), (DateTimeOffset?)null)));
        Assert.That((course.WarnAt, course.OrangeAt), Is.EqualTo((At("2025-10-10T00:00:00+08:00"), At("2025-10-10T12:00:00+08:00"))));
        Assert.That((course.OverdueBy(2), course.OverdueBy(5)), Is.EqualTo((At("2025-10-14T00:00:00+08:00"), At("2025-10-17T00:00:00+08:00"))), "10-11 is a make-up day");
    }

    [TestCase("2025-09-29T10:00:00+08:00", "2025-09-29T18:00:00+08:00", "2025-10-11", TestName = "A pause within a day costs nothing: the day is used")]
    [TestCase("2025-09-29T10:00:00+08:00", "2025-09-30T10:00:00+08:00", "2025-10-12", TestName = "A pause overnight gives the second day back")]
    [TestCase("2025-10-01T10:00:00+08:00", "2025-10-08T10:00:00+08:00", "2025-10-11", TestName = "A pause of holidays alone costs nothing")]
    [TestCase("2025-09-30T10:00:00+08:00", "2025-11-03T09:00:00+08:00", "2025-11-06", TestName = "The least is given when less was left")]
    [TestCase("2025-10-11T00:00:00+08:00", "2025-11-03T09:00:00+08:00", "2025-10-11", TestName = "What was late when the pause began stays late")]
    [TestCase("2025-09-26T10:00:00+08:00", "2025-09-26T12:00:00+08:00", "2025-10-11", TestName = "A pause that was over before the start changes nothing")]
    [TestCase("2025-09-26T10:00:00+08:00", "2025-09-28T12:00:00+08:00", "2025-10-12", TestName = "A pause that began before the start counts from the start")]
    public void Pauses(string from, string until, string due) =>
        Assert.That(Course(new Pause(At(from), At(until), PauseReason.OnBook, Limit.WorkingDays(2))).DueAt, Is.EqualTo(At(due + "T00:00:00+08:00")));

    [Test]
    public void Gives_no_less_than_the_least_and_counts_overlapping_pauses_once()
    {
        Assert.That(
            Course(new Pause(At("2025-10-10T10:00:00+08:00"), At("2025-11-03T09:00:00+08:00"), PauseReason.OnBook, Limit.WorkingDays(3))).DueAt,
            Is.EqualTo(At("2025-11-07T00:00:00+08:00")), "none was left: 11-04, 05, 06");
        var once = Course(OnBook("2025-09-29T10:00:00+08:00", "2025-10-09T10:00:00+08:00"));
        var twice = Course(OnBook("2025-09-29T10:00:00+08:00", "2025-10-09T10:00:00+08:00"), OnBook("2025-09-29T12:00:00+08:00", "2025-10-09T09:00:00+08:00"));
        Assert.That(twice.DueAt, Is.EqualTo(once.DueAt));
    }

    [Test]
    public void Stands_still_with_its_due_moment_while_nobody_has_ended_the_pause()
    {
        var course = Course(OnBook("2025-09-29T10:00:00+08:00", null));
        Assert.That((course.PausedAt, course.DueAt), Is.EqualTo(((DateTimeOffset?)At("2025-09-29T10:00:00+08:00"), At("2025-10-11T00:00:00+08:00"))));
    }

    [TestCase("5wd", "2025-10-17")]
    [TestCase("1wd", "2025-10-12", TestName = "A day more is the make-up Saturday")]
    [TestCase("24h", "2025-10-11", TestName = "An extension in another kind of time changes nothing")]
    public void Extends_from_the_day_it_was_due(string by, string due) => Assert.That(
        Course(new Extension(At("2025-10-09T17:00:00+08:00"), Limit.Parse(by))).DueAt, Is.EqualTo(At(due + "T00:00:00+08:00")));

    [Test]
    public void Is_the_same_in_whatever_order_extension_and_pause_are_given()
    {
        CourseTurn[] turns = [new Extension(At("2025-10-13T10:00:00+08:00"), Limit.WorkingDays(5)), OnBook("2025-09-29T10:00:00+08:00", "2025-10-09T10:00:00+08:00")];
        Assert.That(Course(turns).DueAt, Is.EqualTo(At("2025-10-21T00:00:00+08:00")), "due 10-13, and five more: 14, 15, 16, 17, 20");
        Assert.That(Course([.. turns.Reverse()]).DueAt, Is.EqualTo(Course(turns).DueAt));
    }

    [TestCase("2025-10-09T00:00:00+08:00", "2025-10-09")]
    [TestCase("2025-12-01T00:00:00+08:00", "2025-10-11", TestName = "A looser cap changes nothing")]
    public void Is_due_no_later_than_a_cap(string cap, string due)
    {
        var course = Course(new Cap(At("2025-09-28T10:00:00+08:00"), At(cap)));
        Assert.That((course.DueAt, course.OriginalDueAt), Is.EqualTo((At(due + "T00:00:00+08:00"), At("2025-10-11T00:00:00+08:00"))));
    }

    [Test]
    public void Extends_a_cap_by_what_was_granted() => Assert.That(
        Course(new Cap(Start, At("2025-10-01T00:00:00+08:00")), new Extension(At("2025-09-29T10:00:00+08:00"), Limit.WorkingDays(2))).DueAt,
        Is.EqualTo(At("2025-10-11T00:00:00+08:00")), "from 09-30: 10-09, 10-10");

    [Test]
    public void Explains_pause_extension_and_cap_where_they_happened_and_every_day_once()
    {
        Assert.That(Told(Course(OnBook("2025-09-29T10:00:00+08:00", "2025-10-09T10:00:00+08:00"))), Is.EqualTo(new[]
        {
            "Started 09-26 09-26", "Skipped 09-26 09-26 StartDay", "Skipped 09-27 09-27 Weekend", "CountedMakeUpDay 09-28 09-28 国庆节、中秋节 1", "Counted 09-29 09-29 2",
            "Paused 09-29 10-09 3wd", "Skipped 10-09 10-09 StartDay", "Counted 10-10 10-10 1", "CountedMakeUpDay 10-11 10-11 国庆节、中秋节 2", "Skipped 10-12 10-12 Weekend", "Counted 10-13 10-13 3", "Due 10-13 10-13",
        }));
        Assert.That(Told(Course(new Extension(At("2025-10-09T17:00:00+08:00"), Limit.WorkingDays(2)))).Skip(6), Is.EqualTo(new[]
        {
            "Skipped 10-01 10-08 Holiday 国庆节、中秋节", "Counted 10-09 10-09 4", "Counted 10-10 10-10 5", "Extended 10-09 10-09 2wd", "CountedMakeUpDay 10-11 10-11 国庆节、中秋节 6", "Skipped 10-12 10-12 Weekend", "Counted 10-13 10-13 7", "Due 10-13 10-13",
        }));
        Assert.That(Told(Course(new Cap(At("2025-09-28T10:00:00+08:00"), At("2025-10-03T00:00:00+08:00")))).Skip(5), Is.EqualTo(new[]
        {
            "Counted 09-30 09-30 3", "Skipped 10-01 10-02 Holiday 国庆节、中秋节", "Capped 09-28 09-28", "Due 10-02 10-02",
        }));
        Assert.That(Told(Course(OnBook("2025-09-29T10:00:00+08:00", null))).Skip(4), Is.EqualTo(new[] { "Counted 09-29 09-29 2", "Paused 09-29 09-29 3wd", "Due 10-10 10-10" }));
    }

    [Test]
    public void Explains_hours_that_were_extended_or_capped_once_too()
    {
        var start = At("2026-04-28T10:00:00+08:00");
        var longer = DeadlineCourse.Of(China, start, Limit.Hours(24), [new Extension(start.AddHours(1), Limit.Hours(12))]).Explain();
        Assert.That(longer.Where(step => step.RunningTime is not null).Select(step => (step.From, step.To, step.RunningTime!.Value.TotalHours)), Is.EqualTo(new[]
        {
            (start, start.AddHours(24), 24d), (start.AddHours(24), start.AddHours(36), 36d),
        }));
        var shorter = DeadlineCourse.Of(China, start, Limit.Hours(24), [new Cap(start.AddHours(1), start.AddHours(10))]).Explain();
        Assert.That(shorter.Where(step => step.RunningTime is not null).Select(step => (step.To, step.RunningTime!.Value.TotalHours)), Is.EqualTo(new[] { (start.AddHours(10), 10d) }));
    }

    [Test]
    public void Ends_every_explanation_of_a_case_that_went_through_everything_with_the_due_moment()
    {
        var story = Everything();
        var clocks = DeadlinePlan.Clocks(story.Case, ShippedZone.Basis);
        Assert.That(clocks.Select(clock => clock.Key), Is.SupersetOf(new[] { "C0.1", "C1.1", "C1.2", "C2-1", "C3-1", "C4-1", "C4-2", "C5.1", "C5.2", "C6.1", "C7-3", "C8.1", "C9.1", "C11.1", "C12.1", "C13.1" }));
        foreach (var clock in clocks.Where(clock => clock.Course is not null))
        {
            var steps = DeadlinePlan.Explain(clock);
            Assert.That((steps[^1].Kind, (DateTimeOffset?)steps[^1].From), Is.EqualTo((DeadlineStepKind.Due, clock.DueAt)), clock.Key);
            Assert.That(steps.Count(step => step.Kind == DeadlineStepKind.Due), Is.EqualTo(1), clock.Key);
            Assert.That(steps.Count(step => step.Kind == DeadlineStepKind.Started), Is.EqualTo(1), clock.Key);
            var days = steps.Where(step => step.RunningDays is not null && step.FirstDay == step.LastDay).Select(step => step.FirstDay).ToList();
            Assert.That(days, Is.Unique, clock.Key);
        }

        var kinds = DeadlinePlan.Explain(clocks.Single(clock => clock.Key == "C4-2")).Select(step => step.Kind).ToList();
        Assert.That(kinds, Is.SupersetOf(new[] { DeadlineStepKind.Paused, DeadlineStepKind.Extended, DeadlineStepKind.Capped }));
    }

    [TestCase("zh-CN", "时限方案第 1 版，工作日历第 1 版", "起算", "批准延期 2 个工作日", "暂停计时（挂账）", "反馈审核", "沿用更早的时限", "到期")]
    [TestCase("en", "profile version 1, calendar version 1", "Starts ", "extended by 2 working days", "(on the books)", "reply under review", "earlier due moment holds", "Due ")]
    public void Says_it_in_the_readers_language(string language, string versions, string starts, string extended, string onBook, string review, string capped, string due)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            foreach (var clock in DeadlinePlan.Clocks(Everything().Case, ShippedZone.Basis))
            {
                var said = DeadlineWords.Explain(clock, ShippedZone.Basis);
                Assert.That(said, Is.Not.Empty.And.All.Not.Empty, clock.Key);
                if (clock.DueAt is not null)
                {
                    Assert.That(said[^1], Does.Contain(due), clock.Key);
                }
            }

            var sentences = DeadlineWords.Explain(DeadlinePlan.Clocks(Everything().Case, ShippedZone.Basis).Single(clock => clock.Key == "C4-2"), ShippedZone.Basis);
            Assert.That(sentences[0], Does.Contain(versions));
            Assert.That(sentences[1], Does.Contain(starts));
            Assert.That(sentences, Has.Some.Contains(extended).And.Some.Contains(onBook).And.Some.Contains(review).And.Some.Contains(capped));
            Assert.That(sentences, Has.Some.Contains("国庆节"));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    /// <summary>Asked, given back, dispatched to a day, merged into, extended, on the books, sent back, supervised and reworked.</summary>
    private static Story Everything() => Story.Begin(at: "2025-09-26T09:00:00+08:00")
        .Then(new InformationAsked { Missing = [MissingFact.Place] })
        .On("2025-09-26T10:00:00+08:00").Then(new InformationSupplied())
        .On("2025-09-26T11:00:00+08:00").Dispatch(Story.Lead)
        .On("2025-09-26T12:00:00+08:00").Then(
            Filed(1, RequestKind.Return, 1),
            new RequestApproved { Request = 1, Role = Role.Dispatcher, Final = true })
        .On("2025-09-26T16:00:00+08:00").Then(Story.Dispatch(Story.Units(2, Story.Supporter)) with { DueOn = On("2025-10-10") })
        .On("2025-09-28T09:00:00+08:00").Sign(2).Contact(2, reached: true)
        .Then(new CaseJoined { Other = "250901-000001-1", Bond = Bond.Merged, ReceivedAt = At("2025-09-25T09:00:00+08:00"), DueAt = At("2025-10-10T00:00:00+08:00") })
        .On("2025-09-29T09:00:00+08:00").Then(Filed(2, RequestKind.Extension, 2) with { By = "2wd" }, new RequestApproved { Request = 2, Role = Role.Dispatcher, Final = true })
        .On("2025-10-09T09:00:00+08:00").Then(Filed(3, RequestKind.OnBook, 2) with { TargetOn = On("2025-11-03") }, new RequestApproved { Request = 3, Role = Role.Leader, Final = true })
        .On("2025-10-20T09:00:00+08:00").Then(new BookProgressed())
        .On("2025-11-03T09:00:00+08:00").Then(new CaseReactivated())
        .Then(new SupervisionIssued { Supervision = 1, Supervised = Story.Supporter, Origin = SupervisionOrigin.Ordered, DueOn = On("2025-11-06") })
        .On("2025-11-04T09:00:00+08:00").Reply(2)
        .On("2025-11-05T09:00:00+08:00").Then(new ReviewReturned { Defects = [Defect.Slips], Assignments = [2] })
        .On("2025-11-06T09:00:00+08:00").Reply(2).Then(new SupervisionSettled { Supervision = 1, Outcome = SupervisionOutcome.Completed }).Review()
        .On("2025-11-07T09:00:00+08:00").CallBack(Resolution.Unsolved, Satisfaction.Dissatisfied).Rework(2, 3);

    private static RequestFiled Filed(int number, RequestKind kind, int assignment) =>
        new() { Request = number, Kind = kind, Assignment = assignment, Reason = RequestReason.Construction, Unit = "unit" };

    private static DeadlineCourse Course(params CourseTurn[] turns) => DeadlineCourse.Of(China, Start, Limit.WorkingDays(5), turns);

    private static Pause OnBook(string from, string? until) => new(At(from), until is null ? null : At(until), PauseReason.OnBook, Least: null);

    private static IEnumerable<string> Told(DeadlineCourse course) => course.Explain().Select(step =>
        string.Join(' ', new object?[] { step.Kind, step.FirstDay.ToString("MM-dd", CultureInfo.InvariantCulture), step.LastDay.ToString("MM-dd", CultureInfo.InvariantCulture), step.Reason, step.DayName, step.Left, step.RunningDays }.Where(part => part is not null)));
}
