using System.Globalization;
using System.Text;
using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Domain;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Domain.Dispatch;
using Hotline.Samples;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Tests.Support;

/// <summary>A few cases and their logs in memory, in which a seed lives one random life; every step of it is looked at.</summary>
internal sealed class CaseWorld
{
    private static readonly WorkCalendar[] Calendars =
    [
        Support.Calendars.China,
        // As if some of the notices had been read wrongly at first.
        new(2, CalendarFile.Shipped().Where((_, index) => index % 9 != 0), WorkSchedule.Default, Support.Calendars.Shanghai),
    ];

    private static readonly DispatchCatalogue Catalogue = ACatalogue.With(
        ACatalogue.Rule with { Supporters = [Story.Supporter] },
        ACatalogue.Rule with { Id = "other", Category = "C05", Lead = "commerce" },
        ACatalogue.Rule with { Id = "closed", Category = "C08", Lead = ACatalogue.Inactive });

    private readonly ulong _seed;
    private readonly SplitMix64 _random;
    private readonly RandomDuty _duty;
    private readonly DeadlineProfile _profile;
    private readonly List<string> _numbers = [];
    private readonly Dictionary<string, Case> _cases = [];
    private readonly Dictionary<string, List<HotlineEvent>> _events = [];
    private readonly Dictionary<string, int> _requesters = [];
    private readonly StringBuilder _told = new();
    private DateTimeOffset _now;

    public CaseWorld(ulong seed, DeadlineProfile profile)
    {
        _seed = seed;
        _profile = profile;
        _random = new SplitMix64(seed);
        _duty = new RandomDuty(_random, Catalogue, Calendars);
        _now = new DateTimeOffset(2019 + _random.Below(8), 1, 2, 0, 0, 0, TimeSpan.Zero) + _random.Minutes(0, 60 * 24 * 360);
    }

    /// <summary>How often each step was taken, and how often refused.</summary>
    public Dictionary<CaseStep, (int Taken, int Refused)> Count { get; } = [];

    public HashSet<string> Codes { get; } = [];

    /// <summary>Whether <see cref="Possibilities"/> are asked before every step, which takes as long as all the rest.</summary>
    public bool AsksBefore { get; init; }

    /// <summary>How often each step was offered to whoever took it, and why it was refused all the same.</summary>
    public Dictionary<CaseMove, (int Taken, HashSet<string> Refused)> Offered { get; } = [];

    /// <summary>What happened to each case, and the rules it is judged by.</summary>
    public IEnumerable<(IReadOnlyList<HotlineEvent> Events, DeadlineBasis Basis)> Histories =>
        _numbers.Select(number => ((IReadOnlyList<HotlineEvent>)_events[number], BasisOf(_cases[number])));

    /// <summary>Refused or impossible steps, accepted steps and time, until nothing is left of the draw.</summary>
    /// <exception cref="AssertionException">Something was not true; with the seed and the whole life.</exception>
    public void Live()
    {
        try
        {
            for (var count = 2 + _random.Below(2); count > 0; count--)
            {
                Register();
            }

            for (var count = 30 + _random.Below(90); count > 0; count--)
            {
                _now += _duty.Pause();
                if (_random.Below(40) == 0)
                {
                    Register();
                }

                Take(_duty.Next([.. _numbers.Select(number => _cases[number])], _now));
            }

            foreach (var number in _numbers)
            {
                CheckAnew(number);
            }

            Check(BalanceOf().Holds, $"The balance does not hold: {BalanceOf()}.");
        }
        catch (Exception exception) when (exception is not AssertionException)
        {
            throw new AssertionException($"{exception}\n{Told()}", exception);
        }
    }

    private DeadlineBasis BasisOf(Case @case) => new(_profile, Calendars.Single(calendar => calendar.Version == @case.CalendarVersion));

    private void Register()
    {
        var registered = _duty.Registration(_now, _profile.Version, calendar: 1);
        var number = CaseNumber.Make(DateOnly.FromDateTime(_now.UtcDateTime), _numbers.Count + 1);
        HotlineEvent? outcome = _random.Below(12) switch
        {
            0 => new CaseAnswered { Resolution = Resolution.Solved, Satisfaction = Satisfaction.Satisfied },
            1 => new InformationAsked { Missing = [MissingFact.Place] },
            2 => new CaseGuided { Reason = GuideReason.Litigation },
            _ => null,
        };
        _told.AppendLine(CultureInfo.InvariantCulture, $"{_now:O} register {number}: {registered} {outcome}");
        var decision = Registering.Decide(registered, handedOver: null, outcome);
        _numbers.Add(number);
        _requesters[number] = _random.Below(2);
        _events[number] = [.. Stamp(number, 0, decision.Events, "li", null, _now)];
        _cases[number] = Case.Fold(_events[number]);
        Check(CaseTruths.Of(_cases[number], DeadlinePlan.Clocks(_cases[number], BasisOf(_cases[number]))));
    }

    private void Take(RandomStep step)
    {
        _told.AppendLine(CultureInfo.InvariantCulture, $"{_now:O} {step}");
        var mine = _cases[step.Number];
        var (decision, other) = step.Alone is { } alone
            ? (alone(mine, BasisOf(mine), _now), Decision.Nothing)
            : step.Joint!(mine, _cases[step.Other!], BasisOf(mine), _requesters[step.Number] == _requesters[step.Other!]);
        var refusal = decision.Refusal ?? other.Refusal;
        if (AsksBefore && step.Move is { } move && move.Step != CaseStep.Archive)
        {
            CheckOffer(mine, move, step, decision.Events.Count == 0 ? refusal : Duties.WhyNot(decision.Events[0], mine, step.Actor), decision.Events.Count > 0);
        }

        if (step.Step is { } known)
        {
            var (taken, refused) = Count.GetValueOrDefault(known);
            Count[known] = refusal is null ? (taken + 1, refused) : (taken, refused + 1);
            if (!CaseLifecycle.Cases.ContainsKey((mine.Status, known)))
            {
                // A timer that comes too late or too early is not told off; it finds nothing to do.
                Check(refusal is not null || (known == CaseStep.Archive && decision.Events.Count == 0), $"{mine.Status} + {known} is not in the table and was not refused.");
            }
        }

        if (refusal is not null)
        {
            Codes.Add(refusal.Code);
            Check(decision.Events.Count == 0 && other.Events.Count == 0, "A refused step has events.");
            _told.AppendLine(CultureInfo.InvariantCulture, $"    refused: {refusal.Code}");
            return;
        }

        if (other.Events.Count > 0)
        {
            Append(step.Other!, other.Events, step.Actor, null, null);
        }

        if (decision.Events.Count > 0)
        {
            Append(step.Number, decision.Events, step.Actor, step.Step, step.Assignment);
        }

        // Set back, the clock is before what has happened; what that brings is announced once it has caught up.
        if (step is { Step: null, Words: "lights" } && _cases[step.Number] is var after && after.ChangedAt <= _now)
        {
            Check(TurningLights.Decide(after, BasisOf(after), _now).Events.Count == 0, "The same lights would be announced again.");
            Check(
                DeadlinePlan.Clocks(after, BasisOf(after)).FirstOrDefault(clock => clock.NextNoticeAt <= _now) is not { } left,
                "A light that is due was not announced.");
        }
    }

    // What is taken was offered to its actor just before; what was offered and is refused is refused for what was typed.
    private void CheckOffer(Case mine, CaseMove move, RandomStep step, Refusal? refusal, bool happens)
    {
        var offer = Possibilities.Find(mine, move, step.Actor, Catalogue, BasisOf(mine), _now);
        var covers = offer is not null
            && (step.Assignment is not { } assignment || offer.Assignments.Contains(assignment))
            && (step.Request is not { } request || offer.Requests.Contains(request))
            && (step.Supervision is not { } order || offer.Supervisions.Contains(order));
        Check(covers || refusal is not null || !happens, $"{move} was taken and had not been offered.");
        if (covers)
        {
            var (taken, refused) = Offered.TryGetValue(move, out var before) ? before : (0, []);
            Offered[move] = (refusal is null ? taken + 1 : taken, refused);
            if (refusal is not null)
            {
                refused.Add(refusal.Code);
            }
        }
    }

    // As the ledger appends, with whoever follows.
    private void Append(string number, IReadOnlyList<HotlineEvent> events, Actor actor, CaseStep? step, int? assignment)
    {
        var before = _cases[number];
        var clocks = DeadlinePlan.Clocks(before, BasisOf(before));
        var stamped = Stamp(number, before.Version, events, actor.Name, actor.Unit, _now > before.ChangedAt ? _now : before.ChangedAt).ToList();
        foreach (var happened in stamped)
        {
            _told.AppendLine(CultureInfo.InvariantCulture, $"    {happened}");
        }

        var after = stamped.Aggregate(before, (state, happened) => state.Apply(happened));
        _events[number].AddRange(stamped);
        _cases[number] = after;
        var now = DeadlinePlan.Clocks(after, BasisOf(after));
        // A joint step changes the other case too; nothing but its own events say how.
        Check(CaseTruths.OfChange(step, assignment, before, clocks, after, now, stamped));
        Check(CaseTruths.Of(after, now));
        foreach (var joined in before.Status == after.Status ? [] : after.Joined.Where(joined => joined.Bond == Bond.Linked))
        {
            if (Merging.Follow(_cases[joined.Number], before, after) is { Events.Count: > 0 } following)
            {
                Append(joined.Number, following.Events, Actor.System, null, null);
            }
        }
    }

    // Through the log's own words and back: the same case, the same rows, and due moments as a clerk finds them.
    private void CheckAnew(string number)
    {
        var kept = _cases[number];
        var events = _events[number].Select(ThroughJson).ToList();
        var anew = Case.Fold(events);
        Check(Print(anew) == Print(kept), "The log folds to another case than its steps led to.");
        var rows = CaseRows.Of(kept, BasisOf(kept));
        var again = CaseRows.Of(anew, BasisOf(anew));
        Check(
            rows.Case == again.Case && rows.Assignments.SequenceEqual(again.Assignments) && rows.Clocks.SequenceEqual(again.Clocks)
            && rows.Requests.SequenceEqual(again.Requests) && rows.Supervisions.SequenceEqual(again.Supervisions),
            "The log folds to other rows than its steps led to.");
        Check(
            events.OfType<LightTurned>().All(light => light.Light < Contracts.Deadlines.Light.Red || light.At >= light.DueAt),
            "A red light was announced before it was due.");
        var clocks = DeadlinePlan.Clocks(kept, BasisOf(kept));
        foreach (var (assignment, due) in DueByHand.Of(events, BasisOf(kept)))
        {
            var clock = clocks.Single(clock => clock.IsResolution && clock.Assignment == assignment);
            Check(clock.DueAt == due, $"{clock.Key} of {number} is due {clock.DueAt:O}; by hand it is {due:O}.");
        }
    }

    private Balance BalanceOf() => Balance.Of(_numbers.Count, standing => _cases.Values.Count(@case => @case.Standing == standing));

    private static HotlineEvent ThroughJson(HotlineEvent happened) => EventJson.Read(new EventRow
    {
        Number = happened.Number,
        Version = happened.Version,
        Type = EventJson.TypeOf(happened),
        At = happened.At,
        Actor = happened.Actor,
        Unit = happened.Unit,
        Payload = EventJson.Write(happened),
    });

    private static string Print(Case @case) => System.Text.Json.JsonSerializer.Serialize(@case);

    private static IEnumerable<HotlineEvent> Stamp(string number, int version, IEnumerable<HotlineEvent> events, string actor, string? unit, DateTimeOffset at) =>
        events.Select((happened, index) => happened with
        {
            Number = number,
            Version = version + index + 1,
            At = at,
            Actor = actor,
            Unit = happened.Unit ?? unit,
        });

    private void Check(IEnumerable<string> problems)
    {
        var found = problems.ToList();
        Check(found.Count == 0, string.Join('\n', found));
    }

    private void Check(bool holds, string problem)
    {
        if (!holds)
        {
            throw new AssertionException($"{problem}\n{Told()}");
        }
    }

    private string Told() => $"Seed {_seed} lives like this, and like this again with Lives_one_life({_seed}):\n{_told}";
}
