using FluentValidation;
using Hotline.Composition;
using Hotline.Domain;
using Hotline.Domain.Cases;
using Hotline.Storage;

namespace Hotline.Cases;

/// <summary>There is no such mark.</summary>
public sealed class CallerMarkNotFoundException(Guid id) : Exception($"There is no mark {id}.");

/// <summary>Takes a mark of a number away before its time, with a reason. That it was there stays.</summary>
public sealed class UnmarkCaller(Database database, TimeProvider clock)
{
    public sealed record Command
    {
        public string? Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Reason).NotEmpty().Line(200);
    }

    /// <exception cref="CallerMarkNotFoundException">No such mark.</exception>
    /// <exception cref="CaseRefusedException">The actor leads no shift, or it was taken away before.</exception>
    public Task<CallerPanel.MarkView> ExecuteAsync(Guid id, Command command, Actor actor, CancellationToken cancellation)
    {
        MarkCaller.Check(actor);
        var now = clock.Now();
        return database.WriteAsync(
            Lane.People,
            async db =>
            {
                var row = (await db.FindCallerMarkAsync(id.ToString("D")) ?? throw new CallerMarkNotFoundException(id)) with
                {
                    RemovedAt = now,
                    RemovedBy = actor.Name,
                    RemovedReason = command.Reason,
                };
                return await db.TryRemoveCallerMarkAsync(row)
                    ? CallerPanel.ViewOf(row, now)
                    : throw new CaseRefusedException(new Refusal("mark.removed", "The mark was taken away before."));
            },
            cancellation);
    }
}
