using Hotline.Api.Accounts;
using Hotline.Api.Http;
using Hotline.Domain.Themes;
using Hotline.Themes;
using Hotline.Zone;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hotline.Api.Themes;

/// <summary>每月一题 over HTTP: the hotline's people read all of it, a unit's those that it has a part in.</summary>
internal static class ThemeEndpoints
{
    public static void MapThemes(this IEndpointRouteBuilder app)
    {
        var themes = app.MapGroup("/api/themes").WithTags("Themes");
        themes.MapGet("/", ListAsync).Allow(Access.WhoSeesCases).WithSummary("每月一题 A page of themes, the newest month first; unit narrows it down");
        themes.MapPost("/", MakeAsync).Validate<KeepTheme.Command>().Allow(ThemeRules.Keepers).WithSummary("立题 Make a theme with its problems, plan and lists");
        themes.MapGet("/{number}", ReadAsync).Allow(Access.WhoSeesCases).WithSummary("每月一题 One theme, with the months before and after");
        themes.MapPut("/{number}", ReviseAsync).Validate<KeepTheme.Command>().Allow(ThemeRules.Keepers).WithSummary("修订 Change its problems, plan and lists");
        themes.MapPost("/{number}/start", StartAsync).Allow(ThemeRules.Keepers).WithSummary("启动 From now on its units report");
        themes.MapPost("/{number}/report", ReportAsync).Validate<ReportOnTheme.Command>().Allow(ThemeRules.Workers)
            .WithSummary("报进展 What the unit has done about a problem, and how far a task has come");
        themes.MapPost("/{number}/link", LinkAsync).Validate<LinkToTheme.Command>().Allow([.. ThemeRules.Keepers, .. ThemeRules.Workers]).WithSummary("关联工单 Link a case to a problem");
        themes.MapPost("/{number}/unlink", UnlinkAsync).Validate<LinkToTheme.Command>().Allow([.. ThemeRules.Keepers, .. ThemeRules.Workers]).WithSummary("取消关联 Take a case off again");
        themes.MapPost("/{number}/close", CloseAsync).Validate<CloseTheme.Command>().Allow(ThemeRules.Keepers).WithSummary("结题 Close it with a report; then nothing of it changes");
        themes.MapGet("/{number}/cases", ListCasesAsync).Allow(Access.WhoSeesCases).WithSummary("下钻 The cases of the theme's month that a problem's filter finds");
        themes.MapGet("/{number}/changes", ListChangesAsync).Allow(Access.WhoSeesCases).WithSummary("变更记录 What was done to it, the newest first");
    }

    private static async Task<Ok<ListThemes.Page>> ListAsync(
        ListThemes themes, HttpRequest request, ZoneBook zone, CancellationToken cancellation, string? unit = null, string? after = null, string? take = null)
    {
        if (unit is not null && !zone.Current.Units.ContainsKey(unit))
        {
            throw Paging.Wrong("queue.unit_unknown.detail", unit);
        }

        return TypedResults.Ok(await Paging.FromAsync(() => themes.ExecuteAsync(unit, request.ActorOf(), after, Paging.LinesOf(take, ListThemes.MostPerPage), cancellation)));
    }

    private static async Task<Created<ReadTheme.View>> MakeAsync(
        Body<KeepTheme.Command> body, KeepTheme keep, ReadTheme read, HttpContext http, CancellationToken cancellation)
    {
        var theme = await keep.MakeAsync(body.Command, http.Request.ActorOf(), cancellation);
        return TypedResults.Created($"/api/themes/{theme.Number}", (await AnswerAsync(theme.Number, read, http, cancellation)).Value);
    }

    private static Task<Ok<ReadTheme.View>> ReadAsync(string number, ReadTheme read, HttpContext http, CancellationToken cancellation) => AnswerAsync(number, read, http, cancellation);

    private static async Task<Ok<ReadTheme.View>> ReviseAsync(
        string number, Body<KeepTheme.Command> body, KeepTheme keep, ReadTheme read, HttpContext http, CancellationToken cancellation)
    {
        await keep.ReviseAsync(number, http.Request.SeenVersion(), body.Command, http.Request.ActorOf(), cancellation);
        return await AnswerAsync(number, read, http, cancellation);
    }

    private static async Task<Ok<ReadTheme.View>> StartAsync(string number, StartTheme start, ReadTheme read, HttpContext http, CancellationToken cancellation)
    {
        await start.ExecuteAsync(number, http.Request.SeenVersion(), http.Request.ActorOf(), cancellation);
        return await AnswerAsync(number, read, http, cancellation);
    }

    private static async Task<Ok<ReadTheme.View>> ReportAsync(
        string number, Body<ReportOnTheme.Command> body, ReportOnTheme report, ReadTheme read, HttpContext http, CancellationToken cancellation)
    {
        await report.ExecuteAsync(number, http.Request.SeenVersion(), body.Command, http.Request.ActorOf(), cancellation);
        return await AnswerAsync(number, read, http, cancellation);
    }

    private static async Task<Ok<ReadTheme.View>> LinkAsync(
        string number, Body<LinkToTheme.Command> body, LinkToTheme link, ReadTheme read, HttpContext http, CancellationToken cancellation)
    {
        await link.LinkAsync(number, http.Request.SeenVersion(), body.Command, http.Request.ActorOf(), cancellation);
        return await AnswerAsync(number, read, http, cancellation);
    }

    private static async Task<Ok<ReadTheme.View>> UnlinkAsync(
        string number, Body<LinkToTheme.Command> body, LinkToTheme link, ReadTheme read, HttpContext http, CancellationToken cancellation)
    {
        await link.UnlinkAsync(number, http.Request.SeenVersion(), body.Command, http.Request.ActorOf(), cancellation);
        return await AnswerAsync(number, read, http, cancellation);
    }

    private static async Task<Ok<ReadTheme.View>> CloseAsync(
        string number, Body<CloseTheme.Command> body, CloseTheme close, ReadTheme read, HttpContext http, CancellationToken cancellation)
    {
        await close.ExecuteAsync(number, http.Request.SeenVersion(), body.Command, http.Request.ActorOf(), cancellation);
        return await AnswerAsync(number, read, http, cancellation);
    }

    private static async Task<Ok<ReadTheme.CasePage>> ListCasesAsync(
        string number, ReadTheme read, HttpRequest request, CancellationToken cancellation, int? problem = null, string? after = null, string? take = null)
    {
        return TypedResults.Ok(await Paging.FromAsync(() => read.ListCasesAsync(number, problem ?? 1, request.ActorOf(), after, Paging.LinesOf(take, ReadTheme.MostPerPage), cancellation)));
    }

    private static async Task<Ok<IReadOnlyList<ReadTheme.Change>>> ListChangesAsync(
        string number, ReadTheme read, HttpRequest request, CancellationToken cancellation, int? before = null, string? take = null) =>
        TypedResults.Ok(await read.ListChangesAsync(number, request.ActorOf(), before, Paging.LinesOf(take, ReadTheme.MostPerPage), cancellation));

    private static async Task<Ok<ReadTheme.View>> AnswerAsync(string number, ReadTheme read, HttpContext http, CancellationToken cancellation)
    {
        var view = await read.ExecuteAsync(number, http.Request.ActorOf(), cancellation);
        http.Response.ETag(view.Version);
        return TypedResults.Ok(view);
    }
}
