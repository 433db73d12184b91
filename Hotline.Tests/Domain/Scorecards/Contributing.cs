using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Contracts.Praises;
using Hotline.Domain.Scorecards;
using Hotline.Tests.Support;
using static Hotline.Tests.Support.Calendars;

namespace Hotline.Tests.Domain.Scorecards;

public sealed class Contributing
{
    [Test]
    public void Books_each_count_on_its_own_day_to_the_lead()
    {
        // 23:30 and 00:30 are two days in the zone's time and one in UTC.
        var story = Story.Begin(at: "2025-09-26T00:30:00+08:00").Dispatch(Story.Lead, Story.Supporter).Sign(1).Sign(2).Reply(2).Reply(1).Review()
            .On("2025-09-29T23:30:00+08:00").CallBack(Resolution.Solved, Satisfaction.Satisfied).Close();
        Assert.That(Of(story), Is.EquivalentTo(new Dictionary<TallyKey, Tally>
        {
            [Key("2025-09-26", Story.Lead)] = new() { Received = 1, Dispatched = 1, ToSign = 1, SignedOnTime = 1, ToContact = 1, Feedbacks = 1, CallbackDue = 1, CalledBack = 1, CallbackReached = 1 },
            [Key("2025-10-10", Story.Lead)] = new() { Due = 1, OnTime = 1, DueClosed = 1 },
            // 00:30 of Friday to 23:30 of Monday; of working time, Friday and the make-up Sunday and Monday, as the calendar has it.
            [Key("2025-09-29", Story.Lead)] = new()
            {
                Closed = 1, Rated = 1, RatedOnResponse = 1, RatedOnResolution = 1, Contacted = 1, Solved = 1, Satisfied = 1, FinalContacted = 1, FinalSolved = 1, FinalSatisfied = 1,
                SolvedFirstTime = 1, Handled = 1, HandlingMinutes = 95 * 60, HandlingWorkMinutes = (long)China.WorkingTimeBetween(At("2025-09-26T00:30:00+08:00"), At("2025-09-29T23:30:00+08:00")).TotalMinutes,
            },
        }));
    }

    [Test]
    public void Books_what_no_unit_answers_for_to_the_hotline()
    {
        Assert.That(Of(Story.Begin()), Is.EquivalentTo(new Dictionary<TallyKey, Tally> { [Key("2025-09-26", Contribution.Hotline)] = new() { Received = 1 } }));
        var answered = Story.Begin().Then(new CaseAnswered { Resolution = Resolution.Solved, Satisfaction = Satisfaction.BasicallySatisfied }).Close(ClosingResult.AnsweredDirectly);
        Assert.That(Of(answered), Is.EquivalentTo(new Dictionary<TallyKey, Tally>
        {
            [Key("2025-09-26", "hotline")] = new()
            {
                Received = 1, Closed = 1, AnsweredDirectly = 1, AnsweredOnLine = 1, Rated = 1, RatedOnResponse = 1, RatedOnResolution = 1, Contacted = 1, Solved = 1, BasicallySatisfied = 1,
                FinalContacted = 1, FinalSolved = 1, FinalBasicallySatisfied = 1, SolvedFirstTime = 1,
            },
        }));
    }

    [Test]
    public void Books_enterprises_apart_from_citizens() => Assert.That(
        Of(Story.Begin(Story.Registration with { RequesterKind = RequesterKind.Enterprise })).Keys.Single().RequesterKind, Is.EqualTo(RequesterKind.Enterprise));

    [Test]
    public void Judges_a_resolution_by_the_last_instant_before_it_was_due()
    {
        // Due at 24:00 of 2025-10-10, which is the first instant of the 11th.
        Assert.That(DueOf(Story.Signed().On("2025-10-11T00:00:00+08:00").Reply(1).Review()), Is.EqualTo(("2025-10-10", 1, 1)));
        Assert.That(DueOf(Story.Signed().On("2025-10-11T00:00:00.001+08:00").Reply(1).Review()), Is.EqualTo(("2025-10-10", 1, 0)));
    }

    [Test]
    public void Judges_a_resolution_once_its_review_passed_or_once_it_is_known_to_be_late()
    {
        Assert.That(DueOf(Story.Signed()), Is.Null);
        Assert.That(DueOf(Story.InReview()), Is.Null, "a reply may still be sent back");
        var late = Story.Signed().On("2025-10-11T00:00:00+08:00");
        LightTurned Turned(Light light) => new() { Clock = ClockKind.Resolve, Assignment = 1, Light = light, DueAt = At("2025-10-11T00:00:00+08:00") };
        Assert.That(DueOf(late.Then(Turned(Light.Yellow))), Is.Null);
        Assert.That(DueOf(late.Then(Turned(Light.Red))), Is.EqualTo(("2025-10-10", 1, 0)));
        Assert.That(DueOf(late.On("2025-10-12T00:00:00+08:00").Reply(1).Review()), Is.EqualTo(("2025-10-10", 1, 0)), "once, whatever comes later");
    }

    [Test]
    public void Judges_neither_supporters_nor_reworks()
    {
        var story = Story.Begin().Dispatch(Story.Lead, Story.Supporter).Sign(1).Sign(2).Reply(2).Reply(1).Review()
            .CallBack(Resolution.Unsolved, Satisfaction.Dissatisfied).Rework(2, 3).Sign(3).Reply(3).Review();
        Assert.That(Of(story).Values.Sum(tally => tally.Due), Is.EqualTo(1));
    }

    [Test]
    public void Takes_the_first_rating_for_the_official_one()
    {
        // S10 of domain.md §9: a rework cannot launder the score.
        var story = Story.InCallback().CallBack(Resolution.PartlySolved, Satisfaction.Dissatisfied, contacted: false).Rework(2, 2).Sign(2).Reply(2).Review()
            .CallBack(Resolution.Solved, Satisfaction.Satisfied).Close();
        Assert.That(ClosingOf(story), Is.EqualTo(new Tally
        {
            Closed = 1, Rated = 1, RatedOnResponse = 1, RatedOnResolution = 1, PartlySolved = 1, Dissatisfied = 1, FinalContacted = 1, FinalSolved = 1, FinalSatisfied = 1, Reworked = 1, ReworkedOfRated = 1,
        }));
    }

    [Test]
    public void Leaves_the_unrated_outside_the_sample()
    {
        var story = Story.InCallback().CallBack(Resolution.Solved, satisfaction: null).Close();
        Assert.That(ClosingOf(story), Is.EqualTo(new Tally { Closed = 1, NotAnswered = 1 }));
        var answered = Story.Begin().Then(new CaseAnswered { Resolution = Resolution.Solved }).Close(ClosingResult.AnsweredDirectly);
        Assert.That(Of(answered).Values.Single(), Is.EqualTo(new Tally { Received = 1, Closed = 1, AnsweredDirectly = 1, AnsweredOnLine = 1 }));
    }

    [Test]
    public void Counts_a_contact_only_when_the_requester_confirms_it() => Assert.That(
        ClosingOf(Story.InCallback().CallBack(Resolution.Solved, Satisfaction.Satisfied, contacted: false).Close()),
        Is.EqualTo(new Tally { Closed = 1, Rated = 1, RatedOnResponse = 1, RatedOnResolution = 1, Solved = 1, Satisfied = 1, FinalSolved = 1, FinalSatisfied = 1, SolvedFirstTime = 1 }));

    [Test]
    public void Books_a_rating_by_close_by_intake_and_by_call()
    {
        var story = Story.InCallback().On("2025-09-28T10:00:00+08:00").CallBack(Resolution.Unsolved, Satisfaction.Dissatisfied)
            .On("2025-09-29T10:00:00+08:00").Rework(2, 2).Sign(2).Reply(2).Review().On("2025-09-30T10:00:00+08:00").CallBack(Resolution.Solved, Satisfaction.Satisfied).Close();
        var rated = Contribution.PartsOf(story.Case, ShippedZone.Basis).Where(part => Contribution.IsRating(part.Entry)).ToList();
        Assert.That(
            rated.Select(part => (part.Key.Attribution, part.Key.Day)),
            Is.EqualTo(new[] { (Attribution.Closed, On("2025-09-30")), (Attribution.Intake, On("2025-09-26")), (Attribution.Callback, On("2025-09-28")) }));
        Assert.That(rated.Select(part => part.Counts).Distinct().Count(), Is.EqualTo(1), "the same counts");
    }

    [Test]
    public void Counts_what_is_asked_of_a_unit_on_the_day_it_got_the_case()
    {
        var given = Story.Signed().On("2025-09-28T10:00:00+08:00").Then(new RequestFiled { Request = 1, Kind = RequestKind.Return, Assignment = 1, Reason = RequestReason.NotOurDuty, Unit = Story.Lead });
        var refused = Contribution.Of(given.Then(new RequestRefused { Request = 1 }).Case, ShippedZone.Basis);
        Assert.That(refused[Key("2025-09-26", Story.Lead)] is { Dispatched: 1, ToSign: 1, SignedOnTime: 1, ReturnAsked: 1, Returned: 0 });
        Assert.That(refused[Key("2025-09-28", Story.Lead)], Is.EqualTo(new Tally { ReturnsApplied = 1, ReturnsRefused = 1 }));
    }

    [TestCase("C1603", CaseType.Complaint, true, 1)]
    [TestCase("E1301", CaseType.Complaint, true, 1)]
    [TestCase("C1603", CaseType.Consultation, true, 0)]
    [TestCase("C0107", CaseType.Complaint, true, 0)]
    [TestCase("C1603", CaseType.Complaint, false, 0)]
    public void Counts_a_complaint_about_staff_when_the_unit_finds_it_true(string category, CaseType type, bool substantiated, int counted)
    {
        var story = Story.Begin(Story.Registration with { Category = category, Type = type }).Dispatch(Story.Lead).Sign(1)
            .Then(Story.ReplyOf(1) with { Substantiated = substantiated }).Review().CallBack(Resolution.Solved, Satisfaction.Satisfied).Close();
        Assert.That(ClosingOf(story).StaffComplaints, Is.EqualTo(counted));
    }

    [Test]
    public void Divides_what_came_in_by_what_where_how_and_when()
    {
        var story = Story.Begin(Story.Registration with { Area = "east" }, "2025-09-26T00:30:00+08:00").Dispatch(Story.Lead).Sign(1).Reply(1).Review()
            .On("2025-09-29T23:30:00+08:00").CallBack(Resolution.Solved, Satisfaction.Satisfied).Close();
        Assert.That(Contribution.BreakdownsOf(story.Case, ShippedZone.Basis), Is.EqualTo(new BreakdownKey[]
        {
            new(Dimension.Category, On("2025-09-26"), "", "C0107"),
            new(Dimension.Area, On("2025-09-26"), "", "east"),
            new(Dimension.Channel, On("2025-09-26"), "", "Phone"),
            new(Dimension.Hour, On("2025-09-26"), "", "00"),
            new(Dimension.Spot, On("2025-09-26"), "", "C0107|east"),
            new(Dimension.Handling, On("2025-09-29"), Story.Lead, "95"),
        }));
        Assert.That(Percentile.Ninety([new(1, 8), new(50, 1), new(99, 1)]), Is.EqualTo(50), "nine of ten");
        Assert.That(Percentile.Ninety([]), Is.Null);
    }

    [TestCase(PraiseKind.Phone)]
    [TestCase(PraiseKind.Banner)]
    [TestCase(PraiseKind.Letter)]
    public void Books_praise_to_the_praised_unit_by_its_kind(PraiseKind kind)
    {
        var praise = new PraiseRecorded { Kind = kind, Praised = "finance", RequesterKind = RequesterKind.Enterprise, At = At("2025-09-26T00:30:00+08:00") };
        var (key, tally) = Contribution.Of(praise, China);
        Assert.That(key, Is.EqualTo(new TallyKey(On("2025-09-26"), "finance", RequesterKind.Enterprise)));
        Assert.That((tally.PraisedByPhone, tally.Banners, tally.Letters), Is.EqualTo((kind == PraiseKind.Phone ? 1 : 0, kind == PraiseKind.Banner ? 1 : 0, kind == PraiseKind.Letter ? 1 : 0)));
    }

    private static IReadOnlyDictionary<TallyKey, Tally> Of(Story story) => Contribution.Of(story.Case, ShippedZone.Basis);

    private static (string Day, int Due, int OnTime)? DueOf(Story story) => Of(story).Where(entry => entry.Value.Due != 0)
        .Select(entry => ((string, int, int)?)(entry.Key.Day.ToString("yyyy-MM-dd", null), entry.Value.Due, entry.Value.OnTime)).SingleOrDefault();

    // The closing and the rating, without how long it took.
    private static Tally ClosingOf(Story story) => Contribution.PartsOf(story.Case, ShippedZone.Basis)
        .Where(part => part.Entry is Contribution.Ended or Contribution.Rated)
        .Aggregate(default(Tally), (sum, part) => sum + part.Counts) with { Handled = 0, HandlingMinutes = 0, HandlingWorkMinutes = 0 };

    private static TallyKey Key(string day, string unit) => new(On(day), unit, RequesterKind.Citizen);
}
