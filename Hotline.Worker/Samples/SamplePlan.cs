using System.Globalization;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Praises;
using Hotline.Domain.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Praises;
using Hotline.Zone;

namespace Hotline.Samples;

/// <summary>
/// The invented third quarter of 2025: 1033 cases and 16 thanks, planned step by step. Pure, and the same every time; what
/// must come out exactly is dealt as cards, the rest is drawn.
/// </summary>
public sealed class SamplePlan
{
    public const int CaseCount = 1033;
    private const ulong Seed = 20250701;
    private const int EnterpriseCases = 207;
    private const int AnsweredDirectly = 403;
    private const int LateReplies = 18;
    private const int LateSignatures = 9;
    private const int LateContacts = 8;
    private const int PhonePraises = 13;
    private const int Banners = 3;

    private static readonly DateOnly First = new(2025, 7, 1);
    private static readonly DateOnly Last = new(2025, 9, 30);

    /// <summary>From then on a unit could no longer finish; what comes in is answered on the line.</summary>
    private static readonly DateTime LastDispatch = new(2025, 9, 29, 11, 0, 0);

    /// <summary>Cases that take long for a reason come in before.</summary>
    private static readonly DateTime LastTrouble = new(2025, 9, 6, 0, 0, 0);

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
    private readonly HotlineZone _zone;
    private readonly SampleShifts _shifts;
    private readonly SamplePeople _people;

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
        var dispatched = arrivals.Where((_, index) => !direct.Contains(index)).ToList();
        var answers = DealAnswers(dispatched);
        var slips = DealSlips(dispatched);

        var cases = new List<PlannedCase>(arrivals.Count);
        var ofDay = new Dictionary<DateOnly, int>();
        for (var index = 0; index < arrivals.Count; index++)
        {
            var arrival = arrivals[index];
            var day = _zone.Calendar.LocalDay(arrival.At);
            var serial = ofDay[day] = ofDay.GetValueOrDefault(day) + 1;
            var number = CaseNumber.Make(day, serial);
            var key = string.Create(CultureInfo.InvariantCulture, $"sample/2025Q3/{index + 1:D4}");
            var random = _random.Fork();
            cases.Add(direct.Contains(index)
                ? PlanDirect(key, number, arrival, onTheLine.Dequeue(), random)
                : PlanDispatched(
                    key, number, arrival, answers.GetValueOrDefault(arrival, Content), slips.GetValueOrDefault(arrival), random));
        }

        return cases;
    }

    private sealed record Arrival(DateTimeOffset At, RequesterKind Kind, bool Trouble, bool Dispatchable, bool Rush);

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
            arrivals.Add(new Arrival(at, kind, local < LastTrouble, local < LastDispatch, local.Date >= new DateTime(2025, 9, 23)));
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
            .Take(AnsweredDirectly)
            .Select(scored => scored.Index),
    ];

    private static readonly IReadOnlyList<PlannedAnswer> Content = [new(Resolution.Solved, Satisfaction.Satisfied)];

    private List<PlannedAnswer> DealOnTheLine()
    {
        var cards = new List<PlannedAnswer>();
        Deal(cards, 398, new(Resolution.Solved, Satisfaction.Satisfied));
        Deal(cards, 2, new(Resolution.Solved, Satisfaction.BasicallySatisfied));
        Deal(cards, 1, new(Resolution.Unsolved, Satisfaction.Satisfied));
        Deal(cards, 2, new(Resolution.Unsolved, Satisfaction.Dissatisfied));
        _random.Shuffle(cards);
        return cards;
    }

    // With the cards of DealOnTheLine: 1000 satisfied, 10 basically satisfied, 23 not; 1002 solved, 12 partly, 19 not.
    private Dictionary<Arrival, IReadOnlyList<PlannedAnswer>> DealAnswers(List<Arrival> dispatched)
    {
        PlannedAnswer good = Content[0], fair = new(Resolution.Solved, Satisfaction.BasicallySatisfied);
        PlannedAnswer Said(Resolution resolution, Satisfaction satisfaction, bool contacted = true) => new(resolution, satisfaction, contacted);
        PlannedAnswer Closed(Resolution resolution, Satisfaction satisfaction) => new(resolution, satisfaction, true, CallbackOutcome.Close);

        var cards = new List<IReadOnlyList<PlannedAnswer>>();
        Deal(cards, 2, [fair]);
        Deal(cards, 2, [Closed(Resolution.PartlySolved, Satisfaction.Satisfied)]);
        Deal(cards, 2, [Closed(Resolution.Unsolved, Satisfaction.Satisfied)]);
        Deal(cards, 1, [Closed(Resolution.Unsolved, Satisfaction.BasicallySatisfied)]);
        Deal(cards, 1, [Closed(Resolution.Unsolved, Satisfaction.Dissatisfied)]);
        Deal(cards, 2, [Said(Resolution.PartlySolved, Satisfaction.Satisfied), good]);
        Deal(cards, 3, [Said(Resolution.PartlySolved, Satisfaction.BasicallySatisfied), good]);
        Deal(cards, 1, [Said(Resolution.PartlySolved, Satisfaction.BasicallySatisfied, contacted: false), good]);
        Deal(cards, 1, [Said(Resolution.Unsolved, Satisfaction.BasicallySatisfied), good]);
        Deal(cards, 5, [Said(Resolution.Unsolved, Satisfaction.Dissatisfied), good]);
        Deal(cards, 2, [Said(Resolution.Unsolved, Satisfaction.Dissatisfied), fair]);
        Deal(cards, 2, [Said(Resolution.Unsolved, Satisfaction.Dissatisfied, contacted: false), good]);
        Deal(cards, 1, [Said(Resolution.Unsolved, Satisfaction.Dissatisfied), Closed(Resolution.Unsolved, Satisfaction.Dissatisfied)]);
        Deal(cards, 1, [Said(Resolution.Unsolved, Satisfaction.Dissatisfied), Said(Resolution.PartlySolved, Satisfaction.Dissatisfied), good]);
        Deal(cards, 3, [Said(Resolution.PartlySolved, Satisfaction.Dissatisfied), good]);
        Deal(cards, 1, [Said(Resolution.PartlySolved, Satisfaction.Dissatisfied), fair]);
        Deal(cards, 4, [Said(Resolution.Solved, Satisfaction.Dissatisfied), good]);
        Deal(cards, 1, [Said(Resolution.Solved, Satisfaction.Dissatisfied, contacted: false), good]);
        return Scatter(cards, dispatched);
    }

    private Dictionary<Arrival, Slips> DealSlips(List<Arrival> dispatched)
    {
        var cards = new List<Slips>();
        Deal(cards, LateReplies - 3, Slips.RepliesLate);
        Deal(cards, 3, Slips.RepliesLate | Slips.ContactsLate);
        Deal(cards, LateContacts - 5, Slips.ContactsLate);
        Deal(cards, 2, Slips.SignsLate | Slips.ContactsLate);
        Deal(cards, LateSignatures - 2, Slips.SignsLate);
        return Scatter(cards, dispatched);
    }

    private static void Deal<T>(List<T> cards, int count, T card) => cards.AddRange(Enumerable.Repeat(card, count));

    private Dictionary<Arrival, T> Scatter<T>(List<T> cards, List<Arrival> dispatched)
    {
        var open = dispatched.Where(arrival => arrival.Trouble).ToList();
        _random.Shuffle(open);
        return cards.Zip(open).ToDictionary(pair => pair.Second, pair => pair.First);
    }

    private PlannedCase PlanDirect(string key, string number, Arrival arrival, PlannedAnswer said, SplitMix64 random)
    {
        var matter = ChooseMatter(arrival.Kind, random, direct: true);
        var (intake, actor) = _people.Describe(arrival.At, arrival.Kind, matter, random, direct: true, out var text);
        return new PlannedCase(
            key,
            number,
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

    private PlannedCase PlanDispatched(
        string key, string number, Arrival arrival, IReadOnlyList<PlannedAnswer> answers, Slips slips, SplitMix64 random)
    {
        var matter = ChooseMatter(arrival.Kind, random, direct: false);
        var (intake, actor) = _people.Describe(arrival.At, arrival.Kind, matter, random, direct: false, out var text);
        var urgency = ChooseUrgency(matter.Category, slips, random);
        intake = intake with { Urgency = urgency };
        var route = _zone.Catalogue.Route(matter.Category, intake.Area, arrival.Kind);
        var dispatchAt = arrival.At + DispatchDelay(arrival.At, urgency, random);
        var line = _zone.Profile.LineFor(Case.Fold([
            new CaseRegistered
            {
                Number = number,
                At = arrival.At,
                Channel = intake.Channel!.Value,
                RequesterKind = arrival.Kind,
                Type = matter.Type,
                Category = matter.Category,
                Urgency = urgency,
                ReceivedAt = arrival.At,
                ProfileVersion = _zone.Profile.Version,
                CalendarVersion = _zone.Calendar.Version,
            }]));
        foreach (var pace in SampleHandling.Paces)
        {
            var steps = new SampleHandling(_shifts, _corpus, matter, text, line, urgency, [route.Lead!, .. route.Supporters], random.Fork())
                .Plan(dispatchAt, answers, slips, pace);
            if (steps[^1].At < _shifts.At(Last, 20.9))
            {
                return new PlannedCase(key, number, arrival.At, actor, intake, dispatchAt, route.Lead, steps);
            }
        }

        throw new InvalidOperationException($"Case {key} of the sample cannot be closed before the quarter ends.");
    }

    private SampleCorpus.Matter ChooseMatter(RequesterKind kind, SplitMix64 random, bool direct)
    {
        if (direct)
        {
            return random.Pick(_people.Questions(kind));
        }

        var matters = _people.Matters(kind);
        var weights = matters.Select(matter => Subjects[matter.Category[..3]] / matters.Count(other => other.Category[..3] == matter.Category[..3])
            * Seldom.GetValueOrDefault(matter.Category, 1)).ToList();
        return matters[random.Weighed(weights)];
    }

    private static Urgency ChooseUrgency(string category, Slips slips, SplitMix64 random) =>
        slips != Slips.None ? Urgency.General
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
                && planned.Steps[^1] is PlannedStep.Callback { Command: { Satisfaction: Satisfaction.Satisfied, Resolution: Resolution.Solved } }
                && planned.ClosesAt < _shifts.At(new DateOnly(2025, 9, 25), 0)
                && !used.Contains(planned.Number))
            .ToList();
        var closed = about.Count == 0 ? null : random.Pick(about);
        if (closed is not null)
        {
            used.Add(closed.Number);
        }

        var after = closed?.ClosesAt ?? _shifts.At(First.AddDays(random.Below(80)), 0);
        var at = _shifts.Advance(after, random.Minutes(60, kind == PraiseKind.Banner ? 2400 : 1500), Shift.Office);
        return new PlannedPraise(
            "",
            at.Ticks % Stretch.Ticks == 0 ? at.AddSeconds(13) : at,
            new Actor(string.Create(CultureInfo.InvariantCulture, $"agent-{1 + random.Below(8):D2}")),
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
