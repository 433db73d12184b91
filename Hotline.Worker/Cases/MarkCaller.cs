using FluentValidation;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Domain;
using Hotline.Domain.Cases;
using Hotline.Storage;

namespace Hotline.Cases;

/// <summary>骚扰标记: a shift leader warns the agents of a number, for a time and with a reason. It bars nobody from calling.</summary>
public sealed class MarkCaller(Database database, RequesterVault vault, TimeProvider clock)
{
    private const int MostMarks = 100;

    /// <summary>A warning that nobody renews is out of date.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public sealed record Command
    {
        public string? Phone
        {
            get;
            init => field = FieldRules.FoldTelephone(value);
        }

        public CallerMarkKind? Kind { get; init; }

        /// <summary>For the agents who see it; says nothing of the person.</summary>
        public string? Reason { get; init; }

        public DateTimeOffset? Until { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(command => command.Phone).Cascade(CascadeMode.Stop).NotEmpty().Telephone();
            RuleFor(command => command.Kind).NotNull().OneOf();
            RuleFor(command => command.Reason).NotEmpty().Line(200);
            RuleFor(command => command.Until).Cascade(CascadeMode.Stop).NotEmpty()
                .Must(until => until > clock.GetUtcNow() && until <= clock.GetUtcNow() + Longest).WithMessage(_ => ValidationTexts.MarkUntil);
        }
    }

    /// <exception cref="CaseRefusedException">The actor leads no shift, or the number bears such a mark.</exception>
    public Task<CallerPanel.MarkView> ExecuteAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        Check(actor);
        var now = clock.Now();
        var row = new CallerMarkRow
        {
            Id = Guid.CreateVersion7(now).ToString("D"),
            PhoneIndex = vault.PhoneIndex(command.Phone)!,
            Kind = command.Kind!.Value.ToString(),
            Reason = command.Reason!,
            MarkedAt = now,
            MarkedBy = actor.Name,
            Until = command.Until!.Value.ToUniversalTime(),
        };
        return database.WriteAsync(
            Lane.People,
            async db =>
            {
                if ((await db.ListCallerMarksAsync(row.PhoneIndex, MostMarks)).Any(mark => mark.Kind == row.Kind && CallerPanel.ViewOf(mark, now).InForce))
                {
                    throw new CaseRefusedException(new Refusal("mark.exists", "The number bears this mark; take it away first."));
                }

                await db.InsertCallerMarkAsync(row);
                return CallerPanel.ViewOf(row, now);
            },
            cancellation);
    }

    internal static void Check(Actor actor)
    {
        if (!actor.Is(Role.ShiftLeader))
        {
            throw new CaseRefusedException(new Refusal("mark.needs_shift_leader", "Marks of callers are a shift leader's."));
        }
    }
}
