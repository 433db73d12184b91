using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Domain.Deadlines;
using Hotline.Tests.Support;
using static Hotline.Tests.Support.Calendars;

namespace Hotline.Tests.Domain.Deadlines;

public sealed class PlanningClocks
{
    [Test]
    public void Gives_an_ordinary_request_for_help_24_hours_and_5_working_days()
    {
        // S1 of domain.md §9: the Sunday is a make-up day, and the hour clock runs on Saturday too.
        var clocks = Clocks(Story.Dispatched());
        Assert.That(clocks["C3-1"].DueAt, Is.EqualTo(At("2025-09-27T16:55:00+08:00")));
        Assert.That(clocks["C4-1"].DueAt, Is.EqualTo(At("2025-10-11T00:00:00+08:00")));
        Assert.That(clocks["C4-1"].CalendarMissing, Is.False);
    }

    [TestCase("2025-10-09T23:59:59.999+08:00", Light.Green)]
    [TestCase("2025-10-10T00:00:00+08:00", Light.Yellow)]
    [TestCase("2025-10-10T11:59:59.999+08:00", Light.Yellow)]
    [TestCase("2025-10-10T12:00:00+08:00", Light.Orange)]
    [TestCase("2025-10-10T23:59:59.999+08:00", Light.Orange)]
    [TestCase("2025-10-11T00:00:00+08:00", Light.Red, TestName = "Is red at the due instant itself")]
    public void Turns_yellow_a_working_day_before_and_red_when_due(string now, Light expected)
    {
        // S2 of domain.md §9.
        var clock = Clocks(Story.Dispatched())["C4-1"];
        Assert.That(clock.WarnAt, Is.EqualTo(At("2025-10-10T00:00:00+08:00")));
        Assert.That(clock.LightAt(At(now)), Is.EqualTo(expected));
    }

    [Test]
    public void Ignores_the_calendar_for_urgent_cases()
    {
        // S12 of domain.md §9: a Saturday within the National Day holiday.
        var urgent = Story.Begin(Story.Registration with { Urgency = Urgency.Urgent }, "2026-10-03T23:50:00+08:00").Dispatch(Story.Lead);
        var clocks = Clocks(urgent);
        Assert.That(clocks["C2-1"].DueAt, Is.EqualTo(At("2026-10-04T00:20:00+08:00")));
        Assert.That(clocks["C3-1"].DueAt, Is.EqualTo(At("2026-10-04T01:50:00+08:00")));
        Assert.That(clocks["C4-1"].DueAt, Is.EqualTo(At("2026-10-04T23:50:00+08:00")));
        Assert.That(clocks.Values.Select(clock => clock.CalendarMissing), Is.All.False);
    }

    [Test]
    public void Flags_a_due_date_in_a_year_whose_notice_is_unknown()
    {
        // S14 of domain.md §9: the day after is a working Thursday; 2027 is counted by weekday only.
        var clocks = Clocks(Story.Begin(at: "2026-12-30T09:00:00+08:00").Dispatch(Story.Lead));
        Assert.That((clocks["C4-1"].DueAt, clocks["C4-1"].CalendarMissing), Is.EqualTo(((DateTimeOffset?)At("2027-01-07T00:00:00+08:00"), true)));
        Assert.That(clocks["C3-1"].CalendarMissing, Is.False, "an hour clock needs no calendar");
    }

    [Test]
    public void Counts_the_resolution_from_dispatch_and_not_from_sign_off()
    {
        var unsigned = Clocks(Story.Dispatched())["C4-1"];
        var signed = Clocks(Story.Dispatched().On("2025-10-09T09:00:00+08:00").Sign(1))["C4-1"];
        Assert.That((signed.DueAt, signed.WarnAt), Is.EqualTo((unsigned.DueAt, unsigned.WarnAt)));
        Assert.That(signed.StartedAt, Is.EqualTo(At("2025-09-26T16:55:00+08:00")));
    }

    [Test]
    public void Starts_the_total_at_first_contact_and_the_dispatch_at_registration()
    {
        var story = Story.Begin(Story.Registration with { ReceivedAt = At("2025-09-26T16:00:00+08:00") });
        var waiting = Clocks(story);
        Assert.That((waiting["C0.1"].StartedAt, waiting["C0.1"].DueAt), Is.EqualTo((At("2025-09-26T16:00:00+08:00"), (DateTimeOffset?)null)));
        Assert.That((waiting["C1.1"].StartedAt, waiting["C1.1"].DueAt), Is.EqualTo((At("2025-09-26T16:40:00+08:00"), (DateTimeOffset?)At("2025-09-26T20:40:00+08:00"))));
        Assert.That(Clocks(story.On("2025-09-26T16:55:00+08:00").Dispatch(Story.Lead))["C1.1"].StoppedAt, Is.EqualTo(At("2025-09-26T16:55:00+08:00")));
    }

    [Test]
    public void Stops_every_clock_of_a_direct_answer_when_it_closes()
    {
        var clocks = Clocks(Story.Begin().On("2025-09-26T16:45:00+08:00").Then(new CaseAnswered()).Close(ClosingResult.AnsweredDirectly));
        Assert.That(clocks.Keys, Is.EquivalentTo(new[] { "C0.1", "C1.1" }));
        Assert.That(clocks.Values.Select(clock => clock.StoppedAt), Is.All.EqualTo(At("2025-09-26T16:45:00+08:00")));
    }

    [Test]
    public void Stops_sign_and_first_contact_with_what_they_wait_for_and_takes_no_reply_for_a_contact()
    {
        var handled = Clocks(Story.Dispatched().On("2025-09-26T17:00:00+08:00").Sign(1).On("2025-09-26T17:10:00+08:00").Contact(1, reached: true));
        Assert.That((handled["C2-1"].StoppedAt, handled["C3-1"].StoppedAt), Is.EqualTo(((DateTimeOffset?)At("2025-09-26T17:00:00+08:00"), (DateTimeOffset?)At("2025-09-26T17:10:00+08:00"))));
        var skipped = Clocks(Story.Begin().Dispatch(Story.Lead, Story.Supporter).Sign(1).On("2025-09-28T17:00:00+08:00").Reply(1, withoutSupport: true));
        Assert.That(skipped["C3-1"].IsRunning, Is.True);
        foreach (var key in new[] { "C4-1", "C2-2", "C3-2", "C4-2" })
        {
            Assert.That(skipped[key].StoppedAt, Is.EqualTo(At("2025-09-28T17:00:00+08:00")), key);
        }
    }

    private static IEnumerable<TestCaseData> Attempts()
    {
        TestCaseData Row(string? stopped, string name, params string[] attempts) => new TestCaseData(attempts, stopped).SetName(name);
        yield return Row(null, "Goes on after two failed attempts", "2025-09-26T17:00", "2025-09-27T09:00");
        yield return Row(null, "Goes on after three failed attempts in one half-day", "2025-09-26T17:00", "2025-09-26T18:00", "2025-09-26T19:00");
        yield return Row("2025-09-27T09:00", "Stops with the third failed attempt in two half-days", "2025-09-26T17:00", "2025-09-26T18:00", "2025-09-27T09:00");
        yield return Row("2025-09-27T12:00", "Takes noon for the afternoon", "2025-09-27T09:00", "2025-09-27T11:59", "2025-09-27T12:00");
        yield return Row(null, "Takes a minute to noon for the morning", "2025-09-27T09:00", "2025-09-27T10:00", "2025-09-27T11:59");
        yield return Row("2025-09-28T18:00", "Takes the afternoons of two days for two half-days", "2025-09-27T17:00", "2025-09-27T18:00", "2025-09-28T18:00");
        yield return Row("2025-09-27T09:00", "Stops with the fourth when the first three fell in one half-day", "2025-09-26T17:00", "2025-09-26T18:00", "2025-09-26T19:00", "2025-09-27T09:00");
        yield return Row("2025-09-27T09:00", "Does not move on with further attempts", "2025-09-26T17:00", "2025-09-26T18:00", "2025-09-27T09:00", "2025-09-28T09:00");
    }

    [TestCaseSource(nameof(Attempts))]
    public void Counts_failed_attempts_at_first_contact(string[] attempts, string? stopped)
    {
        var story = Story.Signed();
        foreach (var attempt in attempts)
        {
            story.On(attempt + ":00+08:00").Contact(1, reached: false);
        }

        Assert.That(Clocks(story)["C3-1"].StoppedAt, Is.EqualTo(stopped is null ? (DateTimeOffset?)null : At(stopped + ":00+08:00")));
    }

    [Test]
    public void Stops_the_first_contact_with_whichever_came_first()
    {
        var reachedFirst = Story.Signed().On("2025-09-26T17:00:00+08:00").Contact(1, reached: true);
        var failedFirst = Story.Signed().On("2025-09-26T17:00:00+08:00").Contact(1, reached: false).Contact(1, reached: false)
            .On("2025-09-27T09:00:00+08:00").Contact(1, reached: false).On("2025-09-27T10:00:00+08:00").Contact(1, reached: true);
        foreach (var attempt in new[] { "2025-09-26T18:00:00+08:00", "2025-09-27T18:00:00+08:00", "2025-09-28T18:00:00+08:00" })
        {
            reachedFirst.On(attempt).Contact(1, reached: false);
        }

        Assert.That(Clocks(reachedFirst)["C3-1"].StoppedAt, Is.EqualTo(At("2025-09-26T17:00:00+08:00")));
        Assert.That(Clocks(failedFirst)["C3-1"].StoppedAt, Is.EqualTo(At("2025-09-27T09:00:00+08:00")));
    }

    [Test]
    public void Gives_a_rework_shorter_limits_than_the_original()
    {
        var clocks = Clocks(Story.InCallback().CallBack(Resolution.Unsolved, null).On("2025-10-10T10:00:00+08:00").Rework(2, 2));
        Assert.That(
            new[] { "C2-2", "C3-2", "C7-2" }.Select(key => clocks[key].Limit.ToString()),
            Is.EqualTo(new[] { "2wh", "4wh", "3wd" }), "domain.md §2.3, 重办");
    }

    [Test]
    public void Gives_a_rework_its_own_clock_and_no_second_resolution_clock()
    {
        var clocks = Clocks(Story.InCallback().CallBack(Resolution.Unsolved, null).On("2025-10-10T10:00:00+08:00").Rework(2, 2));
        Assert.That(clocks.Keys, Does.Contain("C7-2").And.Not.Contain("C4-2"));
        Assert.That((clocks["C7-2"].StartedAt, clocks["C7-2"].DueAt), Is.EqualTo((At("2025-10-10T10:00:00+08:00"), (DateTimeOffset?)At("2025-10-15T00:00:00+08:00"))), "3 working days: 10-11, 10-13, 10-14");
        Assert.That(clocks["C7-2"].IsRunning, Is.True);
        Assert.That(clocks["C4-1"].IsRunning, Is.False);
        Assert.That(clocks["C6.1"].StoppedAt, Is.EqualTo(At("2025-10-10T10:00:00+08:00")), "the call-back ended in the rework");
    }

    [Test]
    public void Runs_review_and_call_back_once_a_round()
    {
        var story = Story.Dispatched().Sign(1)
            .On("2025-09-28T10:00:00+08:00").Reply(1)
            .On("2025-09-28T15:00:00+08:00").Review()
            .On("2025-09-29T10:00:00+08:00").CallBack(Resolution.Unsolved, null).Rework(2, 2).Sign(2)
            .On("2025-09-30T10:00:00+08:00").Reply(2);
        var running = Clocks(story);
        Assert.That((running["C5.1"].StartedAt, running["C5.1"].StoppedAt), Is.EqualTo((At("2025-09-28T10:00:00+08:00"), (DateTimeOffset?)At("2025-09-28T15:00:00+08:00"))));
        Assert.That((running["C6.1"].StartedAt, running["C6.1"].StoppedAt), Is.EqualTo((At("2025-09-28T15:00:00+08:00"), (DateTimeOffset?)At("2025-09-29T10:00:00+08:00"))));
        Assert.That((running["C5.2"].StartedAt, running["C5.2"].DueAt, running["C5.2"].IsRunning), Is.EqualTo((At("2025-09-30T10:00:00+08:00"), (DateTimeOffset?)At("2025-10-10T00:00:00+08:00"), true)));
        var closed = Clocks(story.On("2025-10-09T10:00:00+08:00").Review().On("2025-10-09T11:00:00+08:00").CallBack(Resolution.Solved, null).Close());
        Assert.That((closed["C6.2"].StartedAt, closed["C6.2"].StoppedAt), Is.EqualTo((At("2025-10-09T10:00:00+08:00"), (DateTimeOffset?)At("2025-10-09T11:00:00+08:00"))));
        Assert.That(closed.Values.Select(clock => clock.IsRunning), Is.All.False);
    }

    [Test]
    public void Follows_a_dispatchers_earlier_date()
    {
        var clock = Clocks(Story.Begin().On("2025-09-26T16:55:00+08:00").Then(Story.Dispatch(Story.Units(1, Story.Lead)) with { DueOn = On("2025-09-29") }))["C4-1"];
        Assert.That((clock.DueAt, clock.WarnAt), Is.EqualTo(((DateTimeOffset?)At("2025-09-30T00:00:00+08:00"), (DateTimeOffset?)At("2025-09-29T00:00:00+08:00"))));
        Assert.That(clock.Limit, Is.Null, "the profile's limit no longer explains it");
        var today = Clocks(Story.Begin().On("2025-09-26T16:55:00+08:00").Then(Story.Dispatch(Story.Units(1, Story.Lead)) with { DueOn = On("2025-09-26") }))["C4-1"];
        Assert.That((today.DueAt, today.WarnAt), Is.EqualTo(((DateTimeOffset?)At("2025-09-27T00:00:00+08:00"), (DateTimeOffset?)At("2025-09-26T16:55:00+08:00"))), "yellow from the start");
    }

    [TestCase("2025-10-10T23:59:00+08:00", Light.Green)]
    [TestCase("2025-10-11T00:00:00+08:00", Light.Green, TestName = "Is on time when it stops at the due instant itself")]
    [TestCase("2025-10-11T00:00:00.001+08:00", Light.Red)]
    public void Keeps_the_light_a_clock_stopped_with(string repliedAt, Light expected)
    {
        var clock = Clocks(Story.Signed().On(repliedAt).Reply(1))["C4-1"];
        Assert.That(clock.LightAt(At("2025-10-10T00:00:00+08:00")), Is.EqualTo(expected));
        Assert.That(clock.LightAt(At("2026-10-10T00:00:00+08:00")), Is.EqualTo(expected));
        Assert.That(clock.NextNoticeAt, Is.Null);
    }

    [Test]
    public void Has_every_light_to_announce_in_turn_and_then_nothing()
    {
        var story = Story.Dispatched();
        Assert.That(Clocks(story)["C4-1"].NextNoticeAt, Is.EqualTo(At("2025-10-10T00:00:00+08:00")));
        LightTurned Turned(Light light) => new() { Clock = ClockKind.Resolve, Assignment = 1, Light = light, DueAt = At("2025-10-11T00:00:00+08:00") };
        Assert.That(Clocks(story.On("2025-10-10T00:00:01+08:00").Then(Turned(Light.Yellow)))["C4-1"].NextNoticeAt, Is.EqualTo(At("2025-10-10T12:00:00+08:00")));
        Assert.That(Clocks(story.On("2025-10-10T12:00:01+08:00").Then(Turned(Light.Orange)))["C4-1"].NextNoticeAt, Is.EqualTo(At("2025-10-11T00:00:00+08:00")));
        Assert.That(Clocks(story.On("2025-10-11T00:00:01+08:00").Then(Turned(Light.Red)))["C4-1"].NextNoticeAt, Is.EqualTo(At("2025-10-14T00:00:00+08:00")));
        Assert.That(Clocks(story.On("2025-10-14T00:00:01+08:00").Then(Turned(Light.DoubleRed)))["C4-1"].NextNoticeAt, Is.EqualTo(At("2025-10-17T00:00:00+08:00")));
        Assert.That(Clocks(story.On("2025-10-17T00:00:01+08:00").Then(Turned(Light.TripleRed)))["C4-1"].NextNoticeAt, Is.Null);
        Assert.That(Clocks(story)["C3-1"].Announced, Is.EqualTo(Light.Green), "a notice belongs to its own clock");
    }

    [Test]
    public void Explains_every_clock_that_has_a_limit_to_the_same_due_instant()
    {
        foreach (var clock in Clocks(Story.InCallback().CallBack(Resolution.Unsolved, null).Rework(2, 2)).Values)
        {
            var steps = DeadlinePlan.Explain(clock);
            Assert.That(steps is [.., var last] ? last.From : (DateTimeOffset?)null, Is.EqualTo(clock.DueAt), clock.Key);
        }
    }

    private static Dictionary<string, Clock> Clocks(Story story) =>
        DeadlinePlan.Clocks(story.Case, ShippedZone.Basis).ToDictionary(clock => clock.Key);
}

public sealed class ChoosingAProfileLine
{
    [TestCase(RequesterKind.Citizen, CaseType.Consultation, Urgency.General, "consultation")]
    [TestCase(RequesterKind.Citizen, CaseType.Help, Urgency.General, "help")]
    [TestCase(RequesterKind.Citizen, CaseType.Suggestion, Urgency.General, "help")]
    [TestCase(RequesterKind.Citizen, CaseType.Complaint, Urgency.General, "complaint")]
    [TestCase(RequesterKind.Citizen, CaseType.Report, Urgency.General, "complaint")]
    [TestCase(RequesterKind.Citizen, CaseType.Consultation, Urgency.Complex, "complex")]
    [TestCase(RequesterKind.Citizen, CaseType.Complaint, Urgency.Urgent, "urgent")]
    [TestCase(RequesterKind.Enterprise, CaseType.Complaint, Urgency.Critical, "critical")]
    [TestCase(RequesterKind.Enterprise, CaseType.Consultation, Urgency.General, "enterprise-consultation")]
    [TestCase(RequesterKind.Enterprise, CaseType.Complaint, Urgency.General, "enterprise")]
    [TestCase(RequesterKind.Enterprise, CaseType.Help, Urgency.Complex, "enterprise-complex")]
    public void Takes_the_first_that_covers_the_case(RequesterKind requester, CaseType type, Urgency urgency, string key) => Assert.That(
        ShippedZone.Current.Profile.LineFor(Story.Begin(Story.Registration with { RequesterKind = requester, Type = type, Urgency = urgency }).Case).Key,
        Is.EqualTo(key));

    [Test]
    public void Refuses_a_profile_that_leaves_a_case_without_limits()
    {
        var hour = Limit.Hours(1);
        var all = new ProfileLine("all", [], [], null, hour, hour, hour, hour, hour, hour, hour, hour, hour);
        Assert.That(() => new DeadlineProfile(1, [all]), Throws.Nothing);
        Assert.That(() => new DeadlineProfile(1, []), Throws.ArgumentException);
        Assert.That(() => new DeadlineProfile(1, [all, all with { Types = [CaseType.Help] }]), Throws.ArgumentException);
        Assert.That(() => new DeadlineProfile(1, [all with { Urgencies = [Urgency.General] }]), Throws.ArgumentException);
        Assert.That(() => new DeadlineProfile(1, [all with { Requester = RequesterKind.Citizen }]), Throws.ArgumentException);
    }
}
