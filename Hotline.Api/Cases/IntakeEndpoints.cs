using Hotline.Api.Accounts;
using Hotline.Api.Http;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Dispatch;
using Hotline.Zone;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hotline.Api.Cases;

/// <summary>受理 over HTTP: what helps an agent while the form is filled in, and a call with several matters.</summary>
internal static class IntakeEndpoints
{
    private static readonly Role[] TakeCalls = [Role.Agent, Role.ShiftLeader];
    private static readonly Role[] TakeIn = [Role.Agent, Role.ShiftLeader, Role.Dispatcher];

    /// <param name="Cases">What each matter became, in the order of the matters.</param>
    public sealed record CallRegistered(IReadOnlyList<CaseEndpoints.Registered> Cases);

    public static void MapIntake(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/lookup/{list}", Find).AllowSignedIn().WithTags("Intake")
            .WithSummary("联想 Categories, units or areas by the beginning of their name, its pinyin, initials, code or English");

        var intake = app.MapGroup("/api/intake").WithTags("Intake");
        intake.MapPost("/split-text", (Body<SplitText.Command> body, SplitText split) => TypedResults.Ok(split.Execute(body.Command)))
            .Validate<SplitText.Command>().Allow(TakeIn).WithSummary("拆分 A pasted text by the fields of the form; nothing is kept");
        intake.MapPost("/suggest", (Body<SuggestDispatch.Query> body, SuggestDispatch suggest, HttpRequest request) =>
                TypedResults.Ok(suggest.Suggest(body.Command, request.ActorOf())))
            .Validate<SuggestDispatch.Query>().Allow([.. TakeIn, Role.Supervisor]).WithSummary("预判 Where a case like this would go, why, and what would be due when");
        intake.MapPost("/similar", async (Body<SimilarCases.Query> body, SimilarCases similar, HttpRequest request, CancellationToken cancellation) =>
                TypedResults.Ok(await similar.FindAsync(body.Command, request.ActorOf(), cancellation)))
            .Validate<SimilarCases.Query>().Allow([.. TakeIn, Role.Supervisor]).WithSummary("疑似重复 Cases that this may be a repeat or a part of");

        var callers = app.MapGroup("/api/callers").WithTags("Intake");
        callers.MapPost("/panel", async (Body<CallerPanel.Query> body, CallerPanel panel, HttpRequest request, CancellationToken cancellation) =>
                TypedResults.Ok(await panel.ReadAsync(body.Command, request.ActorOf(), cancellation)))
            .Validate<CallerPanel.Query>().Allow(TakeCalls).WithSummary("来电弹屏 What is known of the number on the line");
        callers.MapPost("/marks", async (Body<MarkCaller.Command> body, MarkCaller mark, HttpRequest request, CancellationToken cancellation) =>
                TypedResults.Ok(await mark.ExecuteAsync(body.Command, request.ActorOf(), cancellation)))
            .Validate<MarkCaller.Command>().Allow(Role.ShiftLeader).WithSummary("标记 Mark a number, for a time and with a reason");
        callers.MapPost("/marks/{id}/remove", async (string id, Body<UnmarkCaller.Command> body, UnmarkCaller unmark, HttpRequest request, CancellationToken cancellation) =>
                TypedResults.Ok(await unmark.ExecuteAsync(MarkOf(id), body.Command, request.ActorOf(), cancellation)))
            .Validate<UnmarkCaller.Command>().Allow(Role.ShiftLeader).WithSummary("解除标记 Take a mark away; that it was there stays");

        app.MapPost("/api/cases/split", Register).Validate<RegisterCall.Command>().Allow(TakeIn).WithTags("Cases")
            .WithSummary("一人多诉 Take in a call with 2 to 10 matters, each a case of its own: all or none");
    }

    private static async Task<Results<Created<CallRegistered>, Ok<CallRegistered>>> Register(
        Body<RegisterCall.Command> body, RegisterCall register, HttpRequest request, CancellationToken cancellation)
    {
        var receipt = await register.ExecuteAsync(body.Command, request.IdempotencyKey(), request.ActorOf(), cancellation);
        var answer = new CallRegistered(
            [.. receipt.Cases.Select(made => new CaseEndpoints.Registered(made.Number, made.Status, made.LookupCode))]);
        return receipt.IsNew ? TypedResults.Created($"/api/cases/{answer.Cases[0].Number}", answer) : TypedResults.Ok(answer);
    }

    private static Ok<IReadOnlyList<Lookup.Hit>> Find(string list, LookUpCodes lookup, string? q = null, string? kind = null, string? take = null)
    {
        static BadRequestException Wrong(string detail, params object[] values) =>
            new(StatusCodes.Status400BadRequest, "lookup.invalid", detail, values);

        if (!EnumName.TryParse<LookupList>(list, out var name))
        {
            throw new BadRequestException(StatusCodes.Status404NotFound, "lookup.invalid");
        }

        if (q is { Length: > Lookup.MostCharacters })
        {
            throw Wrong("lookup.q.detail", Lookup.MostCharacters);
        }

        var lines = Paging.LinesOf(take ?? "10", LookUpCodes.MostPerAnswer, () => Wrong("list.take.detail", LookUpCodes.MostPerAnswer));
        return TypedResults.Ok(lookup.Find(name, q, kind, lines));
    }

    private static Guid MarkOf(string text) => Guid.TryParse(text, out var id)
        ? id
        : throw new BadRequestException(StatusCodes.Status404NotFound, "mark.not_found");
}
