using Hotline.Api.Accounts;
using Hotline.Api.Http;
using Hotline.Notices;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hotline.Api.Notices;

/// <summary>消息 over HTTP: inboxes of roles, of units' roles, and of the two lists.</summary>
internal static class InboxEndpoints
{
    public static void MapInbox(this IEndpointRouteBuilder app)
    {
        var inbox = app.MapGroup("/api/inbox").WithTags("Inbox");
        inbox.MapGet("/", List).Allow(Access.WhoSeesCases).WithSummary("消息 A page of an inbox, newest first; recipient is a role, role@unit, Digest or Circular");
        inbox.MapPost("/{id}/read", Read).Allow(Access.WhoSeesCases).WithSummary("已读 Mark an entry as read");
    }

    private static async Task<Ok<Inbox.Page>> List(
        Inbox inbox, HttpRequest request, CancellationToken cancellation, string? recipient = null, string? unread = null, string? after = null, string? take = null)
    {
        static BadRequestException Wrong(string detail, params object[] values) => new(StatusCodes.Status400BadRequest, "inbox.invalid", detail, values);

        var whose = recipient is null ? null : inbox.Find(recipient);
        if (whose is null)
        {
            throw Wrong("inbox.recipient.detail");
        }

        var only = false;
        if (unread is not null && !bool.TryParse(unread, out only))
        {
            throw Wrong("field.boolean");
        }

        var lines = Paging.LinesOf(take, Inbox.MostPerPage, () => Wrong("queue.take.detail", Inbox.MostPerPage));

        try
        {
            return TypedResults.Ok(await inbox.ListAsync(whose, request.ActorOf(), only, after, lines, cancellation));
        }
        catch (FormatException)
        {
            throw Wrong("queue.after.detail");
        }
    }

    private static async Task<Ok<Inbox.Item>> Read(string id, Inbox inbox, HttpRequest request, CancellationToken cancellation) =>
        TypedResults.Ok(await inbox.ReadAsync(id, request.ActorOf(), cancellation) ?? throw new BadRequestException(StatusCodes.Status404NotFound, "inbox.not_found"));
}
