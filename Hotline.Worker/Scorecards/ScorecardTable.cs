using System.Globalization;
using Hotline.Domain.Scorecards;
using Hotline.Zone;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Hotline.Scorecards;

/// <summary>三率 as a table for a terminal: units by group, a total, and beneath it the sentence that is read out at the meeting.</summary>
public static class ScorecardTable
{
    private const string None = "—";
    private const string HowItIsCounted = "办结时限自派单起算；首次评价为准。";

    /// <summary>The least that holds every column with its rates on two lines; a narrower terminal breaks the lines itself.</summary>
    private const int LeastWidth = 122;

    /// <summary>Holds every column on one line: for a file, which has no width of its own.</summary>
    private const int FullWidth = 160;

    public static void Print(IAnsiConsole console, Scorecard scorecard, HotlineZone zone)
    {
        console.Profile.Width = Math.Max(console.Profile.Width, console.Profile.Out.IsTerminal ? LeastWidth : FullWidth);
        console.Write(Of(scorecard, zone));
    }

    /// <summary>When it was frozen and by whom, its hash, and what has changed since; nothing for a page that is not frozen.</summary>
    public static void PrintFreezing(IAnsiConsole console, ReadScorecard.Page page, HotlineZone zone)
    {
        if (page.Frozen is not { } frozen)
        {
            return;
        }

        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{zone.Calendar.ToLocal(frozen.At):yyyy-MM-dd HH:mm} 冻结 · {frozen.By} · SHA-256 {frozen.Hash}{(frozen.IsIntact ? "" : "（与冻结时不符）")}"));
        foreach (var correction in page.Corrections)
        {
            var name = zone.Units.TryGetValue(correction.Unit, out var known) ? known.Name : correction.Unit;
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"更正 {name} {correction.Figure}：{correction.Frozen} → {correction.Current}"));
        }
    }

    private static Rows Of(Scorecard scorecard, HotlineZone zone)
    {
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle($"接诉即办 {scorecard.Period.Name}") };
        table.AddColumn(new TableColumn("承办单位").NoWrap());
        foreach (var heading in (string[])["受理", "办结", "有效回访", "响应率", "解决率", "满意率", "按时办结率", "综合", "排名"])
        {
            table.AddColumn(new TableColumn(heading) { NoWrap = !heading.EndsWith('率') }.RightAligned());
        }

        foreach (var group in scorecard.Units.GroupBy(unit => unit.Group))
        {
            table.AddRow(new Text(GroupName(group.Key), new Style(decoration: Decoration.Bold)));
            foreach (var unit in group)
            {
                table.AddRow(Cells("  " + (zone.Units.TryGetValue(unit.Unit, out var known) ? known.Name : unit.Unit), unit.Line, unit.Rank));
            }
        }

        table.AddEmptyRow();
        table.AddRow(Cells("合计", scorecard.Total, null));
        return new Rows(table, new Text(Sentence(scorecard)), new Text(Balance(scorecard.Reconciliation)), new Text(HowItIsCounted));
    }

    /// <summary>受理 1033 · 满意率 97.7% (1009/1033) · 电话表扬 13 · 锦旗 3</summary>
    public static string Sentence(Scorecard scorecard) => string.Create(
        CultureInfo.InvariantCulture,
        $"受理 {scorecard.Total.Counts.Received} · 满意率 {Format(scorecard.Total.Satisfaction)} · 电话表扬 {scorecard.Total.Counts.PraisedByPhone} · 锦旗 {scorecard.Total.Counts.Banners}");

    /// <summary>上期结转 0 + 受理 1033 = 办结 980 + 并单 21 + 告知途径 30 + 作废 2 + 未结 0; with the difference when it does not close.</summary>
    public static string Balance(Reconciliation balance) => string.Create(
        CultureInfo.InvariantCulture,
        $"上期结转 {balance.CarriedOver} + 受理 {balance.Received} {(balance.Closes ? "=" : "≠")} 办结 {balance.Closed} + 并单 {balance.Merged} + 告知途径 {balance.Guided} + 作废 {balance.Voided} + 未结 {balance.Open}")
        + (balance.Closes ? "" : string.Create(CultureInfo.InvariantCulture, $"（差 {balance.Difference}）"));

    /// <summary>97.7% (1009/1033): one decimal, rounded half away from zero; a dash for an empty denominator.</summary>
    public static string Format(Rate rate) => rate.Value is null ? None : $"{Percent(rate)} {Fraction(rate)}";

    /// <summary>97.7%, or a dash.</summary>
    public static string Percent(Rate rate) => rate.Value is { } value ? Round(100 * value) + "%" : None;

    /// <summary>(1009/1033), or nothing for an empty denominator.</summary>
    public static string Fraction(Rate rate) => rate.Value is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"({rate.Numerator:0.####}/{rate.Denominator})");

    private static IEnumerable<IRenderable> Cells(string name, ScorecardLine line, int? rank) =>
    [
        .. ((string[])[
            name,
            line.Counts.Received.ToString(CultureInfo.InvariantCulture),
            line.Counts.Closed.ToString(CultureInfo.InvariantCulture),
            line.Counts.Rated.ToString(CultureInfo.InvariantCulture),
            Format(line.Response),
            Format(line.Resolution),
            Format(line.Satisfaction),
            Format(line.OnTime),
            line.Composite is { } composite ? Round(composite) : None,
            rank?.ToString(CultureInfo.InvariantCulture) ?? None,
        ]).Select(cell => new Text(cell)),
    ];

    /// <summary>The home page calls the groups the same.</summary>
    internal static string GroupName(string group) => group switch
    {
        "Department" => "部门",
        "Street" => "街道（镇）",
        "Platform" => "平台与专营单位",
        "Enterprise" => "企业服务",
        "Hotline" => "热线中心（直接答复）",
        "" => "其他",
        _ => group,
    };

    private static string Round(decimal value) =>
        Math.Round(value, 1, MidpointRounding.AwayFromZero).ToString("0.0", CultureInfo.InvariantCulture);
}
