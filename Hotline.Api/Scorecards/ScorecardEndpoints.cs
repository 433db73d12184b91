using System.Text.Json;
using Hotline.Api.Accounts;
using Hotline.Api.Http;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Scorecards;
using Hotline.Storage;
using Hotline.Zone;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

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
        PraiseAnswer Praise,
        Unranked? Unranked,
        IReadOnlyList<IndicatorAnswer> Indicators);

    /// <param name="Id">As the formula sheet has it, e.g. <c>R3</c>.</param>
    /// <param name="Name">In the reader's language.</param>
    /// <param name="Unit">What the value is: a rate between 0 and 1, minutes, hours, a count or points.</param>
    /// <param name="Better">Which way is better.</param>
    /// <param name="Numerator"><c>null</c> for what is not made of figures.</param>
    /// <param name="Denominator"><c>null</c> for what is not divided.</param>
    /// <param name="Value">Unrounded; <c>null</c> for an empty denominator.</param>
    /// <param name="Low">Of a rate, the lower end of the interval in which it lies in 19 of 20 cases (Wilson).</param>
    /// <param name="High">The upper end.</param>
    /// <param name="OldestDue">Of what is open and past due, when the oldest fell due.</param>
    public sealed record IndicatorAnswer(
        string Id,
        string Name,
        IndicatorUnit Unit,
        Better Better,
        decimal? Numerator,
        int? Denominator,
        decimal? Value,
        decimal? Low,
        decimal? High,
        DateTimeOffset? OldestDue);

    /// <param name="Target">Per cent, with a slope and a floor; <c>null</c> for points in proportion to the rate.</param>
    public sealed record ComponentAnswer(string Indicator, string Name, decimal Points, decimal? Target, decimal? Slope, decimal? Floor);

    public sealed record SchemeAnswer(
        int Version,
        OfficialRating Rating,
        Attribution Attribution,
        Treatment NotAnswered,
        Treatment Unreached,
        decimal BasicallySatisfied,
        decimal PartlySolved,
        int MinimumSample,
        decimal Full,
        IReadOnlyList<ComponentAnswer> Components);

    /// <param name="Score">Of the component's points, unrounded; <c>null</c> for an empty denominator.</param>
    public sealed record StepAnswer(ComponentAnswer Component, decimal Numerator, int Denominator, decimal? Rate, decimal? Score);

    /// <param name="Unit"><c>null</c> for the whole hotline.</param>
    public sealed record ExplanationAnswer(
        string Period, string? Unit, string? Name, SchemeAnswer Scheme, IReadOnlyList<StepAnswer> Steps, decimal? Composite, int? Rank, Unranked? Unranked);

    /// <param name="Current">By the scheme in effect, as of now.</param>
    /// <param name="Candidate">By the scheme that was sent.</param>
    public sealed record SimulationAnswer(ScorecardAnswer Current, ScorecardAnswer Candidate);

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
        IReadOnlyList<CorrectionAnswer> Corrections,
        SchemeAnswer Scheme,
        IReadOnlyList<IndicatorAnswer> Indicators,
        bool Recounting);

    /// <param name="At">When the figures were frozen.</param>
    /// <param name="By">By whom.</param>
    /// <param name="Hash">SHA-256 of the frozen rows.</param>
    /// <param name="Intact">False when somebody has changed them since.</param>
    /// <param name="ReportHash">SHA-256 of what <c>/frozen</c> answers; <c>null</c> for what was frozen before reports were kept.</param>
    /// <param name="RowsHash">SHA-256 of the rows behind it.</param>
    public sealed record FrozenAnswer(DateTimeOffset At, string By, string Hash, bool Intact, string? ReportHash, string? RowsHash);

    /// <param name="Figure">Name of the count, e.g. <c>onTime</c>.</param>
    /// <param name="Frozen">As it was read out, and as the page still shows it.</param>
    /// <param name="Current">As the cases say now.</param>
    public sealed record CorrectionAnswer(string Unit, string? Name, string Figure, long Frozen, long Current);

    public static void MapScorecards(this IEndpointRouteBuilder app)
    {
        var scorecards = app.MapGroup("/api/scorecards").WithTags("Scorecards");
        scorecards.MapGet("/{period}", Read).AllowSignedIn().WithSummary("三率 The scorecard of 2025Q3, 2025-09, 2025, 2025-09-30, 2025-W39, 2025-09@19 or 2025-08-01..2025-09-15; as it was frozen, with corrections, where it is");
        scorecards.MapPost("/{period}/simulate", Simulate).Allow(Role.Assessor, Role.Leader)
            .WithSummary("方案模拟 The period under a scheme that is not kept, beside the one in effect").AddOpenApiOperationTransformer(DescribeScheme);
        scorecards.MapGet("/{period}/explain", Explain).AllowSignedIn().WithSummary("得分说明 Why a unit's composite, or the hotline's, is what it is, step by step");
        scorecards.MapGet("/{period}/cases", ListCases)
            .Allow(Role.Leader, Role.Assessor, Role.Supervisor, Role.ShiftLeader, Role.UnitHead, Role.Handler)
            .WithSummary("下钻 The cases behind a figure of a period, of one unit or of one group, with why each counts");
        scorecards.MapGet("/{period}/frozen", ReadFrozen).AllowSignedIn().WithSummary("冻结页 The report of a frozen period, byte for byte as it was frozen; its hash is the ETag");
        scorecards.MapGet("/{period}/corrections", ListCorrections).Allow(Role.Leader, Role.Assessor, Role.Supervisor, Role.ShiftLeader)
            .WithSummary("更正 Which cases have come to count otherwise since the period was frozen");
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

    private static async Task<IResult> ReadFrozen(string period, HttpResponse response, Database database, CancellationToken cancellation)
    {
        var parsed = PeriodOf(period);
        if (await database.ReadAsync(db => db.FindFrozenReportAsync(parsed.Name), cancellation) is not { } frozen)
        {
            throw new BadRequestException(StatusCodes.Status404NotFound, "scorecard.not_frozen", "scorecard.not_frozen.detail", parsed.Name);
        }

        response.Headers.ETag = $"\"{frozen.ReportHash}\"";
        return TypedResults.Bytes(frozen.Report, "application/json");
    }

    private static async Task<Ok<ReadCorrections.Page>> ListCorrections(
        string period, ReadCorrections corrections, CancellationToken cancellation, string? after = null, string? take = null)
    {
        var lines = Paging.LinesOf(take, ReadCorrections.MostPerPage);
        return TypedResults.Ok(await Paging.FromAsync(() => corrections.ExecuteAsync(PeriodOf(period), after, lines, cancellation)));
    }

    private static async Task<Ok<SimulationAnswer>> Simulate(
        string period, HttpRequest request, SimulateScorecard simulate, ZoneBook zone, CancellationToken cancellation)
    {
        var parsed = PeriodOf(period);
        if (request.GetTypedHeaders().ContentType is not { } sent || !sent.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            throw new BadRequestException(StatusCodes.Status415UnsupportedMediaType, "zone.media_type", "zone.media_type.detail", "application/json");
        }

        using var content = new MemoryStream();
        await request.Body.CopyToAsync(content, cancellation);
        var report = await simulate.ExecuteAsync(parsed, content.ToArray(), cancellation);
        ScorecardAnswer Of(Scorecard card) => AnswerOf(new ReadScorecard.Page(card, null, []), zone.Current);
        return TypedResults.Ok(new SimulationAnswer(Of(report.Current), Of(report.Candidate)));
    }

    private static async Task<Ok<ExplanationAnswer>> Explain(
        string period, ReadScorecard read, ZoneBook zone, CancellationToken cancellation, string? unit = null)
    {
        var parsed = PeriodOf(period);
        if (unit is not null && unit != Contribution.Hotline && !zone.Current.Units.ContainsKey(unit))
        {
            throw new BadRequestException(StatusCodes.Status400BadRequest, "list.invalid", "queue.unit_unknown.detail", unit);
        }

        var page = await read.ShowAsync(parsed, cancellation);
        var card = page.Card;
        var found = unit is null ? null : card.Units.FirstOrDefault(line => line.Unit == unit);
        // Of whom nothing was counted there is a line of zeros, and no composite.
        var line = unit is null ? card.Total : found?.Line ?? new ScorecardLine(default, card.Total.Scheme);
        var explanation = line.Explain();
        return TypedResults.Ok(new ExplanationAnswer(
            parsed.Name,
            unit,
            unit is null ? null : NameOf(page, zone.Current, unit),
            AnswerOf(line.Scheme),
            [.. explanation.Steps.Select(step => new StepAnswer(AnswerOf(step.Component), Plain(step.Numerator), step.Denominator, step.Rate, step.Score))],
            explanation.Composite,
            found?.Rank,
            unit is null ? null : found is null ? Unranked.NoRequests : found.Unranked));
    }

    // Said here: metadata would have the framework refuse other types, with a title that speaks of JSON.
    private static Task DescribeScheme(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() },
        };
        return Task.CompletedTask;
    }

    private static async Task<Ok<CasesBehind.Page>> ListCases(
        string period,
        CasesBehind behind,
        HttpRequest request,
        ZoneBook zone,
        CancellationToken cancellation,
        string? figure = null,
        string? indicator = null,
        string? side = null,
        string? unit = null,
        string? group = null,
        string? after = null,
        string? take = null)
    {
        // Either a figure, or one side of an indicator.
        var (opened, sheet, shown) = (default(OpenedFigure), indicator is null ? null : Indicators.Find(indicator), IndicatorSide.Numerator);
        if (indicator is not null && (sheet is null || figure is not null))
        {
            throw Paging.Wrong("drill.indicator.detail", string.Join(", ", Indicators.All.Select(known => known.Id)));
        }

        if (side is not null && (sheet is null || !EnumName.TryParse(side, out shown)))
        {
            throw Paging.Wrong("drill.side.detail");
        }

        if (sheet is null && !EnumName.TryParse(figure, out opened))
        {
            throw Paging.Wrong("drill.figure.detail", string.Join(", ", Enum.GetNames<OpenedFigure>().Select(JsonNamingPolicy.CamelCase.ConvertName)));
        }

        if (sheet is null && !CasesBehind.IsOfUnits(opened) && (unit ?? group) is not null)
        {
            throw Paging.Wrong("drill.whole.detail");
        }

        if (unit is not null && unit != Contribution.Hotline && !zone.Current.Units.ContainsKey(unit))
        {
            throw Paging.Wrong("queue.unit_unknown.detail", unit);
        }

        var (lines, parsed, actor) = (Paging.LinesOf(take, CasesBehind.MostPerPage), PeriodOf(period), request.ActorOf());
        return TypedResults.Ok(await Paging.FromAsync(() => sheet is null
            ? behind.ExecuteAsync(parsed, opened, unit, group, actor, after, lines, cancellation)
            : behind.ExecuteAsync(parsed, sheet, shown, unit, group, actor, after, lines, cancellation)));
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
            [.. card.Units.Select(unit => AnswerOf(unit, NameOf(page, zone, unit.Unit)))],
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
            page.Frozen is { } frozen ? new FrozenAnswer(frozen.At, frozen.By, frozen.Hash, page.IsIntact, frozen.ReportHash, frozen.RowsHash) : null,
            [.. page.Corrections.Select(correction => AnswerOf(correction, NameOf(page, zone, correction.Unit)))],
            AnswerOf(total.Scheme),
            IndicatorsOf(total),
            page.IsRecounting);
    }

    // Of a frozen page as it then was called.
    private static string? NameOf(ReadScorecard.Page page, HotlineZone zone, string unit) =>
        page.NameOf(unit) is { } name ? zone.Units.ContainsKey(unit) || name.Zh != unit ? ReadersLanguage.Pick(name.Zh, name.En) : null
        : zone.Units.TryGetValue(unit, out var known) ? ReadersLanguage.Pick(known.Name, known.NameEn)
        : null;

    private static IReadOnlyList<IndicatorAnswer> IndicatorsOf(ScorecardLine line) =>
    [
        .. line.Values.Select(value =>
        {
            var interval = value.Indicator.Unit == IndicatorUnit.Rate ? line.Of(value.Indicator.Id).Interval : null;
            return new IndicatorAnswer(
                value.Indicator.Id,
                IndicatorTexts.NameOf(value.Indicator),
                value.Indicator.Unit,
                value.Indicator.Better,
                value.Numerator is { } numerator ? Plain(numerator) : null,
                value.Denominator,
                value.Value,
                interval?.Low,
                interval?.High,
                value.Indicator.Id == Indicators.OpenPastDue ? line.Facts.OldestDue : null);
        }),
    ];

    private static SchemeAnswer AnswerOf(ScorecardScheme scheme) => new(
        scheme.Version,
        scheme.Rating,
        scheme.Attribution,
        scheme.NotAnswered,
        scheme.Unreached,
        scheme.BasicallySatisfied,
        scheme.PartlySolved,
        scheme.MinimumSample,
        scheme.Full,
        [.. scheme.Components.Select(AnswerOf)]);

    private static ComponentAnswer AnswerOf(SchemeComponent component)
    {
        var linear = component.Scoring as Linear;
        return new ComponentAnswer(
            component.Indicator, IndicatorTexts.NameOf(Indicators.Get(component.Indicator)), component.Points, linear?.Target, linear?.Slope, linear?.Floor);
    }

    private static CorrectionAnswer AnswerOf(Correction correction, string? name) => new(
        correction.Unit,
        name,
        JsonNamingPolicy.CamelCase.ConvertName(correction.Figure),
        correction.Frozen,
        correction.Current);

    private static UnitAnswer AnswerOf(UnitLine unit, string? name) => new(
        unit.Unit,
        name,
        unit.Group,
        unit.Rank,
        unit.Line.Counts.Received,
        unit.Line.Counts.Closed,
        AnswerOf(unit.Line.Satisfaction),
        AnswerOf(unit.Line.Response),
        AnswerOf(unit.Line.Resolution),
        AnswerOf(unit.Line.OnTime),
        unit.Line.Composite,
        AnswerOf(unit.Line.Counts),
        unit.Unranked,
        IndicatorsOf(unit.Line));

    // 1009.0 is written 1009: dividing by one with many places drops the zeros a weight left behind.
    private static decimal Plain(decimal numerator) => numerator / 1.0000000000000000000000000000m;

    private static RateAnswer AnswerOf(Rate rate) => new(Plain(rate.Numerator), rate.Denominator, rate.Value);

    private static PraiseAnswer AnswerOf(Tally counts) => new(counts.PraisedByPhone, counts.Banners, counts.Letters);
}
