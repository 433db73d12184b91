using System.Globalization;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Domain.Scorecards;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Scorecards;

/// <summary>The figures of a scorecard that open the cases behind them.</summary>
public enum OpenedFigure
{
    /// <summary>受理</summary>
    Received,
    /// <summary>办结</summary>
    Closed,
    /// <summary>直接答复</summary>
    AnsweredDirectly,
    /// <summary>告知途径</summary>
    Guided,
    /// <summary>并单</summary>
    Merged,
    /// <summary>作废</summary>
    Voided,
    /// <summary>Ended, however it did.</summary>
    Ended,
    /// <summary>Still open when the period ended.</summary>
    Open,
    /// <summary>上期结转</summary>
    CarriedOver,
    /// <summary>应办结</summary>
    Due,
    /// <summary>按时办结</summary>
    OnTime,
    /// <summary>逾期</summary>
    Late,
    /// <summary>The denominator of 满意率.</summary>
    Rated,
    /// <summary>The denominator of 响应率.</summary>
    RatedOnResponse,
    /// <summary>The denominator of 解决率.</summary>
    RatedOnResolution,
    /// <summary>已联系: the numerator of 响应率.</summary>
    Contacted,
    /// <summary>未联系</summary>
    NotContacted,
    /// <summary>已解决</summary>
    Solved,
    /// <summary>部分解决</summary>
    PartlySolved,
    /// <summary>Neither solved nor partly.</summary>
    NotSolved,
    /// <summary>The numerator of 解决率: solved, and partly solved by its weight.</summary>
    ResolutionNumerator,
    /// <summary>满意</summary>
    Satisfied,
    /// <summary>基本满意</summary>
    BasicallySatisfied,
    /// <summary>不满意</summary>
    Dissatisfied,
    /// <summary>The numerator of 满意率: satisfied, and basically satisfied by its weight.</summary>
    SatisfactionNumerator,
    /// <summary>无法联系</summary>
    Unreached,
    /// <summary>免回访</summary>
    Waived,
    /// <summary>重办</summary>
    Reworked,
    /// <summary>As Contacted, by the last rating.</summary>
    FinalContacted,
    /// <summary>As Solved, by the last rating.</summary>
    FinalSolved,
    /// <summary>As PartlySolved, by the last rating.</summary>
    FinalPartlySolved,
    /// <summary>As Satisfied, by the last rating.</summary>
    FinalSatisfied,
    /// <summary>As BasicallySatisfied, by the last rating.</summary>
    FinalBasicallySatisfied,
    /// <summary>As Dissatisfied, by the last rating.</summary>
    FinalDissatisfied,
    /// <summary>未评价</summary>
    NotAnswered,
    /// <summary>无法联系, as the three rates may take it in</summary>
    NotReached,
    /// <summary>一次办结</summary>
    SolvedFirstTime,
    /// <summary>Of V: 重办</summary>
    ReworkedOfRated,
    /// <summary>派单</summary>
    Dispatched,
    /// <summary>Sign-offs that are judged</summary>
    ToSign,
    /// <summary>按时签收</summary>
    SignedOnTime,
    /// <summary>First contacts that are judged</summary>
    ToContact,
    /// <summary>按时响应</summary>
    ContactedOnTime,
    /// <summary>申请退单 of 派单</summary>
    ReturnAsked,
    /// <summary>准予退单</summary>
    Returned,
    /// <summary>延期</summary>
    Extended,
    /// <summary>退单申请</summary>
    ReturnsApplied,
    /// <summary>退单不当</summary>
    ReturnsRefused,
    /// <summary>Of 应办结: closed</summary>
    DueClosed,
    /// <summary>首呼解决</summary>
    AnsweredOnLine,
    /// <summary>重复诉求</summary>
    Repeated,
    /// <summary>应回访</summary>
    CallbackDue,
    /// <summary>已回访</summary>
    CalledBack,
    /// <summary>回访接通</summary>
    CallbackReached,
    /// <summary>反馈</summary>
    Feedbacks,
    /// <summary>审核退回</summary>
    FeedbacksReturned,
    /// <summary>有效投诉工作人员</summary>
    StaffComplaints,
    /// <summary>The cases of 平均办理时长</summary>
    Handled,
    /// <summary>Signed late, or not at all.</summary>
    SignedLate,
    /// <summary>Contacted late, or not at all.</summary>
    ContactedLate,
    /// <summary>应办结 and not closed.</summary>
    DueOpen,
    /// <summary>应回访 and not called.</summary>
    NotCalled,
}

/// <summary>The two sides of an indicator.</summary>
public enum IndicatorSide
{
    Numerator,
    Denominator,
}

/// <summary>
/// 下钻: the cases behind a figure, the newest day first, page by page; each as often as it counts. As the tallies have
/// counted them now; of a frozen period the rows that were frozen, by its own scheme, each marked that counts otherwise now.
/// What is told of the case itself is as it stands now.
/// </summary>
public sealed class CasesBehind(Database database, ZoneBook zone)
{
    public const int MostPerPage = 200;

    /// <param name="Day">The local day it is booked on; <c>null</c> for what is open.</param>
    /// <param name="Unit">The unit it is booked to; <c>null</c> for what is open.</param>
    /// <param name="Counts">All the figures that the same part of the case counts for.</param>
    /// <param name="Weight">What it adds to the figure: 1, or less in a weighted numerator.</param>
    /// <param name="Rating">The official answers, where the figure is about them.</param>
    /// <param name="Clock">The resolution clock, where the figure is about one.</param>
    /// <param name="Due">When it fell due.</param>
    /// <param name="Done">When it was through; <c>null</c> while it is not.</param>
    public sealed record Item(
        string Number,
        DateOnly? Day,
        string? Unit,
        string? UnitName,
        IReadOnlyList<Figure> Counts,
        decimal Weight,
        CaseStatus Status,
        Standing Standing,
        CaseType Type,
        string Category,
        string? Area,
        string? Title,
        DateTimeOffset RegisteredAt,
        DateTimeOffset? EndedAt,
        Rating? Rating,
        string? Clock,
        DateTimeOffset? Due,
        DateTimeOffset? Done)
    {
        /// <summary>Which part of the case counts here, e.g. <c>Received</c> or <c>A-1</c> (<see cref="Contribution.Part"/>); <c>null</c> for what is open.</summary>
        public string? Entry { get; init; }

        /// <summary>Of a frozen period: it has come to count otherwise since.</summary>
        public bool IsChanged { get; init; }
    }

    /// <summary>What is sought, and by whose rules: those of now, or those that were frozen.</summary>
    private sealed record Terms(IReadOnlyList<Term> Of, ScorecardScheme Scheme, FrozenReportRow? Frozen, PeriodReport? Report);

    /// <param name="Next">Where the next page begins; <c>null</c> on the last.</param>
    public sealed record Page(IReadOnlyList<Item> Items, string? Next);

    // What is not a figure itself. The two numerators are the scheme's to say.
    private static readonly Dictionary<OpenedFigure, (Figure[] Any, Figure[] None)> Composed = new()
    {
        [OpenedFigure.Ended] = ([Figure.Closed, Figure.Guided, Figure.Merged, Figure.Voided], []),
        [OpenedFigure.Late] = ([Figure.Due], [Figure.OnTime]),
        [OpenedFigure.NotContacted] = ([Figure.RatedOnResponse], [Figure.Contacted]),
        [OpenedFigure.NotSolved] = ([Figure.RatedOnResolution], [Figure.Solved, Figure.PartlySolved]),
        [OpenedFigure.SignedLate] = ([Figure.ToSign], [Figure.SignedOnTime]),
        [OpenedFigure.ContactedLate] = ([Figure.ToContact], [Figure.ContactedOnTime]),
        [OpenedFigure.DueOpen] = ([Figure.Due], [Figure.DueClosed]),
        [OpenedFigure.NotCalled] = ([Figure.CallbackDue], [Figure.CalledBack]),
    };

    /// <summary>Whether a figure is kept for each unit; the others are of the whole hotline.</summary>
    public static bool IsOfUnits(OpenedFigure figure) => figure is not (OpenedFigure.Open or OpenedFigure.CarriedOver);

    /// <summary>How many of a figure a line has.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is of the whole hotline and on no line.</exception>
    public static decimal CountOf(ScorecardLine line, OpenedFigure figure) =>
        TermsOf(figure, line.Scheme).Sum(term => term.Weight * line.Counts[term.Figure]);

    /// <summary>The figures behind one side of an indicator by the scheme in effect, one for each case; nothing behind what is not made of cases.</summary>
    public IReadOnlyList<Term> TermsOf(Indicator indicator, IndicatorSide side) => TermsOf(indicator, side, zone.Current.Scheme);

    private static IReadOnlyList<Term> TermsOf(Indicator indicator, IndicatorSide side, ScorecardScheme scheme)
    {
        // An average is divided by the cases that it sums something of.
        var terms = side == IndicatorSide.Denominator || indicator.Unit == IndicatorUnit.Minutes
            ? indicator.Denominator(scheme)
            : indicator.Numerator(scheme);
        return [.. terms.Where(term => !Figures.IsMeasure(term.Figure))];
    }

    /// <param name="period">The scorecard's.</param>
    /// <param name="figure">Which of its figures.</param>
    /// <param name="unit">Only this unit's line; <c>null</c> for all that the actor may see.</param>
    /// <param name="group">Only the units of this ranking group.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="after">The <see cref="Page.Next"/> of the page before; <c>null</c> for the first.</param>
    /// <param name="take">Rows, 1 to <see cref="MostPerPage"/>.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <exception cref="AccessRefusedException">Another unit's line, or the whole hotline's, and the actor sees one unit's.</exception>
    /// <exception cref="FormatException"><paramref name="after"/> is not a place this list gave.</exception>
    public Task<Page> ExecuteAsync(
        Period period, OpenedFigure figure, string? unit, string? group, Actor actor, string? after, int take, CancellationToken cancellation)
    {
        if (!IsOfUnits(figure))
        {
            Sight.Of(actor).RequireAll();
            var last = figure == OpenedFigure.Open ? period.LastDay : period.FirstDay.AddDays(-1);
            return database.ReadAsync(db => ListOpenAsync(db, last, after, take), cancellation);
        }

        return ListAsync(scheme => TermsOf(figure, scheme), period, unit, group, actor, after, take, cancellation);
    }

    /// <summary>The same for one side of an indicator.</summary>
    /// <exception cref="AccessRefusedException">Another unit's line, or the whole hotline's, and the actor sees one unit's.</exception>
    /// <exception cref="FormatException"><paramref name="after"/> is not a place this list gave.</exception>
    public Task<Page> ExecuteAsync(
        Period period, Indicator indicator, IndicatorSide side, string? unit, string? group, Actor actor, string? after, int take, CancellationToken cancellation) =>
        ListAsync(scheme => TermsOf(indicator, side, scheme), period, unit, group, actor, after, take, cancellation);

    private Task<Page> ListAsync(
        Func<ScorecardScheme, IReadOnlyList<Term>> termsOf, Period period, string? unit, string? group, Actor actor, string? after, int take, CancellationToken cancellation)
    {
        var own = Sight.Of(actor).Narrow(unit);
        var place = after is null ? CountPlace.Start : ParsePlace(after);
        return database.ReadAsync(
            async db =>
            {
                var frozen = await db.FindFrozenReportAsync(period.Name);
                var scheme = frozen is null ? zone.Current.Scheme : (await ReadScorecard.FindFrozenAsync(db, period.Name))!.Card().Total.Scheme;
                var terms = new Terms(termsOf(scheme), scheme, frozen, frozen is null ? null : ReportJson.Read(frozen.Report));
                var members = terms.Report is { } report
                    ? report.Units.Where(line => line.Group == group).Select(line => line.Code)
                    : zone.Current.Units.Values.Where(known => known.Group == group).Select(known => known.Code);
                IReadOnlyList<string>? units = group is null
                    ? own is null ? null : [own]
                    : [.. members.Where(code => own is null || code == own)];
                return units is [] || terms.Of is [] ? new Page([], null) : await ListAsync(db, terms, period, units, place, take);
            },
            cancellation);
    }

    private async Task<Page> ListAsync(Session db, Terms by, Period period, IReadOnlyList<string>? units, CountPlace place, int take)
    {
        // What weighs nothing is no part of a numerator, but is shown in it as what it was.
        var sought = new SoughtFigures(
            [.. by.Of.Where(term => term.Weight >= 0).Select(term => term.Figure)],
            [.. by.Of.Where(term => term.Weight < 0).Select(term => term.Figure)],
            Figures.IsOfRatings(by.Of[0].Figure) ? by.Scheme.Attribution : Attribution.Closed);
        var rows = by.Frozen is { } frozen
            ? await ListFrozenAsync(db, frozen.Freeze, sought, units, place, take + 1)
            : await ListLiveAsync(db, sought, period, units, place, take);
        var shown = rows.Take(take).ToList();
        var cases = await CasesAsync(db, shown.Select(row => row.Number));
        HashSet<(string, string)> changed = by.Frozen is null || shown.Count == 0
            ? []
            : [.. (await ReadCorrections.DifferAsync(db, await db.ListMovesOfAsync(by.Frozen.Freeze, [.. shown.Select(row => row.Number).Distinct()]))).Select(pair => (pair.Frozen.Number, pair.Frozen.Entry))];
        return new Page(
            [
                .. shown.Where(row => cases.ContainsKey(row.Number))
                    .Select(row => ItemOf(row, cases[row.Number].Case, cases[row.Number].Text, by) with { IsChanged = changed.Contains((row.Number, row.Entry)) }),
            ],
            rows.Count <= take ? null : FormatPlace(shown[^1]));
    }

    // A part knows which figures are in it: those without any of what is sought are not opened.
    private static async Task<IReadOnlyList<CountRow>> ListFrozenAsync(
        Session db, string freeze, SoughtFigures sought, IReadOnlyList<string>? units, CountPlace place, int take)
    {
        const int Parts = 16;
        var (any, none) = (Figures.Of(sought.Any), Figures.Of(sought.None));
        var rows = new List<CountRow>();
        var seen = new FrozenPartPlace(sought.Attribution.ToString(), place.Day, place.Unit, int.MaxValue);
        IReadOnlyList<FrozenPartRow> parts;
        do
        {
            parts = await db.FindFrozenPartsAsync(freeze, sought, units, seen, Parts);
            foreach (var part in parts)
            {
                var isPlace = (part.Day, part.Unit) == (place.Day, place.Unit);
                rows.AddRange(FrozenRows.RowsOf(part).Reverse().Where(row => (row.Figures & any) != 0 && (row.Figures & none) == 0
                    && (!isPlace || (row.Number == place.Number ? string.CompareOrdinal(row.Entry, place.Entry) : string.CompareOrdinal(row.Number, place.Number)) < 0)));
                seen = seen with { Day = part.Day, Unit = part.Unit, Part = part.Part };
                if (rows.Count >= take)
                {
                    return [.. rows.Take(take)];
                }
            }
        }
        while (parts.Count == Parts);

        return rows;
    }

    private static async Task<IReadOnlyList<CountRow>> ListLiveAsync(
        Session db, SoughtFigures sought, Period period, IReadOnlyList<string>? units, CountPlace place, int take)
    {
        // Each of these days holds at least one, so no more of them are needed than rows; one more row than asked tells whether
        // there is a next page. The place's own day may be used up already, hence two.
        var days = await db.ListCountedDaysAsync(sought, period, units, place, take + 2);
        var rows = new List<CountRow>();
        foreach (var day in days)
        {
            var isPlace = (day.Day, day.Unit) == (place.Day, place.Unit);
            rows.AddRange(await db.ListCountsAsync(sought, day, isPlace ? place.Number : "~", isPlace ? place.Entry : "~", take + 1 - rows.Count));
            if (rows.Count > take)
            {
                break;
            }
        }

        return rows;
    }

    // Those that are open still, by their registration; then those that have ended since, by their end.
    private async Task<Page> ListOpenAsync(Session db, DateOnly last, string? after, int take)
    {
        var at = zone.Current.Calendar.EndOfDay(last);
        const string Ended = "ended_";
        const string Open = "open_";
        var isEnded = after?.StartsWith(Ended, StringComparison.Ordinal) == true;
        var still = isEnded
            ? []
            : await db.ListStillOpenAsync(at, after is null ? new CaseStore.Turn { At = DateTimeOffset.MaxValue } : ParseTurn(after, Open), take + 1);
        var most = take + 1 - still.Count;
        if (after is null && await CountOpenAsync(db, last) is { } open)
        {
            most = (int)Math.Min(most, open - still.Count);
        }

        var since = most <= 0
            ? []
            : await db.ListEndedSinceAsync(at, isEnded ? ParseTurn(after!, Ended) : new CaseStore.Turn { At = at }, most);
        var turns = still.Select(turn => (Turn: turn, Prefix: Open)).Concat(since.Select(turn => (Turn: turn, Prefix: Ended))).ToList();
        var shown = turns.Take(take).ToList();
        var cases = await CasesAsync(db, shown.Select(entry => entry.Turn.Number));
        return new Page(
            [.. shown.Where(entry => cases.ContainsKey(entry.Turn.Number)).Select(entry => ItemOf(cases[entry.Turn.Number].Case, cases[entry.Turn.Number].Text))],
            turns.Count <= take ? null : shown[^1].Prefix + PagePlace.Format(shown[^1].Turn.At, shown[^1].Turn.Number));
    }

    // How many were open at the end of a day, so that the search among all that ended since stops at the last of them: the
    // tallies know, unless something is still to be counted.
    private static async Task<long?> CountOpenAsync(Session db, DateOnly last) =>
        await db.FindMarkAsync(RebuildScorecard.Due) is null && await db.CountUncountedAsync() == 0 ? await db.CountCarriedOverAsync(last.AddDays(1)) : null;

    private static async Task<Dictionary<string, (Case Case, string? Text)>> CasesAsync(Session db, IEnumerable<string> numbers) =>
        numbers.Distinct().ToList() is { Count: > 0 } some ? (await db.ListCasesAsync(some)).ToDictionary(found => found.Case.Number) : [];

    private Item ItemOf(CountRow row, Case @case, string? text, Terms by)
    {
        var terms = by.Of;
        var current = zone.Current;
        // Of what is asked of a unit, the clock that the figure is about.
        var key = row.Entry.StartsWith(Contribution.Assigned, StringComparison.Ordinal)
            ? terms[0].Figure switch
            {
                Figure.ToSign or Figure.SignedOnTime => "C2-" + row.Entry[Contribution.Assigned.Length..],
                Figure.ToContact or Figure.ContactedOnTime => "C3-" + row.Entry[Contribution.Assigned.Length..],
                _ => null,
            }
            : row.Entry.StartsWith('C') && row.Entry.Contains('-', StringComparison.Ordinal) ? row.Entry : null;
        var clock = key is null
            ? null
            : DeadlinePlan.Clocks(@case, current.BasisOf(@case)).FirstOrDefault(clock => clock.Key == key);
        return ItemOf(@case, text) with
        {
            Day = row.Day,
            Unit = row.Unit,
            Entry = row.Entry,
            UnitName = by.Report?.Units.FirstOrDefault(line => line.Code == row.Unit)?.Title is { } title ? ReadersLanguage.Pick(title.Zh, title.En)
                : current.Units.TryGetValue(row.Unit, out var known) ? ReadersLanguage.Pick(known.Name, known.NameEn) : null,
            Counts = Figures.In(row.Figures),
            Weight = terms.Where(term => term.Weight >= 0 && Figures.Has(row.Figures, term.Figure)).Select(term => term.Weight).FirstOrDefault(1),
            Rating = !Contribution.IsRating(row.Entry) ? null : by.Scheme.Rating == OfficialRating.First ? @case.FirstRating : @case.FinalRating,
            Clock = clock?.Key,
            Due = clock?.DueAt,
            Done = clock?.StoppedAt,
        };
    }

    private static Item ItemOf(Case @case, string? text) => new(
        @case.Number,
        null,
        null,
        null,
        [],
        1,
        @case.Status,
        @case.Standing,
        @case.Type,
        @case.Category,
        @case.Area,
        text is null ? null : CaseLedger.ReadText(text).Title,
        @case.RegisteredAt,
        @case.EndedAt,
        null,
        null,
        null,
        null);

    private static IReadOnlyList<Term> TermsOf(OpenedFigure figure, ScorecardScheme scheme) => figure switch
    {
        OpenedFigure.ResolutionNumerator => Indicators.Get("R2").Numerator(scheme),
        OpenedFigure.SatisfactionNumerator => Indicators.Get("R3").Numerator(scheme),
        _ when Composed.TryGetValue(figure, out var composed) =>
            [.. composed.Any.Select(any => new Term(any)), .. composed.None.Select(none => new Term(none, -1))],
        _ => Enum.TryParse<Figure>(figure.ToString(), out var own)
            ? [new Term(own)]
            : throw new ArgumentOutOfRangeException(nameof(figure), figure, "It is of the whole hotline."),
    };

    private static string FormatPlace(CountRow row) =>
        string.Create(CultureInfo.InvariantCulture, $"{row.Day:yyyyMMdd}_{row.Unit}_{row.Number}_{row.Entry}");

    private static CountPlace ParsePlace(string text) =>
        text.Split('_') is [var day, var unit, var number, var entry]
        && DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
            ? new CountPlace(on, unit, number, entry)
            : throw NoPlace(text);

    private static CaseStore.Turn ParseTurn(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal) && PagePlace.TryParse(text[prefix.Length..], out var at, out var number)
            ? new CaseStore.Turn { At = at, Number = number }
            : throw NoPlace(text);

    private static FormatException NoPlace(string text) => new($"'{text}' is not a place in this list.");
}
