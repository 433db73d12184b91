using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Domain;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Domain.Scorecards;
using Hotline.Storage;
using Hotline.Tests.Support;
using static Hotline.Tests.Support.Calendars;

namespace Hotline.Tests.Domain;

/// <summary>
/// The stories of domain.md §9, told with its dates. S13 is in <c>ImportingAProfile</c>, S14 in
/// <c>RecountingDeadlines</c>, S15 in <c>FreezingAPeriod</c>.
/// </summary>
public sealed class WorkedTimelines
{
    private const string A = Story.Lead;
    private const string B = Story.Supporter;

    private static readonly Actor Applicant = new("head-of-a", A);

    [Test]
    public void S1_Five_working_days_go_over_the_make_up_Sunday_and_the_holiday_and_24_hours_over_a_Saturday()
    {
        var clocks = Clocks(Story.Dispatched());
        Assert.That(clocks["C4-1"].DueAt, Is.EqualTo(At("2025-10-11T00:00:00+08:00")));
        Assert.That(clocks["C3-1"].DueAt, Is.EqualTo(At("2025-09-27T16:55:00+08:00")));
        Assert.That(
            DeadlinePlan.Explain(clocks["C4-1"]).Where(step => step.RunningDays is not null).Select(step => $"{step.RunningDays} {step.FirstDay:MM-dd}"),
            Is.EqualTo(new[] { "1 09-28", "2 09-29", "3 09-30", "4 10-09", "5 10-10" }));
    }

    [Test]
    public async Task S2_After_a_downtime_exactly_one_yellow_notice_is_sent_and_red_on_the_due_instant()
    {
        await using var hotline = await TestHotline.StartAsync("2025-09-26T16:40:00+08:00");
        var number = (await hotline.RegisterAsync()).Number;
        hotline.Clock.MoveTo("2025-09-26T16:55:00+08:00");
        await hotline.RouteAsync(number);
        await hotline.SignAsync(number, 1);
        await hotline.ContactAsync(number, 1, reached: true);
        hotline.Clock.MoveTo("2025-10-09T20:00:00+08:00");
        await hotline.SweepAsync();
        Assert.That(await NoticesAsync(), Is.Empty);

        await hotline.StopAsync();
        hotline.Clock.MoveTo("2025-10-10T09:00:00+08:00");
        await hotline.ResumeAsync();
        await using (var second = await hotline.StartSecondAsync())
        {
            await Task.WhenAll(hotline.SweepAsync(), second.SweepAsync());
            await hotline.SweepAsync();
        }

        Assert.That(await NoticesAsync(), Is.EqualTo(new[] { (Light.Yellow, At("2025-10-10T09:00:00+08:00")) }));
        hotline.Clock.MoveTo("2025-10-10T23:59:59+08:00");
        await hotline.SweepAsync();
        Assert.That((await NoticesAsync()).Select(notice => notice.Light), Does.Not.Contain(Light.Red));
        hotline.Clock.MoveTo("2025-10-11T00:00:00+08:00");
        await hotline.SweepAsync();
        await hotline.SweepAsync();
        Assert.That((await NoticesAsync()).Count(notice => notice == (Light.Red, At("2025-10-11T00:00:00+08:00"))), Is.EqualTo(1));

        async Task<List<(Light Light, DateTimeOffset At)>> NoticesAsync() =>
        [
            .. (await hotline.EventsAsync(number)).OfType<LightTurned>().Where(turned => turned is { Clock: ClockKind.Resolve, Assignment: 1 }).Select(turned => (turned.Light, turned.At)),
        ];
    }

    [Test]
    public void S3_An_extension_asked_for_in_time_goes_on_from_the_old_due_day_and_the_original_is_kept()
    {
        var story = Extended(Story.Signed().On("2025-10-09T17:00:00+08:00"));
        var clock = Clocks(story)["C4-1"];
        Assert.That(
            (clock.DueAt, clock.OriginalDueAt),
            Is.EqualTo(((DateTimeOffset?)At("2025-10-17T00:00:00+08:00"), (DateTimeOffset?)At("2025-10-11T00:00:00+08:00"))), "10-11 (make-up), 13, 14, 15, 16");
    }

    [Test]
    public void S4_An_extension_asked_for_on_the_last_day_is_refused()
    {
        Assert.That(Ask(Story.Signed().On("2025-10-10T09:00:00+08:00"), Extension).Code(), Is.EqualTo("extension.too_late"));
        Assert.That(Ask(Story.Signed().On("2025-10-10T00:00:00+08:00"), Extension).Code(), Is.EqualTo("extension.too_late"));
        Assert.That(Ask(Story.Signed().On("2025-10-09T23:59:59+08:00"), Extension).IsRefused, Is.False);
    }

    [Test]
    public void S5_A_return_within_the_window_voids_the_order_and_the_next_unit_starts_afresh()
    {
        var clocks = Clocks(WithB());
        Assert.That((clocks["C4-1"].IsVoid, clocks["C4-1"].StoppedAt), Is.EqualTo((true, (DateTimeOffset?)At("2025-10-09T15:30:00+08:00"))));
        Assert.That((clocks["C4-2"].DueAt, clocks["C4-2"].Unit), Is.EqualTo(((DateTimeOffset?)At("2025-10-16T00:00:00+08:00"), B)));
        Assert.That((clocks["C0.1"].StartedAt, clocks["C0.1"].IsRunning), Is.EqualTo((At("2025-09-30T14:50:00+08:00"), true)), "the requester has waited since then");
        Assert.That((clocks["C1.2"].StartedAt, clocks["C1.2"].StoppedAt), Is.EqualTo((At("2025-10-09T15:30:00+08:00"), (DateTimeOffset?)At("2025-10-09T16:00:00+08:00"))));
        Assert.That(WithB().Case.Returns, Is.EqualTo(1));

        // Not scored for A, whenever and however the case ends.
        var closed = WithB().Sign(2).On("2025-10-20T10:00:00+08:00").Reply(2).Review().CallBack(Resolution.Solved, Satisfaction.Satisfied).Close();
        var counted = Contribution.Of(closed.Case, ShippedZone.Basis);
        Assert.That(counted.Where(entry => entry.Key.Unit == A).Sum(entry => entry.Value.Due + entry.Value.Closed), Is.Zero);
        Assert.That(counted.Where(entry => entry.Key.Unit == B).Select(entry => entry.Value).Aggregate((a, b) => a + b) is { Due: 1, OnTime: 0, Closed: 1 }, "B is late by itself");
    }

    [Test]
    public void S6_After_the_window_a_return_is_refused_and_the_limit_stays()
    {
        var story = WithA().Sign(1);
        Assert.That(Ask(story.On("2025-10-09T23:59:59+08:00"), Return).IsRefused, Is.False);
        Assert.That(Ask(story.On("2025-10-10T00:00:00+08:00"), Return).Code(), Is.EqualTo("return.window_closed"));
        Assert.That(Clocks(story)["C4-1"].DueAt, Is.EqualTo(At("2025-10-15T00:00:00+08:00")));
    }

    [Test]
    public void S7_What_was_left_when_it_went_on_the_books_is_left_when_it_comes_off()
    {
        var book = new RequestFiled { Request = 0, Kind = RequestKind.OnBook, Assignment = 2, Reason = RequestReason.FundsPending, TargetOn = On("2025-11-03") };
        var onBook = Decided(WithB().Sign(2).On("2025-10-11T09:00:00+08:00"), @case => Requesting.Decide(
            @case, book, ACatalogue.With(), ShippedZone.Basis, At("2025-10-11T09:00:00+08:00"), new Actor("head-of-b", B)));
        Decided(onBook, @case => DecidingRequests.Approve(@case, 2, ACatalogue.With(), new Actor("supervisor") { Roles = [Role.Supervisor] }));
        Assert.That(onBook.Case.Status, Is.EqualTo(CaseStatus.InProgress), "one of two");
        Decided(onBook.On("2025-10-11T10:00:00+08:00"), @case => DecidingRequests.Approve(@case, 2, ACatalogue.With(), new Actor("leader") { Roles = [Role.Leader] }));
        Assert.That((onBook.Case.Status, Clocks(onBook)["C4-2"].PausedAt), Is.EqualTo((CaseStatus.OnBook, (DateTimeOffset?)At("2025-10-11T10:00:00+08:00"))));

        Decided(onBook.On("2025-11-03T09:00:00+08:00"), Booking.Reactivate);
        Assert.That(Clocks(onBook)["C4-2"].DueAt, Is.EqualTo(At("2025-11-07T00:00:00+08:00")), "three days: 11-04, 05, 06");
    }

    [TestCase("2025-10-14T15:00:00+08:00", TestName = "S8_The time in review does not count")]
    [TestCase("2025-10-15T15:00:00+08:00", TestName = "S8_A unit that replied on the last day is given one")]
    public void S8_goes_on_with_what_was_left(string repliedAt)
    {
        var story = Decided(
            WithB().Sign(2).On(repliedAt).Reply(2).On("2025-10-16T09:00:00+08:00"),
            @case => Reviewing.Return(@case, new ReviewReturned { Defects = [Defect.OffThePoint], Assignments = [] }, Story.Agent));
        Assert.That(Clocks(story)["C4-2"].DueAt, Is.EqualTo(At("2025-10-18T00:00:00+08:00")), "one day: 10-17");
    }

    [Test]
    public void S9_After_the_third_return_only_a_consultation_or_a_designation_dispatches_and_nobody_gives_it_back()
    {
        var story = Story.Begin(at: "2025-10-09T09:00:00+08:00");
        foreach (var (unit, round) in new[] { (A, 1), (B, 2), ("commerce", 3) })
        {
            story.Then(Story.Dispatch(Story.Units(round, unit)));
            Decided(story, @case => Requesting.Decide(@case, Return with { Assignment = round, Suggested = "finance" }, ACatalogue.With(), ShippedZone.Basis, At("2025-10-09T10:00:00+08:00"), new Actor("head", unit)));
            Decided(story, @case => DecidingRequests.Approve(@case, round, ACatalogue.With(), Story.Agent));
            Assert.That(story.Case.Status, Is.EqualTo(round < 3 ? CaseStatus.AwaitingDispatch : CaseStatus.InConsultation));
        }

        DispatchOrder order = new("finance", [], null, Designated: false);
        Decision Dispatch(DispatchOrder how) => Dispatching.ByDispatcher(story.Case, how, ACatalogue.With(), ShippedZone.Basis, At("2025-10-09T11:00:00+08:00"), Story.Agent);
        Assert.That(Dispatch(order).Code(), Is.EqualTo("case.step_not_allowed"));
        Decided(story, @case => Consulting.Conclude(@case, new ConsultationConcluded { Lead = "finance", Designated = false }, ACatalogue.With(), Story.Agent));
        Assert.That(Dispatch(order with { Lead = A }).Code(), Is.EqualTo("dispatch.not_as_concluded"));
        Decided(story, _ => Dispatch(order));
        Assert.That(
            Requesting.Decide(story.Case, Return with { Assignment = 4 }, ACatalogue.With(), ShippedZone.Basis, At("2025-10-09T12:00:00+08:00"), new Actor("head", "finance")).Code(),
            Is.EqualTo("return.designated"));

        // Taken back by the hotline, it is still one that was given back three times.
        story.Then(new CaseRecalled());
        Assert.That(Dispatch(order with { Lead = Story.Lead }).Code(), Is.EqualTo("dispatch.needs_designation"));
        Assert.That(Dispatch(order with { Lead = Story.Lead, Designated = true }).IsRefused, Is.False);
    }

    [Test]
    public void S10_The_first_rating_is_official_and_the_rework_is_counted()
    {
        var story = WithB().Sign(2).On("2025-10-14T15:00:00+08:00").Reply(2).Review();
        story.On("2025-10-15T10:00:00+08:00");
        Decided(story, @case => CallingBack.Decide(@case, Story.CallbackOf(Resolution.Unsolved, Satisfaction.Dissatisfied), null, China, At("2025-10-15T10:00:00+08:00"), new Actor("caller")));
        Decided(story, @case => Judging.Decide(@case, new RatingJudged { Justified = true }, ShippedZone.Basis, At("2025-10-15T10:00:00+08:00"), new Actor("supervisor")));
        Assert.That(Clocks(story)["C7-3"].DueAt, Is.EqualTo(At("2025-10-21T00:00:00+08:00")), "three days: 10-16, 17, 20");

        story.Sign(3).On("2025-10-17T10:00:00+08:00").Reply(3).Review();
        Decided(story, @case => CallingBack.Decide(@case, Story.CallbackOf(Resolution.Solved, Satisfaction.Satisfied), null, China, At("2025-10-17T11:00:00+08:00"), new Actor("caller")));
        Assert.That(story.Case.FirstRating, Is.EqualTo(new Rating(true, Resolution.Unsolved, Satisfaction.Dissatisfied)));
        Assert.That(story.Case.FinalRating, Is.EqualTo(new Rating(true, Resolution.Solved, Satisfaction.Satisfied)));
        var counted = Contribution.Of(story.Case, ShippedZone.Basis).Values.Aggregate((a, b) => a + b);
        Assert.That((counted.Rated, counted.Contacted, counted.Solved, counted.Satisfied, counted.Reworked), Is.EqualTo((1, 1, 0, 0, 1)));
    }

    [Test]
    public async Task S11_One_callers_second_call_is_merged_another_callers_is_linked_and_two_call_backs_are_owed()
    {
        await using var hotline = await TestHotline.StartAsync();
        var first = (await hotline.RegisterAsync()).Number;
        var again = (await hotline.RegisterAsync()).Number;
        var neighbour = (await hotline.RegisterAsync(TestHotline.Registration with { Requester = new Requester { Name = "李四", Phone = "13900001234" } })).Number;
        await hotline.TakeAsync(again, new MergeCase.Command { Into = first, Reason = "同一噪声" });
        await hotline.TakeAsync(neighbour, new LinkCase.Command { Into = first, Reason = "同一噪声" });
        var @case = await hotline.RouteAsync(first);
        foreach (var assignment in @case.Assignments.Reverse())
        {
            await hotline.SignAsync(first, assignment.Number);
            await hotline.ReplyAsync(first, assignment.Number);
        }

        await hotline.ReviewAsync(first);
        Assert.That(
            await Task.WhenAll(new[] { first, again, neighbour }.Select(async number => (await hotline.ReadAsync(number)).Status)),
            Is.EqualTo(new[] { CaseStatus.AwaitingCallback, CaseStatus.Merged, CaseStatus.AwaitingCallback }));
    }

    [Test]
    public void S12_An_urgent_case_ignores_the_calendar()
    {
        var clocks = Clocks(Story.Begin(Story.Registration with { Urgency = Urgency.Urgent }, "2026-10-03T23:50:00+08:00").Dispatch(A));
        Assert.That(
            new[] { "C2-1", "C3-1", "C4-1" }.Select(key => clocks[key].DueAt),
            Is.EqualTo(new DateTimeOffset?[] { At("2026-10-04T00:20:00+08:00"), At("2026-10-04T01:50:00+08:00"), At("2026-10-04T23:50:00+08:00") }));
    }

    [Test]
    public void S14_A_case_is_recounted_on_order_and_only_if_it_is_open_and_counted_with_another_calendar()
    {
        var story = Story.Begin(at: "2026-12-30T09:00:00+08:00").Dispatch(A);
        Assert.That(Clocks(story)["C4-1"].CalendarMissing, Is.True);
        var known = new WorkCalendar(2, [.. Hotline.Zone.CalendarFile.Shipped(), new CalendarDay(On("2027-01-01"), "元旦", true)], WorkSchedule.Default, Shanghai);
        Assert.That(Recounting.Decide(story.Case, ShippedZone.Basis.Calendar).Events, Is.Empty);
        Decided(story, @case => Recounting.Decide(@case, known));
        Assert.That(story.Case.CalendarVersion, Is.EqualTo(2));
        var clock = DeadlinePlan.Clocks(story.Case, ShippedZone.Basis with { Calendar = known }).Single(candidate => candidate.Key == "C4-1");
        Assert.That((clock.DueAt, clock.CalendarMissing), Is.EqualTo(((DateTimeOffset?)At("2027-01-08T00:00:00+08:00"), false)), "a day later than by weekday");
        Assert.That(Recounting.Decide(story.Close(ClosingResult.Withdrawn).Case, China).Events, Is.Empty, "what has ended stays as it was judged");
    }

    private static RequestFiled Extension => new() { Request = 0, Kind = RequestKind.Extension, Assignment = 1, Reason = RequestReason.Investigation, By = "5wd" };

    private static RequestFiled Return => new() { Request = 0, Kind = RequestKind.Return, Assignment = 1, Reason = RequestReason.NotOurDuty, Suggested = "commerce" };

    /// <summary>Dispatched to A on the eve of the holiday.</summary>
    private static Story WithA() => Story.Begin(at: "2025-09-30T14:50:00+08:00").On("2025-09-30T15:00:00+08:00").Dispatch(A);

    /// <summary>A has given it back, and B has it: 5 working days from 10-09, 16:00.</summary>
    private static Story WithB()
    {
        var story = WithA().On("2025-10-09T10:00:00+08:00");
        Decided(story, @case => Requesting.Decide(@case, Return, ACatalogue.With(), ShippedZone.Basis, At("2025-10-09T10:00:00+08:00"), Applicant));
        Decided(story.On("2025-10-09T15:30:00+08:00"), @case => DecidingRequests.Approve(@case, 1, ACatalogue.With(), Story.Agent));
        return story.On("2025-10-09T16:00:00+08:00").Then(Story.Dispatch(Story.Units(2, B)));
    }

    private static Story Extended(Story story)
    {
        Decided(story, _ => Ask(story, Extension));
        return Decided(story, @case => DecidingRequests.Approve(@case, 1, ACatalogue.With(), Story.Agent));
    }

    private static Decision Ask(Story story, RequestFiled filed) =>
        Requesting.Decide(story.Case, filed, ACatalogue.With(), ShippedZone.Basis, story.Now, Applicant);

    private static Story Decided(Story story, Func<Case, Decision> decide)
    {
        var decision = decide(story.Case);
        Assert.That(decision.Refusal, Is.Null);
        return story.Then([.. decision.Events]);
    }

    private static Dictionary<string, Clock> Clocks(Story story) =>
        DeadlinePlan.Clocks(story.Case, ShippedZone.Basis).ToDictionary(clock => clock.Key);
}
