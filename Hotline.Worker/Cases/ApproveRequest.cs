using FluentValidation;
using Hotline.Domain.Cases;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>同意申请 (T19, T22): one approval; with the last of them the request holds.</summary>
public sealed class ApproveRequest(CaseLedger ledger, ZoneBook zone) : ICaseStep<ApproveRequest.Command>
{
    public sealed record Command
    {
        /// <summary>Number of the request within the case.</summary>
        public int? Request { get; init; }

        public string? Note { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Request).NotEmpty().GreaterThan(0);
            RuleFor(command => command.Note).Lines(FieldRules.ContentLength);
        }
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, _, _) => DecidingRequests.Approve(@case, command.Request!.Value, zone.Current.Catalogue, actor),
            new CaseText { InternalNote = command.Note },
            cancellation);
}
