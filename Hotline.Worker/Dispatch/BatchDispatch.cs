using FluentValidation;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Domain;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Dispatch;

/// <summary>
/// 批量派单: one order for many cases, or for each what the catalogue proposes. Every case is a step of its own: one that is
/// refused stops none of the others. Tried first with nothing written.
/// </summary>
public sealed class BatchDispatch(CaseLedger ledger, ZoneBook zone, TimeProvider clock)
{
    public const int MostCases = 100;

    public sealed record Command
    {
        public IReadOnlyList<Line>? Cases { get; init; }

        /// <summary>主办; <c>null</c>: for each case the one that the catalogue proposes, with its supporters.</summary>
        public string? Lead { get; init; }

        /// <summary>协办 of that lead.</summary>
        public IReadOnlyList<string>? Supporters { get; init; }

        /// <summary>派单依据 in words; may be left out where the catalogue's proposal is followed.</summary>
        public string? Basis { get; init; }

        /// <summary>Says what would happen, and writes nothing.</summary>
        public bool DryRun { get; init; }
    }

    /// <param name="Version">What the dispatcher has seen of it.</param>
    public sealed record Line(string? Number, int? Version);

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator(ZoneBook zone)
        {
            RuleFor(command => command.Cases).NotEmpty();
            RuleFor(command => command.Cases).Must(cases => cases is null || cases.Count <= MostCases)
                .WithMessage(_ => string.Format(System.Globalization.CultureInfo.InvariantCulture, ValidationTexts.BatchTooLong, MostCases));
            RuleForEach(command => command.Cases).NotNull().ChildRules(line =>
            {
                line.RuleFor(entry => entry.Number).Cascade(CascadeMode.Stop).NotEmpty().Case();
                line.RuleFor(entry => entry.Version).NotNull();
            });
            RuleFor(command => command.Cases)
                .Must(cases => cases!.Select(entry => ZoneRules.NumberOf(entry.Number!)).Distinct().Count() == cases!.Count).WithMessage(_ => ValidationTexts.BatchTwice)
                .When(command => command.Cases?.All(entry => entry?.Number is { } number && CaseNumber.TryParse(number, out _)) == true);
            RuleFor(command => command.Lead).Unit(zone);
            RuleForEach(command => command.Supporters).Cascade(CascadeMode.Stop).NotEmpty().Unit(zone);
            RuleFor(command => command.Supporters).Must(supporters => supporters is null or []).WithMessage(_ => ValidationTexts.SupportersNeedLead)
                .When(command => command.Lead is null);
            RuleFor(command => command.Basis).NotEmpty().When(command => command.Lead is not null);
            RuleFor(command => command.Basis).Line(200);
        }
    }

    /// <param name="Refused">The rule's code; <c>null</c> for a case that was dispatched, or would be.</param>
    /// <param name="Reason">The rule's own words.</param>
    /// <param name="Version">Of the case after the step; <c>null</c> when refused or only tried.</param>
    /// <param name="Clocks">What its lead has to keep.</param>
    public sealed record Outcome(
        string Number,
        string? Refused,
        string? Reason,
        int? Version,
        SuggestDispatch.UnitName? Lead,
        IReadOnlyList<SuggestDispatch.UnitName> Supporters,
        IReadOnlyList<CaseHistory.ClockView> Clocks);

    /// <param name="Accepted">How many were dispatched, or would be.</param>
    public sealed record Report(bool DryRun, int Accepted, int Refused, IReadOnlyList<Outcome> Cases);

    /// <exception cref="CaseRefusedException">The actor is no dispatcher and leads no shift.</exception>
    public async Task<Report> ExecuteAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        if (!actor.Is(Role.Dispatcher) && !actor.Is(Role.ShiftLeader))
        {
            throw new CaseRefusedException(new Refusal("actor.role_missing", "Only a dispatcher or a shift leader dispatches many cases at once."));
        }

        var outcomes = new List<Outcome>();
        foreach (var line in command.Cases!)
        {
            outcomes.Add(await TakeAsync(ZoneRules.NumberOf(line.Number!), line.Version!.Value, command, actor, cancellation));
        }

        var refused = outcomes.Count(outcome => outcome.Refused is not null);
        return new Report(command.DryRun, outcomes.Count - refused, refused, outcomes);
    }

    private async Task<Outcome> TakeAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation)
    {
        Outcome Refused(string code, Exception exception) => new(number, code, exception.Message, null, null, [], []);

        try
        {
            Decision Decide(Case @case, DeadlineBasis basis, DateTimeOffset now) => DecideOn(@case, command, basis, now, actor);
            var @case = command.DryRun
                ? await ledger.ForeseeStepAsync(number, seen, actor, Decide, cancellation)
                : await ledger.TakeStepAsync(number, seen, actor, Decide, new CaseText { Basis = command.Basis }, cancellation);
            var current = zone.Current;
            return new Outcome(
                number,
                null,
                null,
                command.DryRun ? null : @case.Version,
                SuggestDispatch.NameOf(@case.Lead?.Unit, current),
                [
                    .. @case.CurrentAssignments.Where(assignment => assignment is { Role: AssignmentRole.Support, Counts: true })
                        .Select(assignment => SuggestDispatch.NameOf(assignment.Unit, current)!),
                ],
                [.. SuggestDispatch.ClocksOfLead(@case, current.BasisOf(@case), clock.Now())]);
        }
        catch (CaseRefusedException refused)
        {
            return Refused(refused.Code, refused);
        }
        catch (CaseNotFoundException missing)
        {
            return Refused("case.not_found", missing);
        }
        catch (StaleCaseException stale)
        {
            return Refused("case.stale", stale);
        }
        catch (DeadlineOutOfRangeException range)
        {
            return Refused("deadline.out_of_range", range);
        }
        catch (StorageUnavailableException unavailable) when (!command.DryRun)
        {
            // What was dispatched before it stays dispatched, and must be reported.
            return Refused("storage.unavailable", unavailable);
        }
    }

    private Decision DecideOn(Case @case, Command command, DeadlineBasis basis, DateTimeOffset now, Actor actor)
    {
        var catalogue = zone.Current.Catalogue;
        if (command.Lead is { } named)
        {
            return Dispatching.ByDispatcher(@case, new DispatchOrder(named, command.Supporters ?? [], null, Designated: false), catalogue, basis, now, actor);
        }

        var proposed = Dispatching.Propose(@case, catalogue);
        return proposed.Lead is { } lead
            ? Dispatching.ByDispatcher(@case, new DispatchOrder(lead, proposed.Supporters, null, Designated: false), catalogue, basis, now, actor)
            : Decision.Refuse("dispatch.no_proposal", "No line of the catalogue covers the case; name the lead.");
    }
}
