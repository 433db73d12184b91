using System.Globalization;
using Hotline.Cases;
using Hotline.Domain;
using Hotline.Domain.Scorecards;
using Hotline.Papers;
using static Hotline.Scorecards.Pack.PackFigures;

namespace Hotline.Scorecards.Pack;

/// <summary>What a report is told as: the chapters of domain.md §3.7, in its order. Pure; a chapter without anything in it is left out where it may be.</summary>
public sealed class PackChapters
{
    private const int MostShares = 10;
    private const int MostListed = 3;

    private static readonly string[] Groups = ["Enterprise"];

    private readonly PeriodReport _report;
    private readonly PackTexts _texts;
    private readonly Period _period;

    private PackChapters(PeriodReport report, PackTexts texts) => (_report, _texts, _period) = (report, texts, PackSentence.PeriodOf(report));

    /// <summary>书记点评会材料</summary>
    /// <exception cref="CaseRefusedException">Its reconciliation does not close.</exception>
    public static PackPaper Of(PeriodReport report, PackTexts texts) => Of(report, texts, "Subtitle.Meeting");

    /// <summary>通报: the same chapters, not for a meeting.</summary>
    /// <inheritdoc cref="Of(PeriodReport, PackTexts)"/>
    public static PackPaper OfCircular(PeriodReport report, PackTexts texts) => Of(report, texts, "Subtitle.Circular");

    /// <summary>高新区2025年第三季度接诉即办工作情况通报</summary>
    public static string TitleOf(Period period, PackTexts texts) => texts.Format("Title", texts.Place, PackSentence.Titled(period, texts));

    /// <exception cref="CaseRefusedException">What came in does not equal what ended and what is open; with both sides.</exception>
    public static void RequireClosed(PeriodReport report)
    {
        if (report.Reconciliation is { Closes: false } balance)
        {
            var coming = balance.CarriedOver + balance.Received;
            var going = balance.Closed + balance.Merged + balance.Guided + balance.Voided + balance.Open;
            throw new CaseRefusedException(new Refusal(
                "scorecard.does_not_close",
                $"{report.Period} does not add up: carried over and received are {coming}, ended and open are {going}. Nothing is printed until they agree."));
        }
    }

    private static PackPaper Of(PeriodReport report, PackTexts texts, string subtitle)
    {
        RequireClosed(report);
        var chapters = new PackChapters(report, texts);
        (string Title, IReadOnlyList<PackPart> Parts)[] all =
        [
            ("Chapter.Volume", chapters.Volume()),
            ("Chapter.Rates", chapters.Rates()),
            ("Chapter.Matters", chapters.Matters()),
            ("Chapter.Overdue", chapters.Overdue()),
            ("Chapter.Themes", chapters.Themes()),
            ("Chapter.Praises", chapters.Praises()),
            ("Chapter.Enterprise", chapters.Enterprise()),
            ("Chapter.Decisions", chapters.Decisions()),
            ("Chapter.Lists", chapters.Lists()),
        ];
        return new PackPaper(
            TitleOf(chapters._period, texts),
            texts.Format("Title.Lines", texts.Place, PackSentence.Titled(chapters._period, texts)),
            texts.Get(subtitle),
            [
                .. all.Where(chapter => chapter.Parts.Count > 0).Select((chapter, index) =>
                    new PackChapter(texts.Format("Chapter.Numbered", texts.Get($"Ordinal.{index + 1}"), texts.Get(chapter.Title)), chapter.Parts)),
            ]);
    }

    // (1) 受理, 办结, 结转, and the proof that it adds up.
    private List<PackPart> Volume()
    {
        var total = _report.Total;
        var balance = _report.Reconciliation;
        var before = _report.Trend.FirstOrDefault(point => point.Period == _report.Before);
        List<PackPart> parts =
        [
            new PackParagraph(PackSentence.Of(_report, _texts) + _texts.Get("Stop")),
            new PackParagraph(string.Concat(
                F("Volume.Ended", balance.CarriedOver, balance.Closed, Count(total, nameof(Tally.AnsweredDirectly)), balance.Merged, balance.Guided, balance.Voided, balance.Open),
                before is null ? "" : F("Volume.Change", before.Received, Change(Count(total, nameof(Tally.Received)), before.Received, 0)))),
            new PackParagraph(F("Balance", balance.CarriedOver, balance.Received, balance.Closed, balance.Merged, balance.Guided, balance.Voided, balance.Open)),
        ];
        if (total.Find("R3") is { Denominator: not 0 } satisfaction)
        {
            parts.Insert(1, new PackParagraph(F("Volume.Rated", Percent(satisfaction.Value), Fraction(satisfaction))));
        }

        if (_report.Trend.Count > 0)
        {
            var labels = _report.Trend.Select(point => point.Period).ToList();
            parts.Add(new PackPicture(
                new Chart(F("Chart.Received", labels.Count), labels, [new ChartSeries(T("Received"), [.. _report.Trend.Select(point => (decimal?)point.Received)])]), PackDrawing.Bars));
            parts.Add(new PackPicture(
                new Chart(
                    F("Chart.Rates", labels.Count),
                    labels,
                    [
                        new ChartSeries(T("R1"), [.. _report.Trend.Select(point => point.Response)]),
                        new ChartSeries(T("R2"), [.. _report.Trend.Select(point => point.Resolution)]),
                        new ChartSeries(T("R3"), [.. _report.Trend.Select(point => point.Satisfaction)]),
                    ]) { IsOfRates = true },
                PackDrawing.Lines));
            parts.Add(Table(
                "Trend",
                [Text("Period", 12), Figure("Received", 9), Figure("Closed", 9), Figure("R1", 9), Figure("R2", 9), Figure("R3", 9), Figure("R6", 10), Figure("Composite", 9)],
                _report.Trend.Select(point => new PackRow(
                    [
                        Words(point.Period), Whole(point.Received), Whole(point.Closed), BareRate(point.Response), BareRate(point.Resolution),
                        BareRate(point.Satisfaction), BareRate(point.OnTime), Points(point.Composite),
                    ],
                    IsStrong: point.Period == _report.Period))));
        }

        if (_report.ReceivedByDay.Count > 0)
        {
            parts.Add(ByDay());
        }

        return parts;
    }

    // By day within a month, by week within a quarter, by month within a year.
    private PackPicture ByDay()
    {
        var (title, start, label) = _period.Days switch
        {
            <= 31 => ("Chart.ByDay", (Func<DateOnly, DateOnly>)(day => day), "M-d"),
            <= 124 => ("Chart.ByWeek", day => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)), "M-d"),
            _ => ("Chart.ByMonth", day => new DateOnly(day.Year, day.Month, 1), "yyyy-MM"),
        };
        var stretches = Enumerable.Range(0, _period.Days).Select(_period.FirstDay.AddDays).GroupBy(start).ToList();
        return new PackPicture(
            new Chart(
                T(title),
                [.. stretches.Select(stretch => stretch.First().ToString(label, CultureInfo.InvariantCulture))],
                [new ChartSeries(T("Received"), [.. stretches.Select(stretch => (decimal?)stretch.Sum(day => _report.ReceivedByDay.GetValueOrDefault(day)))])]),
            PackDrawing.Bars);
    }

    // (2) 三率, and who stands where.
    private List<PackPart> Rates()
    {
        string[] rates = ["R1", "R2", "R3"];
        List<PackPart> parts =
        [
            new PackParagraph(string.Join(T("Semicolon"), rates.Select(rate => SayRate(_report.Total, rate))) + SayComposite() + T("Stop")),
            Table(
                "Groups",
                [Text("Scope", 14), .. rates.SelectMany(rate => (PackColumn[])[Rate(rate, 12), Figure("Change", 8, rate)]), Figure("Composite", 9), Figure("Change", 8, "Composite")],
                _report.Groups.Select(group => Row(group, false)).Append(Row(_report.Total, true))),
            new PackNote(T("Change.Note")),
        ];
        if (_report.Groups.Any(group => rates.Any(rate => group.Find(rate)?.Value is not null)))
        {
            parts.Add(new PackPicture(
                new Chart(
                    T("Chart.Groups"),
                    [.. _report.Groups.Select(Named)],
                    [.. rates.Select(rate => new ChartSeries(T(rate), [.. _report.Groups.Select(group => group.Find(rate)?.Value)]))]) { IsOfRates = true },
                PackDrawing.Bars));
        }

        parts.Add(Table(
            "Units",
            [
                Text("Group", 10), Figure("Rank", 6), Figure("RankBefore", 6), Text("Unit", 15), Figure("Received", 7), Figure("Closed", 7), Rate("R1", 10),
                Rate("R2", 10), Rate("R3", 10), Figure("Composite", 9),
            ],
            _report.Units.Select(unit => UnitRow(unit, Named(unit), GroupName(unit.Group), unit.Rank, unit.RankBefore, false))
                .Append(UnitRow(_report.Total, T("Total"), null, null, null, true))));
        parts.Add(new PackNote(_texts.Of(_report.SchemeTitle) + T("Ranks.Note")));
        return parts;

        PackRow Row(PeriodReport.Line line, bool isStrong) => new(
            [
                Words(isStrong ? T("Total") : Named(line)),
                .. rates.SelectMany(rate => (PackCell[])[PackFigures.Rate(line.Find(rate)), RateChange(line.Find(rate))]),
                Points(line.Composite),
                PointsChange(line.Composite, line.CompositeBefore),
            ],
            isStrong);

        PackRow UnitRow(PeriodReport.Line line, string name, string? group, int? rank, int? rankBefore, bool isStrong) => new(
            [
                Words(group), Whole(rank), Whole(rankBefore), Words(line.Unranked is { } why ? F("Unit.Unranked", name, T("Unranked." + why)) : name),
                Whole(Count(line, nameof(Tally.Received))), Whole(Count(line, nameof(Tally.Closed))),
                .. rates.Select(rate => PackFigures.Rate(line.Find(rate))), Points(line.Composite),
            ],
            isStrong);
    }

    // (3) What it was about and where.
    private List<PackPart> Matters()
    {
        var parts = new List<PackPart>();
        foreach (var dimension in new[] { "Category", "Area", "Channel" })
        {
            if (_report.Divisions.FirstOrDefault(division => division.Dimension == dimension) is not { Shares.Count: > 0 } division)
            {
                continue;
            }

            var all = division.Shares.Sum(share => share.Count);
            var shown = division.Shares.OrderByDescending(share => share.Count).ThenBy(share => share.Value, StringComparer.Ordinal).Take(MostShares).ToList();
            parts.Add(Table(
                dimension,
                [Figure("Place.No", 6), Text("Division." + dimension, 24), Figure("Received", 9), Rate("Share", 14), Figure("Before", 9), Figure("Change", 9)],
                shown.Select((share, index) => new PackRow(
                    [
                        Whole(index + 1), Words(_texts.Of(share.Title)), Whole(share.Count), PackFigures.Rate(new("", share.Count, all, all == 0 ? null : (decimal)share.Count / all, null, null)),
                        Whole(share.Before), new(Change(share.Count, share.Before, 0), [Cell.Whole(share.Count - share.Before)]),
                    ]))));
        }

        AddSpots("HotSpots", _report.HotSpots);
        AddSpots("NewRises", _report.NewRises);
        return parts;

        void AddSpots(string name, IReadOnlyList<PeriodReport.Spot> spots)
        {
            if (spots.Count > 0)
            {
                parts.Add(Table(
                    name,
                    [Text("Division.Category", 14), Text("Division.Area", 12), Figure("Received", 7), Figure("Before", 7), Figure("Expected", 8), Text("Sample", 18)],
                    spots.Select(spot => new PackRow(
                        [
                            Words(_texts.Of(spot.CategoryTitle)), Words(_texts.Of(spot.AreaTitle)), Whole(spot.Count), Whole(spot.Before),
                            new(spot.Expected.ToString("0.0", CultureInfo.InvariantCulture), [Cell.Number(spot.Expected, "0.0")]), Words(string.Join('\n', spot.Numbers)),
                        ]))));
            }
        }
    }

    // (4) What was late, sent back, done again, and what is late still.
    private List<PackPart> Overdue()
    {
        var total = _report.Total;
        List<PackPart> parts =
        [
            new PackParagraph(F(
                "Overdue.Text", Count(total, nameof(Tally.Due)), Count(total, nameof(Tally.OnTime)), Count(total, nameof(Tally.Due)) - Count(total, nameof(Tally.OnTime)), Percent(total.Find("R6")?.Value),
                Count(total, nameof(Tally.Reworked)), total.OpenLate) + (total.OldestLateDays is { } days ? F("Overdue.Oldest", days) : "") + T("Stop")),
            Table(
                "Overdue",
                [
                    Text("Unit", 16), Figure("Due", 8), Figure("Late", 8), Rate("R6", 12), Rate("R8", 11), Rate("R10", 11), Rate("R16", 11),
                    Figure("OpenLate", 8), Figure("OldestLate", 9),
                ],
                _report.Units.Where(unit => Count(unit, nameof(Tally.Due)) > 0 || unit.OpenLate > 0 || Count(unit, nameof(Tally.Reworked)) > 0)
                    .Select(unit => Row(unit, Named(unit), false)).Append(Row(total, T("Total"), true))),
        ];
        if (_report.OpenReds.Count > 0)
        {
            var all = _report.OpenReds.Sum(age => age.Count);
            parts.Add(Table(
                "OpenReds",
                [Text("Age", 20), Figure("Cases", 10), Rate("Share", 14)],
                _report.OpenReds.Select(age => new PackRow(
                    [
                        Words(age.ToDays is { } to ? F("Age.Between", age.FromDays, to) : F("Age.From", age.FromDays)), Whole(age.Count),
                        PackFigures.Rate(new("", age.Count, all, all == 0 ? null : (decimal)age.Count / all, null, null)),
                    ]))
                    .Append(new PackRow([Words(T("Total")), Whole(all), PackFigures.Rate(new("", all, all, all == 0 ? null : 1, null, null))], IsStrong: true))));
        }

        return parts;

        static PackRow Row(PeriodReport.Line line, string name, bool isStrong) => new(
            [
                Words(name), Whole(Count(line, nameof(Tally.Due))), Whole(Count(line, nameof(Tally.Due)) - Count(line, nameof(Tally.OnTime))), PackFigures.Rate(line.Find("R6")), PackFigures.Rate(line.Find("R8")),
                PackFigures.Rate(line.Find("R10")), PackFigures.Rate(line.Find("R16")), Whole(line.OpenLate), Whole(line.OldestLateDays),
            ],
            isStrong);
    }

    // (5) 每月一题
    private List<PackPart> Themes() => _report.Themes.Count == 0
        ? []
        :
        [
            new PackParagraph(F("Themes.Text", _report.Themes.Count, _report.Themes.Sum(theme => theme.Problems.Count), _report.Themes.Sum(theme => theme.TasksDone), _report.Themes.Sum(theme => theme.Tasks))),
            Table(
                "Themes",
                [Text("Month", 9), Text("Theme", 16), Text("State", 8), Text("Problem", 20), Text("Lead", 14), Figure("CasesBefore", 8), Figure("CasesAfter", 8), Figure("TasksDone", 8)],
                _report.Themes.SelectMany(theme => theme.Problems.DefaultIfEmpty().Select(problem => new PackRow(
                    [
                        Words(theme.Month), Words(theme.Title), Words(Named("Theme.", theme.State)), Words(problem?.Title), Words(problem is null ? null : _texts.Of(problem.Lead)),
                        Whole(problem?.Before), Whole(problem?.After),
                        new(F("Of", theme.TasksDone, theme.Tasks), [Cell.Text(F("Of", theme.TasksDone, theme.Tasks))]),
                    ])))),
        ];

    // (6) 表扬
    private List<PackPart> Praises()
    {
        var total = _report.Total;
        if (total.Praises == 0 && _report.Praises.Count == 0)
        {
            return [];
        }

        List<PackPart> parts =
        [
            new PackParagraph(F("Praises.Text", Count(total, nameof(Tally.PraisedByPhone)), Count(total, nameof(Tally.Banners)), Count(total, nameof(Tally.Letters)))),
            Table(
                "PraisesByUnit",
                [Text("Unit", 24), Figure("Phone", 10), Figure("Banner", 10), Figure("Letter", 10)],
                _report.Units.Where(unit => unit.Praises > 0).OrderByDescending(unit => unit.Praises).Select(unit => Row(unit, Named(unit), false)).Append(Row(total, T("Total"), true))),
        ];
        if (_report.Praises.Count > 0)
        {
            parts.Add(Table(
                "Praises",
                [Text("Number", 16), Text("Day", 12), Text("Kind", 12), Text("Unit", 20)],
                _report.Praises.Select(praise => new PackRow([Words(praise.Number), Days(praise.Day), Words(Named("Praise.", praise.Kind)), Words(_texts.Of(praise.UnitTitle))]))));
        }

        return parts;

        static PackRow Row(PeriodReport.Line line, string name, bool isStrong) => new(
            [Words(name), Whole(Count(line, nameof(Tally.PraisedByPhone))), Whole(Count(line, nameof(Tally.Banners))), Whole(Count(line, nameof(Tally.Letters)))], isStrong);
    }

    // (7) 企业: only where there is something to tell.
    private List<PackPart> Enterprise()
    {
        var parts = new List<PackPart>();
        if (_report.Divisions.FirstOrDefault(division => division.Dimension == "RequesterKind") is { } kinds
            && kinds.Shares.FirstOrDefault(share => share.Value == "Enterprise") is { Count: > 0 } share)
        {
            var all = kinds.Shares.Sum(kind => kind.Count);
            parts.Add(new PackParagraph(F("Enterprise.Received", share.Count, Percent((decimal)share.Count / all), F("Of", share.Count, all), share.Before)));
        }

        var units = _report.Units.Where(unit => Groups.Contains(unit.Group) && unit.Counts.Count > 0).ToList();
        if (units.Count > 0)
        {
            parts.Add(Table(
                "Enterprise",
                [Text("Unit", 18), Figure("Received", 8), Figure("Closed", 8), Rate("R1", 11), Rate("R2", 11), Rate("R3", 11), Rate("R6", 12)],
                units.Select(unit => new PackRow(
                    [
                        Words(Named(unit)), Whole(Count(unit, nameof(Tally.Received))), Whole(Count(unit, nameof(Tally.Closed))),
                        .. ((string[])["R1", "R2", "R3", "R6"]).Select(rate => PackFigures.Rate(unit.Find(rate))),
                    ]))));
        }

        return parts;
    }

    // (8) What the last meeting decided.
    private List<PackPart> Decisions() => _report.Decisions.Count == 0
        ? []
        :
        [
            Table(
                "Decisions",
                [Text("Meeting", 12), Text("Decision", 28), Text("Owner", 14), Text("DueDay", 11), Text("State", 9), Text("Report", 24)],
                _report.Decisions.Select(decision => new PackRow(
                    [
                        Words(decision.Meeting), Words(decision.Text), Words(_texts.Of(decision.Owner)), Days(decision.Due), Words(Named("Decision.", decision.State)), Words(decision.Report),
                    ]))),
        ];

    // (9) 红黑榜: of those that are ranked, which a small sample is not; nobody is on both.
    private List<PackPart> Lists()
    {
        var rows = new List<PackRow>();
        foreach (var group in _report.Units.Where(unit => unit.Rank is not null).GroupBy(unit => unit.Group))
        {
            var ranked = group.OrderBy(unit => unit.Rank).ToList();
            var listed = Math.Min(MostListed, ranked.Count / 2);
            var red = ranked.Where(unit => unit.Rank <= listed).ToList();
            var black = ranked.TakeLast(listed).Where(unit => unit.Rank > red.Max(best => best.Rank)).ToList();
            rows.AddRange(red.Select(unit => Row(unit, "List.Red")));
            rows.AddRange(black.Select(unit => Row(unit, "List.Black")));
        }

        return rows.Count == 0
            ? []
            : [Table("Lists", [Text("Group", 14), Text("List", 10), Figure("Rank", 7), Text("Unit", 22), Figure("Composite", 10), Rate("R3", 14)], rows), new PackNote(F("Lists.Note", MostListed))];

        PackRow Row(PeriodReport.Line unit, string list) => new(
            [Words(GroupName(unit.Group)), Words(T(list)), Whole(unit.Rank), Words(Named(unit)), Points(unit.Composite), PackFigures.Rate(unit.Find("R3"))]);
    }

    private string SayRate(PeriodReport.Line line, string rate) => line.Find(rate) is { Denominator: not 0 } measure
        ? F("Rate.Said", T(rate), Percent(measure.Value), Fraction(measure)) + (measure.Before is null ? "" : F("Rate.Change", Change(100 * measure.Value, 100 * measure.Before, 1)))
        : F("Rate.None", T(rate));

    private string SayComposite() => _report.Total.Composite is { } composite
        ? T("Semicolon") + F("Composite.Said", Score(composite)) + (_report.Total.CompositeBefore is { } before ? F("Composite.Change", Change(composite, before, 2)) : "")
        : "";

    private string Named(PeriodReport.Line line) => _texts.Of(line.Title);

    private string GroupName(string group) => _report.Groups.FirstOrDefault(line => line.Code == group) is { } known ? Named(known) : group;

    // A state or kind that has no word is shown as it is.
    private string Named(string prefix, string value) => _texts.Find(prefix + value) ?? value;

    private PackTable Table(string name, IReadOnlyList<PackColumn> columns, IEnumerable<PackRow> rows) =>
        new(T("Sheet." + name), T("Table." + name), columns, [.. rows]);

    private PackColumn Text(string title, int share) => new(T(title), share, IsFigure: false, [T(title)]);

    private PackColumn Figure(string title, int share, string? of = null) => new(T(title), share, IsFigure: true, [of is null ? T(title) : F("Sheet.ChangeOf", T(of))]);

    private PackColumn Rate(string title, int share) => new(T(title), share, IsFigure: true, [T(title), F("Sheet.Numerator", T(title)), F("Sheet.Denominator", T(title))]);

    private string T(string name) => _texts.Get(name);

    private string F(string name, params object[] values) => _texts.Format(name, values);

    private static long Count(PeriodReport.Line line, string figure) => line.CountOf(figure);
}
