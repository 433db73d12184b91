using System.Collections.Immutable;
using Hotline.Contracts.Cases;
using Hotline.Domain;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Domain.Dispatch;
using Hotline.Samples;

namespace Hotline.Tests.Support;

/// <summary>A step that somebody asks for: sensible, senseless, or by the wrong person.</summary>
/// <param name="Step">Its row in the table; <c>null</c> for what timers and messages do.</param>
/// <param name="Number">The case whose step it is.</param>
/// <param name="Other">The second case of a joint step.</param>
/// <param name="Words">Everything that was drawn, so that a failure can be read.</param>
internal sealed record RandomStep(CaseStep? Step, string Number, string? Other, Actor Actor, string Words)
{
    /// <summary>What the step is asked for by; <c>null</c> for what timers and messages do.</summary>
    public CaseMove? Move { get; init; }

    public int? Assignment { get; init; }

    public int? Request { get; init; }

    public int? Supervision { get; init; }

    public Func<Case, DeadlineBasis, DateTimeOffset, Decision>? Alone { get; init; }

    /// <summary>Both cases, the first one's basis, whether one requester filed both.</summary>
    public Func<Case, Case, DeadlineBasis, bool, (Decision Mine, Decision Theirs)>? Joint { get; init; }

    public override string ToString() =>
        $"{Step?.ToString() ?? "(timer)"} {Number}{(Other is null ? "" : $" & {Other}")} by {Actor.Name}{(Actor.Unit is { } unit ? $"/{unit}" : "")}: {Words}";
}

/// <summary>
/// What a hotline is asked in a day, drawn from a seed: every step of the table, by every kind of person, mostly such as the
/// state of the case allows. The same seed and the same cases give the same steps.
/// </summary>
internal sealed class RandomDuty(SplitMix64 random, DispatchCatalogue catalogue, IReadOnlyList<WorkCalendar> calendars)
{
    public static readonly string[] Categories = ["C0107", "C0101", "C0501", "C0801"];

    private static readonly string[] Units = [Story.Lead, Story.Supporter, "commerce", "finance"];
    private static readonly string[] Extensions = ["1wd", "3wd", "5wd", "9wd", "400wd", "5d", "24h", "60wm", "0wd", "soon"];

    private static readonly CaseStep[] Detours =
    [
        CaseStep.Answer, CaseStep.Ask, CaseStep.Guide, CaseStep.HandOver, CaseStep.Reclassify, CaseStep.Merge, CaseStep.Link, CaseStep.Void,
        CaseStep.Consult, CaseStep.Recall, CaseStep.Redispatch, CaseStep.Claim, CaseStep.Remind, CaseStep.Supervise, CaseStep.Instruct,
        CaseStep.Withdraw, CaseStep.Archive,
    ];

    private static readonly CaseStep[] Steps = [.. Enum.GetValues<CaseStep>().Where(step => step != CaseStep.Register)];

    private static readonly ILookup<CaseStatus, CaseStep> Allowed = CaseLifecycle.Cases.Keys.ToLookup(key => key.From, key => key.Step);

    public SplitMix64 Random => random;

    /// <summary>How far the clock goes on before the next step: not at all, minutes, days, weeks, or a little back.</summary>
    public TimeSpan Pause() => random.Below(20) switch
    {
        < 8 => TimeSpan.Zero,
        < 14 => random.Minutes(1, 90),
        < 17 => random.Minutes(60, 60 * 24),
        17 => random.Minutes(60 * 24, 60 * 24 * 6),
        18 => random.Minutes(60 * 24, random.Chance(0.7) ? 60 * 24 * 8 : 60 * 24 * 45),
        _ => -random.Minutes(0, 10),
    };

    /// <summary>The next thing anybody wants of any of the cases.</summary>
    public RandomStep Next(IReadOnlyList<Case> cases, DateTimeOffset now)
    {
        var @case = random.Pick(cases);
        for (var again = 0; again < 4 && @case.HasEnded; again++)
        {
            @case = random.Pick(cases);
        }

        switch (random.Below(16))
        {
            case 0 or 1:
                return new RandomStep(null, @case.Number, null, Actor.System, "lights") { Alone = TurningLights.Decide };
            case 2:
                return new RandomStep(null, @case.Number, null, Actor.System, "catalogue") { Alone = (now, _, _) => Dispatching.ByCatalogue(now, catalogue) };
            case 3:
                var calendar = random.Chance(0.3) ? random.Pick(calendars) : calendars[^1];
                return new RandomStep(null, @case.Number, null, Actor.System, $"recount by calendar {calendar.Version}")
                {
                    Alone = (now, _, _) => Recounting.Decide(now, calendar),
                };
            default:
                var fitting = Allowed[@case.Status].ToList();
                var step = fitting.Count > 0 && random.Chance(0.85) ? random.Pick(fitting) : random.Pick(Steps);
                // A request that waits is decided before long.
                if (@case.Requests.Any(request => request.IsPending) && random.Chance(0.25))
                {
                    step = random.Pick([CaseStep.Approve, CaseStep.Approve, CaseStep.Refuse, CaseStep.Retract]);
                }

                // What can be asked at any time, or ends a case, would leave little room for the rest of its life.
                for (var again = 0; again < 8 && Detours.Contains(step) && random.Chance(0.9); again++)
                {
                    step = random.Pick<CaseStep>(fitting.Count > 0 ? fitting : Steps);
                }

                return Of(step, @case, cases, now);
        }
    }

    private RandomStep Of(CaseStep step, Case @case, IReadOnlyList<Case> cases, DateTimeOffset now)
    {
        var actor = AnActor(@case, step);
        RandomStep Alone(string words, Func<Case, DeadlineBasis, DateTimeOffset, Decision> decide, int? assignment = null) =>
            new(step, @case.Number, null, actor, words) { Move = step, Alone = decide, Assignment = assignment };
        RandomStep About<TEvent>(TEvent asked, Func<Case, TEvent, DeadlineBasis, DateTimeOffset, Decision> decide, int? assignment = null)
            where TEvent : notnull =>
            Alone(asked.ToString()!, (@case, basis, now) => decide(@case, asked, basis, now), assignment);
        RandomStep Both(string? other, Func<Case, Case, DeadlineBasis, bool, (Decision, Decision)> decide) => new(step, @case.Number, other ?? @case.Number, actor, "")
        {
            Move = step,
            Joint = decide,
        };

        switch (step)
        {
            case CaseStep.Answer:
                return About(
                    new CaseAnswered { Resolution = Maybe<Resolution>(), Satisfaction = Maybe<Satisfaction>() },
                    (@case, asked, _, _) => Answering.Decide(@case, asked, actor));
            case CaseStep.Ask:
                return About(new InformationAsked { Missing = [Any<MissingFact>()] }, (@case, asked, _, _) => Asking.Decide(@case, asked, actor));
            case CaseStep.Supply:
                return Alone("", (@case, _, _) => Asking.Supply(@case));
            case CaseStep.Guide:
                var handed = random.Chance(0.3) ? new EmergencyHandedOver { Service = Any<EmergencyService>(), HandedOverAt = now } : null;
                var reason = random.Chance(0.5) ? GuideReason.NotSupplemented : Any<GuideReason>();
                return About(
                    new CaseGuided { Reason = reason }, (@case, asked, basis, now) => Guiding.Decide(@case, asked, handed, basis, now, actor));
            case CaseStep.HandOver:
                return About(
                    new EmergencyHandedOver { Service = Any<EmergencyService>(), HandedOverAt = now + random.Minutes(-600, 30) },
                    (@case, asked, _, now) => HandingOver.Decide(@case, asked, now));
            case CaseStep.Reclassify:
                return About(
                    new CaseReclassified
                    {
                        Type = random.Chance(0.5) ? @case.Type : Any<CaseType>(),
                        Category = random.Chance(0.5) ? @case.Category : random.Pick(Categories),
                        Urgency = random.Chance(0.5) ? @case.Urgency : Any<Urgency>(),
                    },
                    (@case, asked, basis, now) => Reclassifying.Decide(@case, asked, basis, now, actor));
            case CaseStep.Merge:
                return Both(random.Pick(cases).Number, (mine, theirs, basis, same) => Merging.Merge(mine, theirs, same, basis));
            case CaseStep.Link:
                return Both(random.Pick(cases).Number, (mine, theirs, basis, _) => Merging.Link(mine, theirs, basis));
            case CaseStep.Unmerge:
                return Both(@case.MergedInto ?? random.Pick(cases).Number, (mine, theirs, _, _) => Merging.Unmerge(mine, theirs));
            case CaseStep.Unlink:
                return Both(@case.Follows ?? random.Pick(cases).Number, (mine, theirs, _, _) => Merging.Unlink(mine, theirs));
            case CaseStep.Void:
                return About(new CaseVoided { Reason = Any<VoidReason>() }, (@case, asked, _, _) => Voiding.Decide(@case, asked, actor));
            case CaseStep.Consult:
                var invited = Some(3);
                return Alone(string.Join('+', invited), (@case, _, _) => Consulting.Open(@case, invited, catalogue, actor));
            case CaseStep.Conclude:
                return About(
                    new ConsultationConcluded { Lead = AUnit(), Supporters = Some(1), Designated = random.Chance(0.3) },
                    (@case, asked, _, _) => Consulting.Conclude(@case, asked, catalogue, actor));
            case CaseStep.Dispatch:
                var order = AnOrder(@case, now);
                return About(order, (@case, asked, basis, now) => Dispatching.ByDispatcher(@case, asked, catalogue, basis, now, actor));
            case CaseStep.Redispatch:
                var again = AnOrder(@case, now);
                return About(again, (@case, asked, basis, now) => Dispatching.Again(@case, asked, catalogue, basis, now, actor));
            case CaseStep.Recall:
                return Alone("", (@case, _, _) => Dispatching.Recall(@case));
            case CaseStep.AddSupport:
                var supporter = AUnit();
                return Alone(supporter, (@case, _, _) => Dispatching.AddSupport(@case, supporter, catalogue));
            case CaseStep.Sign:
                var signed = AnAssignment(@case, AssignmentStatus.Pending);
                return Alone($"{signed}", (@case, _, _) => Signing.Decide(@case, signed), signed);
            case CaseStep.Contact:
                var contacted = AnAssignment(@case, AssignmentStatus.Working);
                return About(
                    new RequesterContacted { Assignment = contacted, Means = Any<ContactMeans>(), Reached = random.Chance(0.5) },
                    (@case, asked, _, _) => Contacting.Decide(@case, asked),
                    contacted);
            case CaseStep.Note:
                var noted = AnAssignment(@case, AssignmentStatus.Working);
                return About(new HandlingNoted { Assignment = noted, Public = random.Chance(0.5) }, (@case, asked, _, _) => Noting.Decide(@case, asked), noted);
            case CaseStep.Delegate:
                var delegated = AnAssignment(@case, AssignmentStatus.Working);
                return About(
                    new AssignmentDelegated { Assignment = delegated, DueOn = ADay(now, 3) },
                    (@case, asked, basis, now) => Noting.Delegate(@case, asked, basis, now),
                    delegated);
            case CaseStep.Reply:
                var replying = AnAssignment(@case, AssignmentStatus.Working);
                return About(
                    Story.ReplyOf(replying) with { Resolution = Any<Resolution>(), WithoutSupport = random.Chance(0.4) },
                    (@case, asked, _, _) => Replying.Decide(@case, asked),
                    replying);
            case CaseStep.File:
                var filed = ARequest(@case, now);
                var filer = @case.Assignments.FirstOrDefault(assignment => assignment.Number == filed.Assignment)?.Unit is { } own && random.Chance(0.9)
                    ? new Actor("handler-" + own, own)
                    : actor;
                return About(filed, (@case, asked, basis, now) => Requesting.Decide(@case, asked, catalogue, basis, now, filer), filed.Assignment) with { Actor = filer, Move = new CaseMove(step, filed.Kind) };
            case CaseStep.Approve:
                var approved = APending(@case);
                return Alone($"{approved}", (@case, _, _) => DecidingRequests.Approve(@case, approved, catalogue, actor)) with { Request = approved };
            case CaseStep.Refuse:
                var refused = APending(@case);
                return Alone($"{refused}", (@case, _, _) => DecidingRequests.Refuse(@case, refused, actor)) with { Request = refused };
            case CaseStep.Retract:
                var retracted = APending(@case);
                return Alone($"{retracted}", (@case, _, _) => DecidingRequests.Retract(@case, retracted, actor)) with { Request = retracted };
            case CaseStep.Progress:
                return Alone("", (@case, _, _) => Booking.Report(@case));
            case CaseStep.Reactivate:
                return Alone("", (@case, _, _) => Booking.Reactivate(@case));
            case CaseStep.Review when random.Chance(0.4):
                return About(
                    new ReviewReturned { Defects = [Any<Defect>()], Assignments = random.Chance(0.4) ? [] : [AnAssignment(@case, AssignmentStatus.Replied)] },
                    (@case, asked, _, _) => Reviewing.Return(@case, asked, actor));
            case CaseStep.Review when random.Chance(0.3):
                var hasNumber = random.Chance(0.5);
                return About(new CallbackWaived { Reason = Any<WaiveReason>() }, (@case, asked, _, _) => Reviewing.Waive(@case, asked, hasNumber, actor));
            case CaseStep.Review:
                return Alone("passed", (@case, _, _) => Reviewing.Pass(@case, actor));
            case CaseStep.Claim:
                return Alone("", (@case, _, _) => Claiming.Claim(@case, actor));
            case CaseStep.Release:
                return Alone("", (@case, _, _) => Claiming.Release(@case, actor));
            case CaseStep.Callback:
                var outcome = Maybe<CallbackOutcome>();
                var attempt = random.Chance(0.3)
                    ? new CallbackAttempted { Reached = false }
                    : Story.CallbackOf(Maybe<Resolution>(), Maybe<Satisfaction>(), random.Chance(0.5));
                return About(attempt, (@case, asked, basis, now) => CallingBack.Decide(@case, asked, outcome, basis.Calendar, now, actor));
            case CaseStep.Judge:
                return About(new RatingJudged { Justified = random.Chance(0.7) }, (@case, asked, basis, now) => Judging.Decide(@case, asked, basis, now, actor));
            case CaseStep.Remind:
                var source = Any<ReminderSource>();
                return Alone($"{source}", (@case, basis, now) => Reminding.Decide(@case, source, basis, now));
            case CaseStep.Supervise when random.Chance(0.3):
                var reported = AnOpenOrder(@case);
                var askBack = random.Chance(0.4);
                return Alone($"report {reported} {askBack}", (@case, _, _) => Supervising.Report(@case, reported, askBack, actor)) with
                {
                    Move = new CaseMove(step, Supervision: askBack ? SupervisionMove.AskBack : SupervisionMove.Report),
                    Supervision = reported,
                };
            case CaseStep.Supervise when random.Chance(0.6):
                var settled = AnOpenOrder(@case);
                var end = Any<SupervisionOutcome>();
                return Alone($"settle {settled} {end}", (@case, _, _) => Supervising.Settle(@case, settled, end, actor)) with
                {
                    Move = new CaseMove(step, Supervision: SupervisionMove.Settle),
                    Supervision = settled,
                };
            case CaseStep.Supervise:
            case CaseStep.Instruct:
                var supervised = random.Chance(0.6) ? null : AUnit();
                DateOnly? dueOn = random.Chance(0.5) ? null : ADay(now);
                var origin = step == CaseStep.Instruct ? SupervisionOrigin.Instruction : SupervisionOrigin.Ordered;
                return Alone(
                    $"{supervised} {dueOn}", (@case, basis, now) => Supervising.Issue(@case, supervised, dueOn, origin, catalogue, basis, now)) with
                {
                    Move = step == CaseStep.Instruct ? step : new CaseMove(step, Supervision: SupervisionMove.Issue),
                };
            case CaseStep.Withdraw:
                return Alone("", (@case, _, _) => Withdrawing.Decide(@case));
            case CaseStep.Reopen:
                var lead = random.Chance(0.5) ? null : AUnit();
                return Alone($"{lead}", (@case, basis, now) => Reopening.Decide(@case, lead, catalogue, basis, now, actor));
            case CaseStep.Archive:
                return Alone("", Archiving.Decide);
            case CaseStep.Register:
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, "Nobody knows how to ask for this step.");
        }
    }

    /// <summary>A registration with every kind of requester, urgency and type, received up to half a year before.</summary>
    public CaseRegistered Registration(DateTimeOffset now, int profile, int calendar) => Story.Registration with
    {
        Channel = Any<Channel>(),
        RequesterKind = Any<RequesterKind>(),
        Type = Any<CaseType>(),
        Urgency = random.Chance(0.6) ? Urgency.Complex : Any<Urgency>(),
        Category = random.Pick(Categories),
        Anonymous = random.Chance(0.2),
        ReplyWanted = random.Chance(0.8),
        ReceivedAt = now - random.Minutes(0, random.Chance(0.1) ? 60 * 24 * 180 : 60 * 8),
        ProfileVersion = profile,
        CalendarVersion = calendar,
    };

    // Mostly somebody who may, sometimes somebody with one role only, and units for what units do.
    private Actor AnActor(Case @case, CaseStep step)
    {
        if (step == CaseStep.Archive)
        {
            return Actor.System;
        }

        var ofUnits = step is CaseStep.File or CaseStep.Retract or CaseStep.Supervise || random.Chance(0.1);
        if (ofUnits && random.Chance(0.7))
        {
            var unit = @case.Lead?.Unit is { } lead && random.Chance(0.7) ? lead : random.Pick(Units);
            return new Actor("handler-" + unit, unit);
        }

        return random.Chance(0.75)
            ? new Actor(random.Pick(Persons))
            : new Actor(random.Pick(Persons), random.Chance(0.2) ? random.Pick(Units) : null) { Roles = [Any<Role>()] };
    }

    private static readonly string[] Persons = ["li", "wang", "zhao"];

    private DispatchOrder AnOrder(Case @case, DateTimeOffset now)
    {
        var lead = @case.Conclusion is { } conclusion && random.Chance(0.8) ? conclusion.Lead : AUnit();
        return new DispatchOrder(lead, Some(2), random.Chance(0.2) ? ADay(now, 4) : null, random.Chance(@case.NeedsDesignation ? 0.8 : 0.15));
    }

    private RequestFiled ARequest(Case @case, DateTimeOffset now)
    {
        var kind = random.Chance(0.1) ? Any<RequestKind>()
            : @case.IsClosed ? random.Pick([RequestKind.Unreasonable, RequestKind.Appeal])
            : random.Pick([RequestKind.Return, RequestKind.Extension, RequestKind.OnBook, RequestKind.Support]);
        var status = @case.IsClosed ? AssignmentStatus.Done : random.Chance(0.7) ? AssignmentStatus.Working : AssignmentStatus.Pending;
        return new RequestFiled
        {
            Request = 0,
            Kind = kind,
            Assignment = AnAssignment(@case, status),
            Reason = random.Chance(0.85) ? random.Pick(Requesting.ReasonsOf(kind)) : Any<RequestReason>(),
            Suggested = random.Chance(0.8) ? AUnit() : null,
            By = random.Chance(0.9) ? random.Pick(Extensions) : null,
            TargetOn = random.Chance(0.9) ? ADay(now) : null,
            Metric = Maybe<Metric>(),
        };
    }

    private int AnAssignment(Case @case, AssignmentStatus status)
    {
        var fitting = @case.Assignments.Where(assignment => assignment.Status == status && assignment.Round == @case.Round).Select(assignment => assignment.Number).ToList();
        return fitting.Count > 0 && random.Chance(0.9) ? random.Pick(fitting) : random.Below(@case.Assignments.Length + 2);
    }

    private int APending(Case @case)
    {
        var pending = @case.Requests.Where(request => request.IsPending).Select(request => request.Number).ToList();
        return pending.Count > 0 && random.Chance(0.9) ? random.Pick(pending) : random.Below(@case.Requests.Length + 2);
    }

    private int AnOpenOrder(Case @case)
    {
        var open = @case.Supervisions.Where(order => order.IsOpen).Select(order => order.Number).ToList();
        return open.Count > 0 && random.Chance(0.9) ? random.Pick(open) : random.Below(@case.Supervisions.Length + 2);
    }

    private string AUnit() => random.Chance(0.96) ? random.Pick(Units) : "nobody";

    private ImmutableArray<string> Some(int most)
    {
        ImmutableArray<string> some = [];
        for (var count = random.Below(most + 1); count > 0; count--)
        {
            some = AUnit() is var unit && some.Contains(unit) && random.Chance(0.9) ? some : some.Add(unit);
        }

        return some;
    }

    private DateOnly ADay(DateTimeOffset now, int within = 26) => random.Below(50) switch
    {
        0 => DateOnly.MinValue,
        1 => DateOnly.MaxValue,
        _ => DateOnly.FromDateTime(now.UtcDateTime).AddDays(random.Below(within + 2) - 1),
    };

    private T Any<T>()
        where T : struct, Enum => random.Pick(Values<T>.All);

    private T? Maybe<T>()
        where T : struct, Enum => random.Chance(0.25) ? null : Any<T>();

    private static class Values<T>
        where T : struct, Enum
    {
        public static readonly T[] All = Enum.GetValues<T>();
    }
}
