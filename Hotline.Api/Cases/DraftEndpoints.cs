using Hotline.Api.Accounts;
using Hotline.Api.Http;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hotline.Api.Cases;

/// <summary>Drafts over HTTP: saved by themselves while an agent fills in the form.</summary>
internal static class DraftEndpoints
{
    // Whoever may register what it becomes.
    private static readonly IReadOnlyList<Role> Keepers = Duties.Roles[typeof(CaseRegistered)];

    private const int MostBodyBytes = 64 * 1024;

    public static void MapDrafts(this IEndpointRouteBuilder app)
    {
        var drafts = app.MapGroup("/api/drafts").WithTags("Drafts");
        drafts.MapGet("/", ListAsync).Allow(Keepers).WithSummary("暂存 My open drafts, the newest first; with stale=true everybody's older than two hours, for a shift leader");
        drafts.MapGet("/{id}", ReadAsync).Allow(Keepers).WithSummary("暂存 Read a draft of mine");
        drafts.MapPut("/{id}", SaveAsync).Validate<KeepDrafts.Content>().Allow(Keepers).WithMetadata(new RequestSizeLimitAttribute(MostBodyBytes))
            .WithSummary("暂存 Save a draft; the first time without If-Match, then with the ETag that was seen");
        drafts.MapDelete("/{id}", DiscardAsync).Validate<KeepDrafts.DiscardCommand>().Allow(Keepers)
            .WithSummary("放弃暂存 Discard a draft with a reason, which stays");
    }

    private static async Task<Results<Created<KeepDrafts.View>, Ok<KeepDrafts.View>>> SaveAsync(
        string id, Body<KeepDrafts.Content> body, KeepDrafts drafts, HttpContext http, CancellationToken cancellation)
    {
        var key = IdOf(id);
        // A draft that is new has not been seen.
        int? seen = http.Request.Headers.IfMatch.Count == 0 ? null : http.Request.SeenVersion();
        var view = await drafts.SaveAsync(key, body.Command, seen, http.Request.ActorOf(), cancellation);
        http.Response.ETag(view.Version);
        return seen is null ? TypedResults.Created($"/api/drafts/{key:D}", view) : TypedResults.Ok(view);
    }

    private static async Task<Ok<KeepDrafts.View>> ReadAsync(
        string id, KeepDrafts drafts, HttpContext http, CancellationToken cancellation)
    {
        var view = await drafts.ReadAsync(IdOf(id), http.Request.ActorOf(), cancellation);
        http.Response.ETag(view.Version);
        return TypedResults.Ok(view);
    }

    private static async Task<NoContent> DiscardAsync(
        string id, Body<KeepDrafts.DiscardCommand> body, KeepDrafts drafts, HttpRequest request, CancellationToken cancellation)
    {
        await drafts.DiscardAsync(IdOf(id), body.Command, request.SeenVersion(), request.ActorOf(), cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<KeepDrafts.Page>> ListAsync(
        KeepDrafts drafts, HttpRequest request, CancellationToken cancellation, string? stale = null, string? after = null, string? take = null)
    {
        var isStale = false;
        if (stale is not null && !bool.TryParse(stale, out isStale))
        {
            throw Paging.Wrong("list.stale.detail");
        }

        var (lines, actor) = (Paging.LinesOf(take, KeepDrafts.MostPerPage), request.ActorOf());
        return TypedResults.Ok(await Paging.FromAsync(() => isStale
            ? drafts.ListStaleAsync(actor, after, lines, cancellation)
            : drafts.ListAsync(actor, after, lines, cancellation)));
    }

    private static Guid IdOf(string text) => Guid.TryParse(text, out var id)
        ? id
        : throw new BadRequestException(StatusCodes.Status404NotFound, "draft.id_wrong");
}
