using Hotline.Api.Accounts;
using Hotline.Api.Http;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Dispatch;
using Hotline.Zone;

namespace Hotline.Api.Cases;

/// <summary>派单 over HTTP: many cases at once, and what a unit gave back before.</summary>
internal static class DispatchEndpoints
{
    /// <param name="Refused">The rule's code; <c>null</c> for one that was dispatched, or would be.</param>
    /// <param name="Text">The same in the reader's language.</param>
    /// <param name="Version">After the step; <c>null</c> when refused or only tried.</param>
    public sealed record Line(
        string Number,
        string? Refused,
        string? Text,
        int? Version,
        SuggestDispatch.UnitName? Lead,
        IReadOnlyList<SuggestDispatch.UnitName> Supporters,
        IReadOnlyList<CaseHistory.ClockView> Clocks);

    public sealed record Report(bool DryRun, int Accepted, int Refused, IReadOnlyList<Line> Cases);

    public static void MapDispatch(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/dispatch/batch", async (Body<BatchDispatch.Command> body, BatchDispatch dispatch, HttpRequest request, CancellationToken cancellation) =>
            {
                var report = await dispatch.ExecuteAsync(body.Command, request.ActorOf(), cancellation);
                return TypedResults.Ok(new Report(
                    report.DryRun,
                    report.Accepted,
                    report.Refused,
                    [
                        .. report.Cases.Select(done => new Line(
                            done.Number, done.Refused, done.Refused is { } code ? Problems.Text(code) : null, done.Version, done.Lead, done.Supporters, done.Clocks)),
                    ]));
            })
            .Validate<BatchDispatch.Command>().Allow(Role.Dispatcher, Role.ShiftLeader).WithTags("Dispatch")
            .WithSummary("批量派单 Dispatch up to 100 cases, each by itself; with dryRun only says what would happen");

        app.MapGet("/api/units/{unit}/returns", async (string unit, UnitReturns returns, ZoneBook zone, CancellationToken cancellation) =>
                zone.Current.Units.ContainsKey(unit)
                    ? TypedResults.Ok(await returns.ReadAsync(unit, cancellation))
                    : throw new BadRequestException(StatusCodes.Status404NotFound, "unit.unknown"))
            .Allow(Role.Dispatcher, Role.ShiftLeader, Role.Supervisor, Role.Leader).WithTags("Dispatch")
            .WithSummary("退单记录 How often a unit gave cases back, why, and what became of it");
    }
}
