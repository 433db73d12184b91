using Hotline.Api.Accounts;
using Hotline.Api.Http;
using Hotline.Contracts.Cases;
using Hotline.Messaging;
using Hotline.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hotline.Api.Messaging;

/// <summary>异常消息 over HTTP: what could not be handled, and once more.</summary>
internal static class PoisonEndpoints
{
    /// <param name="Next">Where the next page begins; <c>null</c> on the last.</param>
    public sealed record PoisonPage(IReadOnlyList<PoisonRow> Items, string? Next);

    public static void MapPoison(this IEndpointRouteBuilder app)
    {
        var poison = app.MapGroup("/api/poison").WithTags("Poison");
        poison.MapGet("/", List).Allow(Role.Administrator).WithSummary("异常消息 A page of the poison lane, the oldest first; state is waiting, replayed, resolved or discarded");
        poison.MapPost("/{id}/discard", Discard).Validate<DiscardPoison.Command>().Allow(Role.Administrator)
            .WithSummary("作废 Nothing is to be done for a message; with the reason");
        poison.MapPost("/{id}/replay", Replay).Allow(Role.Administrator).WithSummary("重放 Do the work of a message anew, from the log");
    }

    private static async Task<Ok<PoisonPage>> List(
        PoisonLane lane, CancellationToken cancellation, string? state = null, string? after = null, string? take = null)
    {
        static BadRequestException Wrong(string detail, params object[] values) => new(StatusCodes.Status400BadRequest, "poison.invalid", detail, values);

        var wanted = PoisonState.Waiting;
        if (state is not null && !EnumName.TryParse(state, out wanted))
        {
            throw Wrong("poison.state.detail");
        }

        var lines = Paging.LinesOf(take, PoisonLane.MostPerPage, () => Wrong("queue.take.detail", PoisonLane.MostPerPage));

        var place = after is null ? PoisonPlace.Start : PlaceOf(after) ?? throw Wrong("queue.after.detail");
        // One more than asked: only if it exists is there a next page.
        var rows = await lane.ListAsync(wanted, lines + 1, place, cancellation);
        return TypedResults.Ok(new PoisonPage(
            [.. rows.Take(lines)],
            rows.Count <= lines ? null : PagePlace.Format(rows[lines - 1].FirstAt, rows[lines - 1].Id)));
    }

    private static async Task<Ok<PoisonRow>> Replay(string id, PoisonLane lane, CancellationToken cancellation) =>
        await lane.ReplayAsync(id, cancellation) switch
        {
            null => throw new BadRequestException(StatusCodes.Status404NotFound, "poison.not_found"),
            { State: PoisonState.Waiting } row => throw new BadRequestException(
                StatusCodes.Status409Conflict, "poison.failed_again", "poison.failed_again.detail", row.Attempts, row.Reason),
            var row => TypedResults.Ok(row),
        };

    private static async Task<Ok<PoisonRow>> Discard(
        string id, Body<DiscardPoison.Command> body, DiscardPoison discard, HttpRequest request, CancellationToken cancellation) =>
        await discard.ExecuteAsync(id, body.Command, request.ActorOf(), cancellation) switch
        {
            null => throw new BadRequestException(StatusCodes.Status404NotFound, "poison.not_found"),
            { State: PoisonState.Resolved } => throw new BadRequestException(StatusCodes.Status409Conflict, "poison.resolved"),
            var row => TypedResults.Ok(row),
        };

    private static PoisonPlace? PlaceOf(string text) =>
        PagePlace.TryParse(text, out var at, out var id) ? new PoisonPlace(at, id) : null;
}
