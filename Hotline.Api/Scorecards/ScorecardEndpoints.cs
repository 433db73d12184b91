using System.Text.Json;
using Hotline.Api.Accounts;
using Hotline.Api.Http;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Scorecards;
using Hotline.Zone;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hotline.Api.Scorecards;

/// <summary>三率 over HTTP.</summary>
internal static class ScorecardEndpoints
{
    /// <param name="Rate">Between 0 and 1, unrounded; <c>null</c> for an empty denominator.</param>
    public sealed record RateAnswer(decimal Numerator, int Denominator, decimal? Rate);

    public sealed record PraiseAnswer(int Phone, int Banner, int Letter);

    public sealed record ReconciliationAnswer(
        int CarriedOver, int Received, int Closed, int Merged, int Guided, int Voided, int Open, int Difference, bool Closes);

    /// <param name="Composite">综合成绩, 0 to 100, unrounded; <c>null</c> without a rating.</param>
    public sealed record UnitAnswer(
        string Unit,
        string? Name,
        string Group,
        int? Rank,
        int Received,
        int Closed,
        RateAnswer Satisfaction,
        RateAnswer Response,
        RateAnswer Resolution,
        RateAnswer OnTime,
        decimal? Composite,
        PraiseAnswer Praise);

    /// <param name="ClockStartsAt">What starts the resolution clock that <paramref name="OnTime"/> is judged by: the dispatch, not the receipt.</param>
    public sealed record ScorecardAnswer(
        string Period,
        DateOnly FirstDay,
        DateOnly LastDay,
        int SchemeVersion,
        string ClockStartsAt,
        int Received,
        int Closed,
        int AnsweredDirectly,
        RateAnswer Satisfaction,
        RateAnswer Response,
        RateAnswer Resolution,
        RateAnswer OnTime,
        RateAnswer Rework,
        decimal? Composite,
        PraiseAnswer Praise,
        IReadOnlyList<UnitAnswer> Units,
        ReconciliationAnswer Reconciliation,
        FrozenAnswer? Frozen,
        IReadOnlyList<CorrectionAnswer> Corrections);

    /// <param name="At">When the figures were frozen.</param>
    /// <param name="By">By whom.</param>
    /// <param name="Hash">SHA-256 of the frozen rows.</param>
    /// <param name="Intact">False when somebody has changed them since.</param>
    public sealed record FrozenAnswer(DateTimeOffset At, string By, string Hash, bool Intact);

    /// <param name="Figure">Name of the count, e.g. <c>onTime</c>.</param>
    /// <param name="Frozen">As it was read out, and as the page still shows it.</param>
    /// <param name="Current">As the cases say now.</param>
    public sealed record CorrectionAnswer(string Unit, string? Name, string Figure, int Frozen, int Current);

    public static void MapScorecards(this IEndpointRouteBuilder app)
    {
        var scorecards = app.MapGroup("/api/scorecards").WithTags("Scorecards");
        scorecards.MapGet("/{period}", Read).AllowSignedIn().WithSummary("三率 The scorecard of 2025Q3, 2025-09 or 2025; as it was frozen, with corrections, where it is");
        scorecards.MapGet("/{period}/cases", ListCases)
            .Allow(Role.Leader, Role.Assessor, Role.Supervisor, Role.ShiftLeader, Role.UnitHead, Role.Handler)
            .WithSummary("下钻 The cases behind a figure of a period, of one unit or of one group, with why each counts");
        scorecards.MapPost("/{period}/freeze", Freeze).AllowElse("scorecard.needs_assessor", Role.Assessor, Role.Leader).WithSummary("冻结 Keep a period that is over as it is now, once");
    }

    private static async Task<Ok<ScorecardAnswer>> Read(string period, ReadScorecard read, ZoneBook zone, CancellationToken cancellation) =>
        TypedResults.Ok(AnswerOf(await read.ShowAsync(PeriodOf(period), cancellation), zone.Current));

    private static async Task<Ok<ScorecardAnswer>> Freeze(
        string period, HttpRequest request, FreezePeriod freeze, ReadScorecard read, ZoneBook zone, CancellationToken cancellation)
    {
        var parsed = PeriodOf(period);
        await freeze.ExecuteAsync(parsed, request.ActorOf(), cancellation);
        return TypedResults.Ok(AnswerOf(await read.ShowAsync(parsed, cancellation), zone.Current));
    }

    private static async Task<Ok<CasesBehind.Page>> ListCases(
        string period,
        CasesBehind behind,
        HttpRequest request,
        ZoneBook zone,
        CancellationToken cancellation,
        string? figure = null,
        string? unit = null,
        string? group = null,
        string? after = null,
        string? take = null)
    {
        static BadRequestException Wrong(string detail, params object[] values) =>
            new(StatusCodes.Status400BadRequest, "list.invalid", detail, values);

        if (!EnumName.TryParse<OpenedFigure>(figure, out var opened))
        {
            throw Wrong("drill.figure.detail", string.Join(", ", Enum.GetNames<OpenedFigure>().Select(JsonNamingPolicy.CamelCase.ConvertName)));
        }

        if (!CasesBehind.IsOfUnits(opened) && (unit ?? group) is not null)
        {
            throw Wrong("drill.whole.detail");
        }

        if (unit is not null && unit != Contribution.Hotline && !zone.Current.Units.ContainsKey(unit))
        {
            throw Wrong("queue.unit_unknown.detail", unit);
        }

        var lines = Paging.LinesOf(take, CasesBehind.MostPerPage, () => Wrong("list.take.detail", CasesBehind.MostPerPage));
        try
        {
            return TypedResults.Ok(await behind.ExecuteAsync(PeriodOf(period), opened, unit, group, request.ActorOf(), after, lines, cancellation));
        }
        catch (FormatException)
        {
            throw Wrong("list.after.detail", "after");
        }
    }

    private static Period PeriodOf(string text) => Period.TryParse(text, out var period)
        ? period
        : throw new BadRequestException(StatusCodes.Status404NotFound, "period.unknown", "period.unknown.detail", text);

    private static ScorecardAnswer AnswerOf(ReadScorecard.Page page, HotlineZone zone)
    {
        var card = page.Card;
        var total = card.Total;
        return new ScorecardAnswer(
            card.Period.Name,
            card.Period.FirstDay,
            card.Period.LastDay,
            total.Scheme.Version,
            "dispatch",
            total.Counts.Received,
            total.Counts.Closed,
            total.Counts.AnsweredDirectly,
            AnswerOf(total.Satisfaction),
            AnswerOf(total.Response),
            AnswerOf(total.Resolution),
            AnswerOf(total.OnTime),
            AnswerOf(total.Rework),
            total.Composite,
            AnswerOf(total.Counts),
            [.. card.Units.Select(unit => AnswerOf(unit, zone.Units.GetValueOrDefault(unit.Unit)))],
            new ReconciliationAnswer(
                card.Reconciliation.CarriedOver,
                card.Reconciliation.Received,
                card.Reconciliation.Closed,
                card.Reconciliation.Merged,
                card.Reconciliation.Guided,
                card.Reconciliation.Voided,
                card.Reconciliation.Open,
                card.Reconciliation.Difference,
                card.Reconciliation.Closes),
            page.Frozen is { } frozen ? new FrozenAnswer(frozen.At, frozen.By, frozen.Hash, frozen.IsIntact) : null,
            [.. page.Corrections.Select(correction => AnswerOf(correction, zone.Units.GetValueOrDefault(correction.Unit)))]);
    }

    private static CorrectionAnswer AnswerOf(Correction correction, ZoneUnit? known) => new(
        correction.Unit,
        known is null ? null : ReadersLanguage.Pick(known.Name, known.NameEn),
        JsonNamingPolicy.CamelCase.ConvertName(correction.Figure),
        correction.Frozen,
        correction.Current);

    private static UnitAnswer AnswerOf(UnitLine unit, ZoneUnit? known) => new(
        unit.Unit,
        known is null ? null : ReadersLanguage.Pick(known.Name, known.NameEn),
        unit.Group,
        unit.Rank,
        unit.Line.Counts.Received,
        unit.Line.Counts.Closed,
        AnswerOf(unit.Line.Satisfaction),
        AnswerOf(unit.Line.Response),
        AnswerOf(unit.Line.Resolution),
        AnswerOf(unit.Line.OnTime),
        unit.Line.Composite,
        AnswerOf(unit.Line.Counts));

    // 1009.0 is written 1009: dividing by one with many places drops the zeros a weight left behind.
    private static RateAnswer AnswerOf(Rate rate) =>
        new(rate.Numerator / 1.0000000000000000000000000000m, rate.Denominator, rate.Value);

    private static PraiseAnswer AnswerOf(Tally counts) => new(counts.PraisedByPhone, counts.Banners, counts.Letters);
}
