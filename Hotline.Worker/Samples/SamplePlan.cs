using System.Globalization;
using Hotline.Callbacks;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Praises;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Domain.Scorecards;
using Hotline.Praises;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Samples;

/// <summary>
/// The invented third quarter of 2025: 1033 cases and 16 thanks, planned step by step. Pure, and the same every time; what
/// must come out exactly is dealt as cards, the rest is drawn.
/// </summary>
/// <remarks>
/// The shares are ours, at the scale of what is published (domain.md §0, §3, §4). Of the 1033: 44 % answered by the hotline
/// itself, 2.6 % guided elsewhere, 2 % merged (and 6 linked, each called back on its own), 3 void, 3 % asked for information.
/// Of the 530 or so that units were given: 5 % asked to be given back, most of them rightly, two twice and one three times;
/// 5 % extended; 4 kept on the books and off them again within the quarter, so that nothing is open at its end; 3 in
/// consultation; 4 % sent back by the review; 3 % not called back, 2 % never reached, 2 % withdrawn; 4 % reworked once or
/// more, one escalated, two ratings found unjustified; 3 % urged on by their requesters; 10 orders of supervision, three of
/// them by the deadline; 4 left out of the satisfaction rate and one out of the on-time rate (98.0 %); one reopened.
/// Satisfaction is 916.4 of V = 938, 97.7 % as it was read out.
/// </remarks>
public sealed class SamplePlan
{
    public const int CaseCount = 1033;
    private const ulong Seed = 20250701;
    private const int EnterpriseCases = 207;

    // Of the 1033: 453 answered on the line, 22 guided elsewhere on the line, and 558 for the desks, of which
    // 24 wait for something that is supplied, 3 are given up, 3 turn out void, 21 are merged for good, and 2 each end
    // with guidance or an answer when their unit has given them back. 982 are closed: 455 answered, 527 handled.
    private const int AnsweredOnTheLine = 453;
    private const int GuidedOnTheLine = 22;
    private const int MergedAtIntake = 12;
    private const int MergedLater = 10;
    private const int LinkedAtIntake = 4;
    private const int LinkedLater = 3;
    private const double Joins = 0.3;
    private const int PhonePraises = 13;
    private const int Banners = 3;

    private static readonly DateOnly First = new(2025, 7, 1);
    private static readonly DateOnly Last = new(2025, 9, 30);

    /// <summary>From then on a unit could no longer finish; what comes in is answered on the line.</summary>
    private static readonly DateTime LastDispatch = new(2025, 9, 29, 11, 0, 0);

    /// <summary>Cases that take long for a reason come in before.</summary>
    private static readonly DateTime LastTrouble = new(2025, 9, 6, 0, 0, 0);

    /// <summary>What is kept on the books comes in before, to be off them and closed within the quarter.</summary>
    private static readonly DateTime LastBooked = new(2025, 7, 26, 0, 0, 0);

    private static readonly double[] CitizenHours = [2, 1, 1, 1, 1, 2, 5, 14, 52, 88, 112, 70, 34, 52, 106, 92, 74, 54, 30, 24, 19, 13, 7, 4];
    private static readonly double[] EnterpriseHours = [0, 0, 0, 0, 0, 0, 0, 1, 14, 80, 104, 52, 6, 40, 98, 82, 66, 26, 6, 3, 1, 0, 0, 0];

    /// <summary>How often a subject comes up: by first-level category, shared among its matters.</summary>
    private static readonly Dictionary<string, double> Subjects = new()
    {
        ["C01"] = 9, ["C02"] = 8, ["C03"] = 14, ["C04"] = 15, ["C05"] = 9, ["C06"] = 9, ["C07"] = 9, ["C08"] = 12, ["C09"] = 8, ["C10"] = 6,
        ["C11"] = 5, ["C12"] = 9, ["C13"] = 5, ["C14"] = 11, ["C15"] = 2, ["C16"] = 4, ["C17"] = 2, ["C99"] = 1,
        ["E01"] = 12, ["E02"] = 7, ["E03"] = 9, ["E04"] = 10, ["E05"] = 11, ["E06"] = 9, ["E07"] = 11, ["E08"] = 5, ["E09"] = 3, ["E10"] = 6,
        ["E11"] = 9, ["E12"] = 9, ["E13"] = 4, ["E99"] = 4,
    };

    /// <summary>What comes up less often than its neighbours: nobody heats in summer.</summary>
    private static readonly Dictionary<string, double> Seldom = new() { ["C0404"] = 0.25, ["C0407"] = 0.5 };

    private static readonly HashSet<string> MayBeUrgent =
        ["C0104", "C0302", "C0401", "C0402", "C0403", "C0405", "C0701", "C0801", "C1201", "C1202", "C1203", "E0502", "E0601", "E0602", "E0802"];

    private static readonly HashSet<string> MayBeCritical = ["C0302", "C0403", "C0405", "C1201", "C1202"];

    private static readonly HashSet<string> MayBeComplex =
        ["C0107", "C0204", "C0205", "C0206", "C0304", "C0305", "C0306", "C0505", "C0803", "C1304", "E0202", "E0205", "E0301", "E0303", "E0404", "E0406", "E0503", "E0505", "E0603", "E1304"];

    private readonly SplitMix64 _random = new(Seed);
    private readonly SampleCorpus _corpus;
    private readonly SampleWords _words = SampleWords.Shipped();
    private readonly HotlineZone _zone;
    private readonly SampleShifts _shifts;
    private readonly SamplePeople _people;

    /// <summary>Cases in which nothing is out of the ordinary, and which none has joined.</summary>
    private readonly List<PlannedCase> _joinable = [];

    private SamplePlan(HotlineZone zone, SampleCorpus corpus)
    {
        _zone = zone;
        _corpus = corpus;
        _shifts = new SampleShifts(zone.Calendar);
        _people = new SamplePeople(zone, corpus, _random.Fork());
        Begin = _shifts.At(First, 0);
        End = _shifts.At(Last.AddDays(1), 0);
        Cases = PlanCases();
        Praises = PlanPraises();
    }

    /// <summary>How far the simulated clock moves at once. Lights turn at the end of each stretch, so no step falls on one.</summary>
    public static TimeSpan Stretch { get; } = TimeSpan.FromMinutes(30);

    /// <summary>The quarter the sample fills.</summary>
    public static Period Quarter { get; } = Period.TryParse("2025Q3", out var quarter) ? quarter : throw new FormatException();

    public DateTimeOffset Begin { get; }

    /// <summary>The first instant after it.</summary>
    public DateTimeOffset End { get; }

    /// <summary>In the order they come in.</summary>
    public IReadOnlyList<PlannedCase> Cases { get; }

    /// <summary>In the order they come in.</summary>
    public IReadOnlyList<PlannedPraise> Praises { get; }

    /// <param name="zone">Decides units, calendar and deadlines; with the shipped configuration the plan is always the same.</param>
    /// <exception cref="InvalidOperationException">The zone's configuration leaves no way to close every case within the quarter.</exception>
    public static SamplePlan Make(HotlineZone zone) => new(zone, SampleCorpus.Shipped());

    private List<PlannedCase> PlanCases()
    {
        var arrivals = PlanArrivals();
        var direct = ChooseDirect(arrivals);
        var onTheLine = new Queue<PlannedAnswer>(DealOnTheLine());
        var guided = DealGuidance(arrivals, direct);
        var courses = DealCourses([.. arrivals.Where((arrival, index) => !direct.Contains(index) && !guided.ContainsKey(arrival))]);
        var bonds = new Queue<PlannedBond>(DealBonds());

        var cases = new List<PlannedCase>(arrivals.Count);
        var ofDay = new Dictionary<DateOnly, int>();
        for (var index = 0; index < arrivals.Count; index++)
        {
            var arrival = arrivals[index];
            var day = _zone.Calendar.LocalDay(arrival.At);
            var serial = ofDay[day] = ofDay.GetValueOrDefault(day) + 1;
            var slot = new Slot(
                string.Create(CultureInfo.InvariantCulture, $"sample/2025Q3/{index + 1:D4}"), CaseNumber.Make(day, serial), arrival, _random.Fork());
            var course = courses.GetValueOrDefault(arrival, SampleCourse.Plain);
            cases.Add(direct.Contains(index) ? PlanDirect(slot, onTheLine.Dequeue())
                : guided.TryGetValue(arrival, out var guidance) ? PlanGuided(slot, guidance)
                : course.Arriving is Arriving.GivenUp or Arriving.Void ? PlanUnclear(slot, course)
                : course.IsPlain && arrival.Trouble && bonds.TryPeek(out var bond) && _random.Chance(Joins) && FindMain(slot, bond) is { } main ? PlanJoined(slot, bonds.Dequeue(), main)
                : PlanDispatched(slot, course));
            if (course.IsPlain && cases[^1] is { DispatchAt: not null, Main: null, Intake: { Urgency: Urgency.General, Anonymous: false } })
            {
                _joinable.Add(cases[^1]);
            }
        }

        return bonds.Count == 0 ? cases : throw new InvalidOperationException($"{bonds.Count} cases of the sample found none to join.");
    }

    private sealed record Arrival(DateTimeOffset At, RequesterKind Kind, bool Trouble, bool Bookable, bool Dispatchable, bool Rush);

    /// <summary>A case before anything but its time is known.</summary>
    private sealed record Slot(string Key, string Number, Arrival Arrival, SplitMix64 Random);

    /// <summary>A case that turns out to be the same matter as another.</summary>
    /// <param name="AtIntake">The agent sees it while the caller speaks; else a dispatcher does.</param>
    /// <param name="IsParted">It was another matter after all.</param>
    private sealed record PlannedBond(Bond Bond, bool AtIntake, bool IsParted = false);

    private List<Arrival> PlanArrivals()
    {
        var days = Enumerable.Range(0, Last.DayNumber - First.DayNumber + 1).Select(First.AddDays).ToList();
        var taken = new HashSet<DateTimeOffset>();
        var arrivals = new List<Arrival>();
        for (var index = 0; index < CaseCount; index++)
        {
            var kind = index < EnterpriseCases ? RequesterKind.Enterprise : RequesterKind.Citizen;
            var dayOff = kind == RequesterKind.Enterprise ? 0.08 : 0.42;
            var weights = days.Select(day => _zone.Calendar.IsWorkingDay(day) ? day.DayOfWeek == DayOfWeek.Monday ? 1.2 : 1.0 : dayOff).ToList();
            DateTimeOffset at;
            do
            {
                var hour = _random.Weighed(kind == RequesterKind.Enterprise ? EnterpriseHours : CitizenHours);
                at = _shifts.At(days[_random.Weighed(weights)], hour) + TimeSpan.FromSeconds(5 + _random.Below(3585));
            }
            while (!taken.Add(at) || at.Ticks % Stretch.Ticks == 0 || at > _shifts.At(Last, 20.6));
            var local = _zone.Calendar.ToLocal(at).DateTime;
            arrivals.Add(new Arrival(at, kind, local < LastTrouble, local < LastBooked, local < LastDispatch, local.Date >= new DateTime(2025, 9, 23)));
        }

        return [.. arrivals.OrderBy(arrival => arrival.At)];
    }

    private HashSet<int> ChooseDirect(List<Arrival> arrivals) =>
    [
        .. arrivals
            .Select((arrival, index) => (
                Index: index,
                Score: !arrival.Dispatchable ? 2 : Math.Pow(_random.Fraction(), 1 / (arrival.Rush ? 1.6 : 1.0))))
            .OrderByDescending(scored => scored.Score)
            .Take(AnsweredOnTheLine)
            .Select(scored => scored.Index),
    ];

    private List<PlannedAnswer> DealOnTheLine()
    {
        var cards = new List<PlannedAnswer>();
        Deal(cards, 447, new(Resolution.Solved, Satisfaction.Satisfied));
        Deal(cards, 3, new(Resolution.Solved, Satisfaction.BasicallySatisfied));
        Deal(cards, 1, new(Resolution.Unsolved, Satisfaction.Satisfied));
        Deal(cards, 2, new(Resolution.Unsolved, Satisfaction.Dissatisfied));
        _random.Shuffle(cards);
        return cards;
    }

    private Dictionary<Arrival, SampleWords.Guided> DealGuidance(List<Arrival> arrivals, HashSet<int> direct)
    {
        var enterprise = _words.GuidedMatters.Where(matter => matter.Category[0] == 'E').ToList();
        var citizens = _words.GuidedMatters.Except(enterprise).ToList();
        var open = arrivals.Where((_, index) => !direct.Contains(index)).ToList();
        _random.Shuffle(open);
        return open.Where(arrival => arrival.Kind == RequesterKind.Citizen).Take(GuidedOnTheLine - 2)
            .Select((arrival, index) => (arrival, Matter: index < _words.Emergencies.Count ? ToldOf(_words.Emergencies[index]) : citizens[index % citizens.Count]))
            .Concat(open.Where(arrival => arrival.Kind == RequesterKind.Enterprise).Take(2).Select(arrival => (arrival, Matter: enterprise[0])))
            .ToDictionary(pair => pair.arrival, pair => pair.Matter);
    }

    private static SampleWords.Guided ToldOf(SampleWords.Emergency emergency) =>
        new(GuideReason.Emergency, emergency.Category, emergency.Type, emergency.Title, emergency.Content);

    private List<PlannedBond> DealBonds()
    {
        var cards = new List<PlannedBond>();
        Deal(cards, MergedAtIntake - 1, new(Bond.Merged, AtIntake: true));
        Deal(cards, 1, new(Bond.Merged, AtIntake: true, IsParted: true));
        Deal(cards, MergedLater, new(Bond.Merged, AtIntake: false));
        Deal(cards, LinkedAtIntake - 1, new(Bond.Linked, AtIntake: true));
        Deal(cards, 1, new(Bond.Linked, AtIntake: true, IsParted: true));
        Deal(cards, LinkedLater, new(Bond.Linked, AtIntake: false));
        _random.Shuffle(cards);
        return cards;
    }

    // What is dealt here makes, with the cards of DealOnTheLine and the two that are answered when given back: V = 938 valid
    // call-backs (982 closed, less 16 waived, 11 unreached, 10 withdrawn, 3 unrated and 4 excluded), of which 902 satisfied,
    // 16 basically satisfied and 20 not: (902 + 0.9 × 16) / 938 = 916.4 / 938 = 97.697 %, printed 97.7 %.
    private Dictionary<Arrival, SampleCourse> DealCourses(List<Arrival> open)
    {
        var cards = new List<SampleCourse>();
        void Answered(int count, params PlannedAnswer[] answers) => Deal(cards, count, new SampleCourse { Answers = answers });
        void Excluded(int count, PlannedAnswer answer, RequestKind kind, RequestReason reason, bool isGranted) => Deal(cards, count, new SampleCourse
        {
            Answers = [answer],
            Exclusion = new PlannedExclusion(kind, reason, kind == RequestKind.Appeal ? Metric.Satisfaction : null, isGranted),
        });
        PlannedAnswer Said(Resolution resolution, Satisfaction satisfaction, bool contacted = true) => new(resolution, satisfaction, contacted);
        PlannedAnswer Closed(Resolution resolution, Satisfaction satisfaction) => new(resolution, satisfaction, true, CallbackOutcome.Close);
        PlannedAnswer good = Said(Resolution.Solved, Satisfaction.Satisfied), fair = Said(Resolution.Solved, Satisfaction.BasicallySatisfied);
        var bad = Said(Resolution.Unsolved, Satisfaction.Dissatisfied);

        // 6 satisfied, not all of it solved.
        Answered(2, Closed(Resolution.PartlySolved, Satisfaction.Satisfied));
        Answered(2, Closed(Resolution.Unsolved, Satisfaction.Satisfied));
        Answered(2, Said(Resolution.PartlySolved, Satisfaction.Satisfied), good);

        // 13 basically satisfied.
        Answered(6, fair);
        Answered(1, Closed(Resolution.Unsolved, Satisfaction.BasicallySatisfied));
        Answered(1, Closed(Resolution.PartlySolved, Satisfaction.BasicallySatisfied));
        Answered(3, Said(Resolution.PartlySolved, Satisfaction.BasicallySatisfied), good);
        Answered(1, Said(Resolution.PartlySolved, Satisfaction.BasicallySatisfied, contacted: false), good);
        Answered(1, Said(Resolution.Unsolved, Satisfaction.BasicallySatisfied), good);

        // 18 dissatisfied; the one with four rounds is escalated, one is not justified, two ask in vain to be left out.
        Answered(4, bad, good);
        Answered(1, bad with { Contacted = false }, good);
        Answered(2, bad, fair);
        Answered(1, bad, Closed(Resolution.Unsolved, Satisfaction.Dissatisfied));
        Answered(1, bad, Said(Resolution.PartlySolved, Satisfaction.Dissatisfied), bad, good);
        Answered(3, Said(Resolution.PartlySolved, Satisfaction.Dissatisfied), good);
        Answered(1, Said(Resolution.Solved, Satisfaction.Dissatisfied), good);
        Answered(1, Said(Resolution.Solved, Satisfaction.Dissatisfied, contacted: false), good);
        Answered(1, bad with { Justified = false });
        Answered(1, Closed(Resolution.Solved, Satisfaction.Dissatisfied));
        Excluded(1, Closed(Resolution.Unsolved, Satisfaction.Dissatisfied), RequestKind.Unreasonable, RequestReason.BeyondPolicy, isGranted: false);
        Excluded(1, Closed(Resolution.Unsolved, Satisfaction.Dissatisfied), RequestKind.Appeal, RequestReason.WronglyDispatched, isGranted: false);

        // 4 that were dissatisfied and do not count.
        Excluded(1, bad with { Justified = false }, RequestKind.Unreasonable, RequestReason.RepeatedAfterExplanation, isGranted: true);
        Excluded(1, Closed(Resolution.Unsolved, Satisfaction.Dissatisfied), RequestKind.Unreasonable, RequestReason.BeyondPolicy, isGranted: true);
        Excluded(1, Closed(Resolution.Unsolved, Satisfaction.Dissatisfied), RequestKind.Unreasonable, RequestReason.NoFacts, isGranted: true);
        Excluded(1, Closed(Resolution.Unsolved, Satisfaction.Dissatisfied), RequestKind.Appeal, RequestReason.LegalProceedings, isGranted: true);

        // 40 that are closed without a rating.
        foreach (var (count, reason) in new[]
        {
            (4, WaiveReason.AnonymousWithoutNumber), (5, WaiveReason.NoReplyWanted), (4, WaiveReason.CallbackDeclined), (3, WaiveReason.ConsultationAnswered),
        })
        {
            Deal(cards, count, new SampleCourse { Ending = Ending.Waived, Waived = reason });
        }

        Deal(cards, 11, new SampleCourse { Ending = Ending.Unreached });
        Deal(cards, 10, new SampleCourse { Ending = Ending.Withdrawn });
        Answered(3, new PlannedAnswer(Resolution.Solved, null));

        // 9 late replies, one of them forgiven; 14 late in something else.
        Deal(cards, 3, new SampleCourse { Slips = Slips.RepliesLate });
        Deal(cards, 2, new SampleCourse { Slips = Slips.RepliesLate | Slips.ContactsLate });
        Deal(cards, 3, new SampleCourse { Slips = Slips.RepliesTooLate });
        Deal(cards, 1, new SampleCourse
        {
            Slips = Slips.RepliesLate,
            Exclusion = new PlannedExclusion(RequestKind.Appeal, RequestReason.ForceMajeure, Metric.OnTime, true),
        });
        Deal(cards, 5, new SampleCourse { Slips = Slips.ContactsLate });
        Deal(cards, 2, new SampleCourse { Slips = Slips.SignsLate | Slips.ContactsLate });
        Deal(cards, 7, new SampleCourse { Slips = Slips.SignsLate });

        foreach (var (count, episode) in new[]
        {
            (6, Episode.Returned), (2, Episode.ReturnedTwice), (1, Episode.ReturnedThrice), (1, Episode.ReturnEscalated), (2, Episode.ReturnAgreed),
            (3, Episode.ReturnRefused), (1, Episode.ReturnRetracted), (2, Episode.ReturnedForInformation), (2, Episode.ReturnedToConsult),
            (2, Episode.ReturnedToGuide), (2, Episode.ReturnedToAnswer), (2, Episode.Redispatched), (1, Episode.Recalled), (2, Episode.Reclassified),
            (20, Episode.Extended), (1, Episode.ExtendedTwice), (3, Episode.ExtensionRefused), (1, Episode.BookRefused),
            (3, Episode.Supported), (1, Episode.SupportRefused), (2, Episode.SupportAdded),
        })
        {
            Deal(cards, count, new SampleCourse { Episode = episode });
        }

        Deal(cards, 19, new SampleCourse { ReviewReturns = 1 });
        Deal(cards, 2, new SampleCourse { ReviewReturns = 2 });
        Deal(cards, 10, new SampleCourse { Reminders = 1 });
        Deal(cards, 4, new SampleCourse { Reminders = 2 });
        Deal(cards, 1, new SampleCourse { Reminders = 4, Ordered = Ordered.Reminded });
        Deal(cards, 2, new SampleCourse { Ordered = Ordered.Reported });
        Deal(cards, 1, new SampleCourse { Ordered = Ordered.SentBack });
        Deal(cards, 1, new SampleCourse { Ordered = Ordered.Released });
        Deal(cards, 1, new SampleCourse { Ordered = Ordered.Instructed });
        Deal(cards, 1, new SampleCourse { IsReopened = true });
        Deal(cards, 2, new SampleCourse { IsHandedOver = true });
        Deal(cards, 24, new SampleCourse { Arriving = Arriving.Asked });
        Deal(cards, 3, new SampleCourse { Arriving = Arriving.GivenUp });
        Deal(cards, 3, new SampleCourse { Arriving = Arriving.Void });

        var booked = new List<SampleCourse>();
        Deal(booked, 3, new SampleCourse { Episode = Episode.OnBook });
        Deal(booked, 1, new SampleCourse { Episode = Episode.OnBookUntilTarget });
        var dealt = Scatter(booked, open.Where(arrival => arrival.Bookable));
        foreach (var (arrival, course) in Scatter(cards, open.Where(arrival => arrival.Trouble && !dealt.ContainsKey(arrival))))
        {
            dealt.Add(arrival, course);
        }

        return dealt;
    }

    private static void Deal<T>(List<T> cards, int count, T card) => cards.AddRange(Enumerable.Repeat(card, count));

    private Dictionary<Arrival, T> Scatter<T>(List<T> cards, IEnumerable<Arrival> among)
    {
        var open = among.ToList();
        _random.Shuffle(open);
        return open.Count >= cards.Count
            ? cards.Zip(open).ToDictionary(pair => pair.Second, pair => pair.First)
            : throw new InvalidOperationException($"{cards.Count} out of the ordinary do not fit among {open.Count} cases of the sample.");
    }

    private PlannedCase PlanDirect(Slot slot, PlannedAnswer said)
    {
        var (arrival, random) = (slot.Arrival, slot.Random);
        var matter = random.Pick(_people.Questions(arrival.Kind));
        var (intake, actor) = _people.Describe(arrival.At, arrival.Kind, matter, random, direct: true, out var text);
        return new PlannedCase(
            slot.Key,
            slot.Number,
            arrival.At,
            actor,
            intake with
            {
                Urgency = Urgency.General,
                Answer = new RegisterCase.OnTheLine
                {
                    Text = matter.Answers[Math.Min(text, matter.Answers.Count - 1)],
                    Article = "K" + matter.Category,
                    Resolution = said.Resolution,
                    Satisfaction = said.Satisfaction,
                },
            },
            null,
            null,
            []);
    }

    private PlannedCase PlanGuided(Slot slot, SampleWords.Guided matter)
    {
        var (intake, actor) = Describe(slot, matter.Category, matter.Type, matter.Title, matter.Content);
        return new PlannedCase(
            slot.Key,
            slot.Number,
            slot.Arrival.At,
            actor,
            intake with
            {
                Urgency = matter.Reason == GuideReason.Emergency ? Urgency.Critical : Urgency.General,
                Guide = new GuideCase.Guidance { Reason = matter.Reason },
                HandOver = matter.Reason == GuideReason.Emergency
                    ? new HandOver { Service = _words.Emergencies.First(emergency => emergency.Title == matter.Title).Service }
                    : null,
            },
            null,
            null,
            []);
    }

    /// <summary>An intake by phone in the words that are given.</summary>
    private (RegisterCase.Command Intake, Actor Actor) Describe(Slot slot, string category, CaseType type, string title, string content)
    {
        var arrival = slot.Arrival;
        var (intake, actor) = _people.Describe(arrival.At, arrival.Kind, slot.Random.Pick(_people.Questions(arrival.Kind)), slot.Random, direct: true, out _);
        return (intake with
        {
            Channel = Channel.Phone,
            Category = category,
            Type = type,
            Title = title,
            Content = content,
            Urgency = Urgency.General,
        }, actor with { Roles = [Role.Agent] });
    }

    /// <summary>Something is missing, and it stays so: given up after two requests and three working days, or found void.</summary>
    private PlannedCase PlanUnclear(Slot slot, SampleCourse course)
    {
        var random = slot.Random;
        var (intake, actor) = Describe(
            slot, slot.Arrival.Kind == RequesterKind.Enterprise ? "E9901" : "C9901", CaseType.Help, _words.VoidTitle, _words.VoidContent);
        intake = intake with { Ask = new AskForInformation.Command { Missing = [MissingFact.Demand], Text = _words.AskTexts[1] } };
        List<PlannedStep> steps = [];
        if (course.Arriving == Arriving.Void)
        {
            var reason = random.Pick(Enum.GetValues<VoidReason>());
            steps.Add(new PlannedStep<VoidCase, VoidCase.Command>(
                _shifts.Advance(slot.Arrival.At, random.Minutes(10, 120), Shift.Review),
                SampleStaff.ShiftLeader,
                new() { Reason = reason, Note = random.Pick(_words.VoidNotes[reason]) }));
        }
        else
        {
            steps.Add(new PlannedStep<AskForInformation, AskForInformation.Command>(
                _shifts.Advance(slot.Arrival.At.AddDays(1), random.Minutes(30, 300), Shift.Review),
                SampleStaff.Agent(random),
                new() { Missing = [MissingFact.Demand], Text = random.Pick(_words.AskAgainTexts) }));
            steps.Add(new PlannedStep<GuideCase, GuideCase.Command>(
                _shifts.Advance(_zone.Calendar.Due(slot.Arrival.At, _zone.Profile.Common.Supplement).At, random.Minutes(20, 240), Shift.Review),
                SampleStaff.Dispatcher(random),
                new() { Reason = GuideReason.NotSupplemented }));
        }

        return new PlannedCase(slot.Key, slot.Number, slot.Arrival.At, actor, intake, null, null, SampleHandling.InOrder(steps));
    }

    private PlannedCase PlanDispatched(Slot slot, SampleCourse course)
    {
        var (arrival, random) = (slot.Arrival, slot.Random);
        var matter = ChooseMatter(arrival.Kind, random, course);
        var (intake, actor) = _people.Describe(arrival.At, arrival.Kind, matter, random, direct: false, out var text);
        var urgency = ChooseUrgency(matter.Category, course, random);
        intake = AsFits(course, intake) with { Urgency = urgency };
        List<PlannedStep> before = [];
        var complete = arrival.At;
        if (course.Arriving == Arriving.Asked)
        {
            var missing = random.Below(_words.AskTexts.Count);
            var facts = new[] { MissingFact.Place, MissingFact.Accused, MissingFact.Time, MissingFact.Evidence };
            intake = intake with { Ask = new AskForInformation.Command { Missing = [facts[missing]], Text = _words.AskTexts[missing] } };
            complete = _shifts.Advance(arrival.At, random.Minutes(40, 700), Shift.Review);
            before.Add(new PlannedStep<SupplyInformation, SupplyInformation.Command>(
                complete, SampleStaff.Agent(random), new() { Text = _words.Supplies[missing] }));
            before = SampleHandling.InOrder(before);
            complete = before[0].At;
        }

        var dispatchAt = complete + DispatchDelay(complete, urgency, random);
        var units = UnitsOf(intake);
        return new PlannedCase(
            slot.Key, slot.Number, arrival.At, actor, intake, dispatchAt, units[0], [.. before, .. Handle(slot, matter, text, urgency, units, course, dispatchAt)]);
    }

    private IReadOnlyList<string> UnitsOf(RegisterCase.Command intake)
    {
        var route = _zone.Catalogue.Route(intake.Category!, intake.Area, intake.RequesterKind!.Value);
        return [route.Lead!, .. route.Supporters];
    }

    private IReadOnlyList<PlannedStep> Handle(
        Slot slot, SampleCorpus.Matter matter, int text, Urgency urgency, IReadOnlyList<string> units, SampleCourse course, DateTimeOffset dispatchedAt)
    {
        var line = _zone.Profile.LineFor(matter.Type, urgency, slot.Arrival.Kind);
        foreach (var pace in SampleHandling.Paces)
        {
            var steps = new SampleHandling(_shifts, _corpus, _words, matter, text, line, urgency, units, course, slot.Random.Fork())
                .Plan(dispatchedAt, pace);
            if (steps[^1].At < _shifts.At(Last, 20.9))
            {
                return steps;
            }
        }

        throw new InvalidOperationException($"Case {slot.Key} of the sample cannot be closed before the quarter ends.");
    }

    // Who left no number, or wants no reply, said so when asking.
    private static RegisterCase.Command AsFits(SampleCourse course, RegisterCase.Command intake) => course.Waived switch
    {
        WaiveReason.AnonymousWithoutNumber => intake with
        {
            Channel = Channel.Letter,
            Anonymous = true,
            Confidential = false,
            ReplyWanted = false,
            Requester = new Requester(),
        },
        WaiveReason.NoReplyWanted => intake with { ReplyWanted = false },
        _ => intake,
    };

    /// <summary>A case on the same kind of requester's side that a unit has in hand while this one comes in.</summary>
    private PlannedCase? FindMain(Slot slot, PlannedBond bond)
    {
        var at = slot.Arrival.At;
        var until = at + (bond.AtIntake ? TimeSpan.FromMinutes(30) : TimeSpan.FromHours(20));
        return _joinable.FirstOrDefault(main =>
            main.DispatchAt + TimeSpan.FromMinutes(40) < at
            && RepliedAt(main) > until
            && main.Intake.RequesterKind == slot.Arrival.Kind
            && !main.Steps.Any(step => Math.Floor((step.At - Begin) / Stretch) == Math.Floor((at - Begin) / Stretch)));
    }

    private static DateTimeOffset RepliedAt(PlannedCase main) => main.Steps.First(step => step.Said is ReplyToAssignment.Command).At;

    private PlannedCase PlanJoined(Slot slot, PlannedBond bond, PlannedCase main)
    {
        _joinable.Remove(main);
        var (arrival, random) = (slot.Arrival, slot.Random);
        var isMerge = bond.Bond == Bond.Merged;
        var (intake, actor) = Describe(
            slot, main.Intake.Category!, main.Intake.Type!.Value, main.Intake.Title!, (isMerge ? _words.Again : _words.Others) + main.Intake.Content);
        intake = intake with
        {
            Area = main.Intake.Area,
            Place = main.Intake.Place,
            Requester = isMerge ? main.Intake.Requester : intake.Requester,
        };
        var why = random.Pick(isMerge ? _words.MergeReasons : _words.LinkReasons);
        var joinedAt = arrival.At;
        DateTimeOffset? dispatchAt = null;
        List<PlannedStep> steps = [];
        if (bond.AtIntake)
        {
            intake = isMerge ? intake with { MergeInto = main.Number, JoinReason = why } : intake with { LinkTo = main.Number, JoinReason = why };
        }
        else
        {
            dispatchAt = arrival.At + DispatchDelay(arrival.At, Urgency.General, random);
            joinedAt = _shifts.Advance(arrival.At, random.Minutes(15, 100), Shift.Review);
            var who = SampleStaff.Dispatcher(random);
            steps.Add(isMerge
                ? new PlannedStep<MergeCase, MergeCase.Command>(joinedAt, who, new() { Into = main.Number, Reason = why })
                : new PlannedStep<LinkCase, LinkCase.Command>(joinedAt, who, new() { Into = main.Number, Reason = why }));
        }

        var matter = _corpus.Matters.First(known => known.Category == main.Intake.Category && known.Type == main.Intake.Type);
        if (bond.IsParted)
        {
            steps.AddRange(PlanParted(slot, bond, intake, matter, joinedAt));
        }
        else if (!isMerge)
        {
            var reviewed = main.Steps.Last(step => step.Said is ReviewFeedback.Command).At;
            steps.AddRange(new SampleHandling(
                _shifts, _corpus, _words, matter, 0, _zone.Profile.LineFor(matter.Type, Urgency.General, arrival.Kind), Urgency.General, [main.Lead!], SampleCourse.Plain, random.Fork())
                .PlanCallback(reviewed));
        }

        return new PlannedCase(slot.Key, slot.Number, arrival.At, actor, intake, dispatchAt, null, SampleHandling.InOrder(steps)) { Main = main.Number };
    }

    /// <summary>It was another matter after all, and is handled as one.</summary>
    private IEnumerable<PlannedStep> PlanParted(Slot slot, PlannedBond bond, RegisterCase.Command intake, SampleCorpus.Matter matter, DateTimeOffset joinedAt)
    {
        var random = slot.Random;
        var why = random.Pick(_words.PartReasons);
        var partedAt = _shifts.Advance(joinedAt, random.Minutes(12, 25), Shift.Review);
        yield return bond.Bond == Bond.Merged
            ? new PlannedStep<UnmergeCase, UnmergeCase.Command>(partedAt, SampleStaff.ShiftLeader, new() { Reason = why })
            : new PlannedStep<UnlinkCase, UnlinkCase.Command>(partedAt, SampleStaff.ShiftLeader, new() { Reason = why });
        var units = UnitsOf(intake);
        var dispatchAt = partedAt + TimeSpan.FromMinutes(6);
        yield return new PlannedStep<DispatchCase, DispatchCase.Command>(dispatchAt, SampleStaff.Dispatcher(random), new()
        {
            Lead = units[0],
            Supporters = [.. units.Skip(1)],
            Basis = random.Pick(_words.DispatchBases),
        });
        foreach (var step in Handle(slot, matter, 0, Urgency.General, units, SampleCourse.Plain, dispatchAt))
        {
            yield return step;
        }
    }

    private SampleCorpus.Matter ChooseMatter(RequesterKind kind, SplitMix64 random, SampleCourse course)
    {
        var matters = _people.Matters(kind);
        var fitting = course.IsPlain ? matters : [.. matters.Where(matter => Fits(course, matter))];
        var weights = fitting.Select(matter => Subjects[matter.Category[..3]] / matters.Count(other => other.Category[..3] == matter.Category[..3])
            * Seldom.GetValueOrDefault(matter.Category, 1)).ToList();
        return fitting[random.Weighed(weights)];
    }

    // Where nothing else is said one unit has the case, and the limits leave it days: what is told then is about one thing.
    private bool Fits(SampleCourse course, SampleCorpus.Matter matter)
    {
        var isQuestion = matter.Type == CaseType.Consultation;
        return course switch
        {
            { Waived: WaiveReason.ConsultationAnswered } or { Episode: Episode.ReturnedToAnswer } => isQuestion && IsAlone(matter),
            { Waived: WaiveReason.AnonymousWithoutNumber } => matter.Type is CaseType.Complaint or CaseType.Report || matter.Category[0] == 'E',
            { IsHandedOver: true } => matter.Category is "C1201" or "C1202" or "C0403" or "E0802",
            { Episode: Episode.OnBook or Episode.OnBookUntilTarget or Episode.BookRefused } => !isQuestion && IsAlone(matter)
                && !_zone.Profile.Common.NeverOnBook.Any(code => matter.Category.StartsWith(code, StringComparison.Ordinal)),
            { Episode: not Episode.None } or { Slips: not Slips.None } or { Ordered: not Ordered.No } => !isQuestion && IsAlone(matter),
            _ => !isQuestion,
        };
    }

    private bool IsAlone(SampleCorpus.Matter matter) => _zone.Areas.Values.All(area =>
        _zone.Catalogue.Route(matter.Category, area.Code, _zone.Categories[matter.Category].Requester).Supporters.Count == 0);

    private static Urgency ChooseUrgency(string category, SampleCourse course, SplitMix64 random) =>
        course.IsHandedOver ? Urgency.Urgent
        : !course.IsPlain ? Urgency.General
        : MayBeCritical.Contains(category) && random.Chance(0.16) ? Urgency.Critical
        : MayBeUrgent.Contains(category) && random.Chance(0.25) ? Urgency.Urgent
        : MayBeComplex.Contains(category) && random.Chance(0.4) ? Urgency.Complex
        : random.Chance(0.015) ? Urgency.Complex
        : Urgency.General;

    // Within the stretch it came in, so that the lights at its end find it dispatched.
    private static TimeSpan DispatchDelay(DateTimeOffset at, Urgency urgency, SplitMix64 random)
    {
        var delay = urgency switch
        {
            Urgency.Critical => random.Between(8, 35),
            Urgency.Urgent => random.Between(20, 90),
            _ => random.Between(60, 240),
        };
        var left = (Stretch.Ticks - at.Ticks % Stretch.Ticks) / (double)TimeSpan.TicksPerSecond;
        return TimeSpan.FromMilliseconds(Math.Floor(1000 * Math.Min(delay, left / 2)));
    }

    private List<PlannedPraise> PlanPraises()
    {
        var random = _random.Fork();
        var phone = _corpus.PraiseTexts.ToList();
        random.Shuffle(phone);
        var banners = _corpus.BannerTexts.ToList();
        random.Shuffle(banners);
        var used = new HashSet<string>();
        return
        [
            .. phone.Take(PhonePraises).Select(praise => (Kind: PraiseKind.Phone, Of: RequesterKind.Citizen, Praise: praise))
                .Concat(banners.Take(Banners).Select(praise => (Kind: PraiseKind.Banner, Of: RequesterKind.Enterprise, Praise: praise)))
                .Select(thanks => PlanPraise(thanks.Kind, thanks.Of, thanks.Praise, used, random))
                .OrderBy(praise => praise.At)
                .Select((praise, index) => praise with { Key = string.Create(CultureInfo.InvariantCulture, $"sample/2025Q3/{index + 1:D2}") }),
        ];
    }

    private PlannedPraise PlanPraise(PraiseKind kind, RequesterKind from, SampleCorpus.Praise praise, HashSet<string> used, SplitMix64 random)
    {
        var about = Cases
            .Where(planned => planned.Lead == praise.Unit
                && (planned.Intake.Category == praise.Category || (kind == PraiseKind.Banner && planned.Lead is not null))
                && planned.Intake.RequesterKind == from
                && planned.Steps is [.., { Said: RecordCallback.Command { Satisfaction: Satisfaction.Satisfied, Resolution: Resolution.Solved } }]
                && planned.EndsAt < _shifts.At(new DateOnly(2025, 9, 25), 0)
                && !used.Contains(planned.Number))
            .ToList();
        var closed = about.Count == 0 ? null : random.Pick(about);
        if (closed is not null)
        {
            used.Add(closed.Number);
        }

        var after = closed?.EndsAt ?? _shifts.At(First.AddDays(random.Below(80)), 0);
        var at = _shifts.Advance(after, random.Minutes(60, kind == PraiseKind.Banner ? 2400 : 1500), Shift.Office);
        return new PlannedPraise(
            "",
            at.Ticks % Stretch.Ticks == 0 ? at.AddSeconds(13) : at,
            SampleStaff.Agent(random),
            new RecordPraise.Command
            {
                Kind = kind,
                Unit = praise.Unit,
                RequesterKind = from,
                Case = closed?.Number,
                Text = praise.Text,
            });
    }
}
