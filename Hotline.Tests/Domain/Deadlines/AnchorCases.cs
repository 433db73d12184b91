using System.Text;
using CsCheck;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Domain.Scorecards;
using Hotline.Tests.Support;
using Hotline.Tests.Zone;
using Hotline.Zone;
using static Hotline.Tests.Support.Calendars;

namespace Hotline.Tests.Domain.Deadlines;

/// <summary>Twenty things that other systems shipped wrong (anchors.md §2.4), each by its number. What is short here is examined beside.</summary>
public sealed class AnchorCases
{
    private static readonly WorkCalendar[] Some = [China, With("08:00-12:00,22:00-06:00"), Bare("09:00-17:00", NewYork)];

    private static readonly Gen<(WorkCalendar Calendar, DateTimeOffset Start)> AnyStart = Gen.Select(
        Gen.Int[0, 2].Select(which => Some[which]),
        Gen.Long[At("2019-01-01T00:00:00Z").ToUnixTimeSeconds(), At("2026-06-01T00:00:00Z").ToUnixTimeSeconds()].Select(DateTimeOffset.FromUnixTimeSeconds));

    private static readonly Gen<Limit> AnyLimit = Gen.Select(Gen.Int[0, 5], Gen.Int[1, 60]).Select(pair => new Limit((LimitKind)pair.Item1, pair.Item2));

    [TestCase("2026-04-28T12:30:00+08:00", 30, "2026-04-28T13:30:00+08:00", TestName = "Anchor_01_A start in the break waits for its end")]
    [TestCase("2026-04-28T11:30:00+08:00", 30, "2026-04-28T12:00:00+08:00", TestName = "Anchor_01_An end may be the beginning of the break")]
    [TestCase("2026-04-28T11:30:00+08:00", 31, "2026-04-28T13:01:00+08:00", TestName = "Anchor_01_A minute more lies behind the break")]
    public void Anchor_01_lunch(string start, int minutes, string due) =>
        Assert.That(China.Due(At(start), Limit.WorkingMinutes(minutes)).At, Is.EqualTo(At(due)));

    [Test]
    public void Anchor_02_Intervals_that_touch_are_one()
    {
        Assert.That(WorkSchedule.Parse("09:00-12:00,12:00-18:00"), Is.EqualTo(WorkSchedule.Parse("09:00-18:00")));
        Assert.That(With("12:00-18:00,09:00-12:00").Due(At("2026-04-28T11:30:00+08:00"), Limit.WorkingHours(1)).At, Is.EqualTo(At("2026-04-28T12:30:00+08:00")));
    }

    [Test]
    public void Anchor_03_A_night_shift_runs_over_midnight_and_belongs_to_the_day_it_began()
    {
        var nights = With("22:00-06:00");
        Assert.That(nights.Due(At("2026-04-28T23:00:00+08:00"), Limit.WorkingHours(8)).At, Is.EqualTo(At("2026-04-29T23:00:00+08:00")));
        Assert.That(nights.Due(At("2026-04-30T23:00:00+08:00"), Limit.WorkingHours(7)).At, Is.EqualTo(At("2026-05-01T06:00:00+08:00")), "into the holiday's first morning");
    }

    [Test]
    public void Anchor_04_A_week_may_have_one_working_day()
    {
        CalendarDay[] week = [.. new[] { "03", "04", "06", "07" }.Select(day => new CalendarDay(On($"2025-03-{day}"), "闭园", IsOffDay: true))];
        var calendar = new WorkCalendar(1, week, WorkSchedule.Default, Shanghai);
        Assert.That(calendar.Due(At("2025-03-03T10:00:00+08:00"), Limit.WorkingDays(1)).Day, Is.EqualTo(On("2025-03-05")));
        Assert.That(calendar.Due(At("2025-03-06T10:00:00+08:00"), Limit.WorkingDays(1)).Day, Is.EqualTo(On("2025-03-10")), "started the day after it");
        Assert.That(calendar.Due(At("2025-03-06T10:00:00+08:00"), Limit.WorkingMinutes(1)).At, Is.EqualTo(At("2025-03-10T09:01:00+08:00")));
    }

    [TestCase("")]
    [TestCase("09:00-09:00")]
    [TestCase(" , ")]
    public void Anchor_05_A_schedule_without_working_time_is_refused_where_it_is_written(string schedule)
    {
        Assert.That(WorkSchedule.TryParse(schedule, out _, out var reason), Is.False);
        Assert.That(reason, Is.Not.Empty);
    }

    [Test]
    public void Anchor_05_A_year_wholly_off_ends_with_the_next_and_not_never()
    {
        CalendarDay[] year = [.. Enumerable.Range(0, 365).Select(day => new CalendarDay(On("2025-01-01").AddDays(day), "停业", IsOffDay: true))];
        var closed = new WorkCalendar(1, year, WorkSchedule.Default, Shanghai);
        var due = closed.Due(At("2025-01-01T00:00:00+08:00"), Limit.WorkingMinutes(1));
        Assert.That((due.At, due.CalendarMissing), Is.EqualTo((At("2026-01-01T09:01:00+08:00"), true)));
    }

    [Test]
    public void Anchor_06_Make_up_days_before_and_after_a_golden_week_count() => Assert.That(
        new[] { 1, 2, 3, 4, 5, 6, 7 }.Select(days => China.Due(At("2025-09-26T10:00:00+08:00"), Limit.WorkingDays(days)).Day),
        Is.EqualTo(new[] { "2025-09-28", "2025-09-29", "2025-09-30", "2025-10-09", "2025-10-10", "2025-10-11", "2025-10-13" }.Select(day => (DateOnly?)On(day))));

    [TestCase("2025-10-01T10:00:00+08:00", "1wd", "2025-10-09", TestName = "Anchor_07_On a holiday")]
    [TestCase("2025-09-28T10:00:00+08:00", "1wd", "2025-09-29", TestName = "Anchor_07_On a make-up Sunday")]
    [TestCase("2025-09-26T23:59:59+08:00", "1wd", "2025-09-28", TestName = "Anchor_07_In the last second of a day")]
    [TestCase("2024-02-29T10:00:00+08:00", "1wd", "2024-03-01", TestName = "Anchor_07_On 29 February")]
    [TestCase("2024-02-28T10:00:00+08:00", "1d", "2024-02-29", TestName = "Anchor_07_The day before 29 February")]
    public void Anchor_07_starts(string start, string limit, string day) =>
        Assert.That(China.Due(At(start), Limit.Parse(limit)).Day, Is.EqualTo(On(day)));

    [Test]
    public void Anchor_08_Where_the_clock_changes_working_time_is_real_time_and_days_end_at_their_own_midnight()
    {
        var calendar = new WorkCalendar(
            1, [new(On("2025-03-09"), "open", IsOffDay: false), new(On("2025-11-02"), "open", IsOffDay: false)], WorkSchedule.Parse("00:00-04:00"), NewYork);
        Assert.That(calendar.WorkingTimeBetween(calendar.StartOfDay(On("2025-03-09")), calendar.EndOfDay(On("2025-03-09"))), Is.EqualTo(TimeSpan.FromHours(3)));
        Assert.That(calendar.WorkingTimeBetween(calendar.StartOfDay(On("2025-11-02")), calendar.EndOfDay(On("2025-11-02"))), Is.EqualTo(TimeSpan.FromHours(5)));
        Assert.That(calendar.Due(At("2025-03-09T00:00:00-05:00"), Limit.WorkingHours(4)).At, Is.EqualTo(At("2025-03-10T01:00:00-04:00")));
        Assert.That(calendar.Due(At("2025-11-02T00:00:00-04:00"), Limit.WorkingHours(4)).At, Is.EqualTo(At("2025-11-02T03:00:00-05:00")));
        Assert.That(calendar.Due(At("2025-03-08T12:00:00-05:00"), Limit.Hours(24)).At, Is.EqualTo(At("2025-03-09T13:00:00-04:00")));
        Assert.That(calendar.Due(At("2025-11-01T12:00:00-04:00"), Limit.CalendarDays(1)).At, Is.EqualTo(At("2025-11-03T00:00:00-05:00")));
    }

    [Test]
    public void Anchor_09_Two_pauses_in_one_minute_each_count_for_what_they_took()
    {
        var start = At("2026-04-28T10:00:00+08:00");
        var course = DeadlineCourse.Of(China, start, Limit.Hours(24), [Pause(start.AddSeconds(30), start.AddSeconds(40)), Pause(start.AddSeconds(10), start.AddSeconds(20))]);
        Assert.That((course.DueAt, course.OriginalDueAt), Is.EqualTo((start.AddHours(24).AddSeconds(20), start.AddHours(24))));

        // Days are counted whole: a pause within one does not give that day back.
        Assert.That(
            DeadlineCourse.Of(China, start, Limit.WorkingDays(5), [Pause(start.AddSeconds(10), start.AddSeconds(20)), Pause(start.AddSeconds(30), start.AddSeconds(40))]).DueAt,
            Is.EqualTo(China.Due(start, Limit.WorkingDays(5)).At));
    }

    [Test]
    public void Anchor_09_A_pause_over_a_holiday_leaves_the_working_days_that_were_left() => Assert.That(
        DeadlineCourse.Of(China, At("2025-09-26T16:55:00+08:00"), Limit.WorkingDays(5), [Pause(At("2025-09-29T10:00:00+08:00"), At("2025-10-09T10:00:00+08:00"))]).DueAt,
        Is.EqualTo(At("2025-10-14T00:00:00+08:00")), "left on 09-29: 09-30, 10-09, 10-10; after 10-09: 10-10, 10-11, 10-13");

    [Test]
    public void Anchor_09_Before_first_response_only_the_resolution_pauses()
    {
        var (before, paused) = (Clocks(Story.Signed()), Clocks(OnBook(Story.Signed().On("2025-09-26T17:30:00+08:00"))));
        Assert.That((paused["C3-1"].DueAt, paused["C3-1"].IsRunning), Is.EqualTo((before["C3-1"].DueAt, true)));
        Assert.That((paused["C4-1"].IsRunning, paused["C0.1"].IsRunning), Is.EqualTo((false, true)));
    }

    [Test]
    public void Anchor_09_Closed_while_paused_nothing_runs_and_reopened_a_new_round_does()
    {
        var closed = OnBook(Story.Signed().On("2025-09-28T10:00:00+08:00")).On("2025-10-20T10:00:00+08:00").Close(ClosingResult.Withdrawn);
        Assert.That(Clocks(closed).Values.Select(clock => clock.IsRunning || clock.PausedAt is not null || clock.NextNoticeAt is not null), Is.All.False);
        Assert.That(Clocks(closed).Values.Where(clock => clock.IsResolution).Select(clock => (clock.IsVoid, clock.LightAt(At("2026-01-01T00:00:00+08:00")))), Is.EqualTo(new[] { (true, Light.Green) }));

        var reopened = Clocks(closed.On("2025-10-27T10:00:00+08:00").Then(new CaseReopened { Round = 2, Units = Story.Units(2, Story.Lead) }));
        Assert.That((reopened["C7-2"].StartedAt, reopened["C7-2"].DueAt), Is.EqualTo((At("2025-10-27T10:00:00+08:00"), (DateTimeOffset?)At("2025-10-31T00:00:00+08:00"))));
        Assert.That((reopened["C4-1"].IsRunning, reopened["C0.1"].IsRunning, reopened["C0.1"].StartedAt), Is.EqualTo((false, true, At("2025-09-26T16:40:00+08:00"))));
    }

    [Test]
    public void Anchor_10_Reclassified_while_paused_the_new_limit_is_counted_with_the_pause()
    {
        // 09-28, 29, 30 and 10-09 of 7 days are used when it goes on the books.
        var story = OnBook(Story.Signed().On("2025-10-09T10:00:00+08:00"))
            .On("2025-10-20T10:00:00+08:00").Then(new CaseReclassified { Type = CaseType.Complaint, Category = "C0107", Urgency = Urgency.General })
            .On("2025-11-03T10:00:00+08:00").Then(new CaseReactivated());
        Assert.That(Clocks(story)["C4-1"].OriginalDueAt, Is.EqualTo(At("2025-10-14T00:00:00+08:00")), "7 days as a complaint");
        Assert.That(Clocks(story)["C4-1"].DueAt, Is.EqualTo(At("2025-11-07T00:00:00+08:00")), "10-10, 11, 13 were left: 11-04, 05, 06");
    }

    [Test]
    public async Task Anchor_11_What_is_no_longer_anybodys_is_not_overdue()
    {
        await using var hotline = await TestHotline.StartAsync();
        List<string> numbers = [];
        for (var count = 0; count < 3; count++)
        {
            numbers.Add((await hotline.RegisterAsync()).Number);
        }

        var main = (await hotline.RegisterAsync()).Number;
        hotline.Clock.Advance(TimeSpan.FromHours(5));
        await hotline.SweepAsync();
        Assert.That((await hotline.ListAsync(QueueName.Dispatch, Light.Red, 10)).Items, Has.Count.EqualTo(4));
        await hotline.TakeAsync(numbers[0], new GuideCase.Command { Reason = GuideReason.Petition });
        await hotline.TakeAsync(numbers[1], new VoidCase.Command { Reason = VoidReason.Test });
        await hotline.TakeAsync(numbers[2], new MergeCase.Command { Into = main, Reason = "同一件事" });
        Assert.That((await hotline.ListAsync(QueueName.Dispatch, Light.Red, 10)).Items.Select(item => item.Number), Is.EqualTo(new[] { main }));

        hotline.Clock.Advance(TimeSpan.FromDays(60));
        await hotline.SweepAsync();
        foreach (var number in numbers)
        {
            var @case = await hotline.ReadAsync(number);
            Assert.That(DeadlinePlan.Clocks(@case, hotline.Zone.BasisOf(@case)).Select(clock => (clock.IsRunning, clock.NextNoticeAt)), Is.All.EqualTo((false, (DateTimeOffset?)null)));
            Assert.That((await hotline.EventsAsync(number)).OfType<LightTurned>().Max(turned => turned.At), Is.EqualTo(At("2025-09-26T21:40:00+08:00")), "nothing was said of it since");
        }
    }

    [Test]
    public async Task Anchor_12_A_calendar_edited_later_moves_no_deadline_until_a_recount_on_record()
    {
        const string Notice = """{"year": 2027, "days": [{"date": "2027-01-01", "name": "元旦", "isOffDay": true}]}""";
        await using var hotline = await TestHotline.StartAsync("2026-12-30T10:00:00+08:00");
        var number = (await hotline.WalkToAsync(CaseStatus.InProgress)).Number;
        await hotline.AmendCalendarAsync(Encoding.UTF8.GetBytes(Notice), Sheet.From("2026-12-30"));
        hotline.Clock.Advance(ZoneBook.Settling);
        await hotline.SignAsync(number, 1);
        await hotline.RestartAsync();
        await hotline.RebuildRowsAsync(mend: true);
        Assert.That(Due(), Is.EqualTo("2027-01-06 16:00:00.0000000"), "also through a step, a restart and a rebuild");

        await hotline.RecountAsync(dryRun: false);
        Assert.That(Due(), Is.EqualTo("2027-01-07 16:00:00.0000000"));
        Assert.That((await hotline.EventsAsync(number)).OfType<DeadlinesRecounted>().Single().CalendarVersion, Is.EqualTo(2));

        string Due() => hotline.Sql($"SELECT DueAt FROM Clocks WHERE Number = '{number}' AND Kind = 'Resolve' AND Assignment = 1").Single();
    }

    [Test]
    public void Anchor_13_A_merged_case_no_longer_runs_and_the_main_one_keeps_the_earliest()
    {
        var child = Story.Begin(at: "2025-09-26T10:00:00+08:00").Dispatch(Story.Lead).On("2025-09-29T10:00:00+08:00");
        var main = Story.Begin(at: "2025-09-28T10:00:00+08:00").Dispatch(Story.Supporter).On("2025-09-29T10:00:00+08:00");
        var (theirs, ours) = Merging.Merge(child.Case, main.Case with { Number = "250928-000002-2" }, sameRequester: true, ShippedZone.Basis);
        var before = Clocks(main)["C4-1"].DueAt;
        child.Then([.. theirs.Events]);
        main.Then([.. ours.Events]);

        Assert.That(Clocks(child).Values.Select(clock => clock.IsRunning), Is.All.False);
        Assert.That((before, Clocks(main)["C4-1"].DueAt), Is.EqualTo(((DateTimeOffset?)At("2025-10-12T00:00:00+08:00"), (DateTimeOffset?)At("2025-10-11T00:00:00+08:00"))));
        Assert.That(Clocks(main)["C0.1"].StartedAt, Is.EqualTo(At("2025-09-26T10:00:00+08:00")), "and the earliest first contact");
    }

    /// <remarks>
    /// An answer on the line is contact and end in one. A unit's reply is not: "contacted: yes" on a form is what R1 asks the
    /// requester about, so only a logged contact or logged attempts stop C3 (domain.md §2.1).
    /// </remarks>
    [Test]
    public void Anchor_14_An_answer_on_the_line_is_first_response_and_end_in_one_and_a_replys_claim_is_none()
    {
        var answered = Story.Begin().Then([.. Answering.Decide(Story.Begin().Case, new CaseAnswered { Resolution = Resolution.Solved, Satisfaction = Satisfaction.Satisfied }, Story.Agent).Events]);
        Assert.That((answered.Case.IsClosed, Clocks(answered).Values.Any(clock => clock.IsRunning)), Is.EqualTo((true, false)));
        Assert.That(Contribution.Of(answered.Case, ShippedZone.Basis).Values.Sum(tally => tally.Contacted), Is.EqualTo(1));

        var claimed = Story.Signed().On("2025-09-26T18:00:00+08:00").Then(Story.ReplyOf(1) with { Contacted = true });
        Assert.That((claimed.Case.Status, Clocks(claimed)["C3-1"].IsRunning), Is.EqualTo((CaseStatus.AwaitingReview, true)));
        var logged = Story.Signed().On("2025-09-26T18:00:00+08:00").Contact(1, reached: true).Reply(1);
        Assert.That(Clocks(logged)["C3-1"].StoppedAt, Is.EqualTo(At("2025-09-26T18:00:00+08:00")));
    }

    [Test]
    public void Anchor_15_A_supplement_lets_only_the_dispatch_clock_go_on()
    {
        var asked = Story.Begin().On("2025-09-26T17:00:00+08:00").Then(new InformationAsked { Missing = [MissingFact.Place] });
        Assert.That((Clocks(asked)["C1.1"].PausedAt, Clocks(asked)["C11.1"].IsRunning, Clocks(asked)["C0.1"].IsRunning), Is.EqualTo(((DateTimeOffset?)At("2025-09-26T17:00:00+08:00"), true, true)));
        var supplied = Clocks(asked.On("2025-09-27T10:00:00+08:00").Then(new InformationSupplied()));
        Assert.That(supplied.Keys, Is.EquivalentTo(new[] { "C0.1", "C1.1", "C11.1" }));
        Assert.That((supplied["C1.1"].StartedAt, supplied["C1.1"].DueAt), Is.EqualTo((At("2025-09-26T16:40:00+08:00"), (DateTimeOffset?)At("2025-09-27T13:40:00+08:00"))), "3 h 40 min were left");
        Assert.That((supplied["C0.1"].StartedAt, supplied["C11.1"].StoppedAt), Is.EqualTo((At("2025-09-26T16:40:00+08:00"), (DateTimeOffset?)At("2025-09-27T10:00:00+08:00"))));
    }

    [Test]
    public void Anchor_16_The_due_instant_itself_is_late_for_what_runs_and_in_time_for_what_stopped()
    {
        var due = At("2025-10-11T00:00:00+08:00");
        var running = Clocks(Story.Signed())["C4-1"];
        Assert.That((running.LightAt(due.AddTicks(-1)) < Light.Red, running.LightAt(due)), Is.EqualTo((true, Light.Red)));
        Assert.That(
            TurningLights.Decide(Story.Signed().Case, ShippedZone.Basis, due).Events.OfType<LightTurned>().Single(turned => turned.Clock == ClockKind.Resolve).Light,
            Is.EqualTo(Light.Red));
        Assert.That(Clocks(Story.Signed().On("2025-10-11T00:00:00+08:00").Reply(1))["C4-1"].StoppedInTime, Is.True);
        Assert.That(Clocks(Story.Signed().On("2025-10-11T00:00:00.0000001+08:00").Reply(1))["C4-1"].StoppedInTime, Is.False);
    }

    [Test]
    public void Anchor_17_The_stretches_between_pauses_sum_to_the_limit() => Gen.Select(AnyStart, Gen.Int[1, 90], Gen.Int[1, 5000].Array[0, 5], Gen.Bool).Sample((from, hours, gaps, working) =>
    {
        var (calendar, start) = from;
        var limit = working ? Limit.WorkingHours(hours) : Limit.Hours(hours);
        TimeSpan Elapsed(DateTimeOffset a, DateTimeOffset b) => working ? calendar.WorkingTimeBetween(a, b) : b - a;
        var at = start;
        List<Pause> pauses = [];
        foreach (var minutes in gaps)
        {
            pauses.Add(Pause(at.AddMinutes(minutes), at.AddMinutes(2 * minutes)));
            at = at.AddMinutes(2 * minutes);
        }

        var due = DeadlineCourse.Of(calendar, start, limit, pauses).DueAt;
        var ran = Elapsed(start, due);
        foreach (var pause in pauses.Where(pause => pause.At < due))
        {
            ran -= Elapsed(pause.At, pause.Until < due ? pause.Until!.Value : due);
        }

        return ran == TimeSpan.FromHours(hours);
    });

    [Test]
    public void Anchor_18_A_limit_in_two_parts_is_the_limit_in_one() => Gen.Select(AnyStart, Gen.Int[0, 5], Gen.Int[1, 60], Gen.Int[1, 60]).Sample((from, kind, a, b) =>
    {
        var (calendar, start) = from;
        var (whole, first, rest) = (new Limit((LimitKind)kind, a + b), new Limit((LimitKind)kind, a), new Limit((LimitKind)kind, b));
        // A limit in days ends with its last day, from which the rest is counted: midnight itself is the next day already.
        var middle = calendar.Due(start, first).At;
        return calendar.Due(start, whole).At == calendar.Due(whole.IsInDays ? middle.AddTicks(-1) : middle, rest).At;
    });

    [Test]
    public void Anchor_19_Later_starts_and_longer_limits_never_end_earlier() => Gen.Select(AnyStart, AnyLimit, Gen.Int[0, 500_000], Gen.Int[0, 60]).Sample((from, limit, seconds, more) =>
        from.Calendar.Due(from.Start, limit).At <= from.Calendar.Due(from.Start.AddSeconds(seconds), limit).At
        && from.Calendar.Due(from.Start, limit).At <= from.Calendar.Due(from.Start, new Limit(limit.Kind, limit.Amount + more)).At);

    [Test]
    public void Anchor_20_Time_that_is_reported_is_the_time_that_is_counted() => Gen.Select(AnyStart, Gen.Int[1, 90]).Sample((from, hours) =>
        from.Calendar.WorkingTimeBetween(from.Start, from.Calendar.Due(from.Start, Limit.WorkingHours(hours)).At) == TimeSpan.FromHours(hours)
        && from.Calendar.WorkingDaysBetween(from.Calendar.LocalDay(from.Start), from.Calendar.Due(from.Start, Limit.WorkingDays(hours)).Day!.Value) == hours);

    [TestCase("2025-10-10T23:59:59+08:00", 1)]
    [TestCase("2025-10-11T00:00:00+08:00", 1)]
    [TestCase("2025-10-11T00:00:01+08:00", 0)]
    public void Anchor_20_The_scorecard_calls_on_time_what_the_clock_does(string repliedAt, int onTime)
    {
        var story = Story.Signed().On(repliedAt).Reply(1).Review();
        Assert.That(Clocks(story)["C4-1"].StoppedInTime, Is.EqualTo(onTime == 1));
        var counted = Contribution.Of(story.Case, ShippedZone.Basis).Values;
        Assert.That((counted.Sum(tally => tally.Due), counted.Sum(tally => tally.OnTime)), Is.EqualTo((1, onTime)));
    }

    private static Pause Pause(DateTimeOffset from, DateTimeOffset until) => new(from, until, PauseReason.OnBook, Least: null);

    private static Story OnBook(Story story) => story.Then(
        new RequestFiled { Request = 1, Kind = RequestKind.OnBook, Assignment = 1, Reason = RequestReason.FundsPending, Unit = Story.Lead, TargetOn = On("2025-12-01") },
        new RequestApproved { Request = 1, Role = Role.Leader, Final = true });

    private static Dictionary<string, Clock> Clocks(Story story) =>
        DeadlinePlan.Clocks(story.Case, ShippedZone.Basis).ToDictionary(clock => clock.Key);
}
