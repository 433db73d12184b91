using Hotline.Api.Http;
using Hotline.Cases;
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
        ReconciliationAnswer Reconciliation);

    public static void MapScorecards(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/scorecards/{period}", Read).WithTags("Scorecards").WithSummary("三率 The scorecard of 2025Q3, 2025-09 or 2025");

    private static async Task<Ok<ScorecardAnswer>> Read(string period, ReadScorecard read, ZoneBook zone, CancellationToken cancellation)
    {
        if (!Period.TryParse(period, out var parsed))
        {
            throw new BadRequestException(StatusCodes.Status404NotFound, "period.unknown", "period.unknown.detail", period);
        }

        var card = await read.ExecuteAsync(parsed, cancellation);
        var total = card.Total;
        return TypedResults.Ok(new ScorecardAnswer(
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
            [.. card.Units.Select(unit => AnswerOf(unit, zone.Current.Units.GetValueOrDefault(unit.Unit)))],
            new ReconciliationAnswer(
                card.Reconciliation.CarriedOver,
                card.Reconciliation.Received,
                card.Reconciliation.Closed,
                card.Reconciliation.Merged,
                card.Reconciliation.Guided,
                card.Reconciliation.Voided,
                card.Reconciliation.Open,
                card.Reconciliation.Difference,
                card.Reconciliation.Closes)));
    }

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
