using System.Globalization;
using Hotline.Domain.Scorecards;
using Microsoft.AspNetCore.Components;

namespace Hotline.Api.Ui.Scorecards;

/// <summary>Figures as this room shows them: rounded half away from zero, and only here; a dash for what has no denominator.</summary>
internal static class Shown
{
    public const string None = "—";

    /// <summary>1009 or 916.4</summary>
    public static string Number(decimal value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>97.7%</summary>
    public static string Percent(decimal? rate) => rate is { } value ? Round(100 * value, 1).ToString("0.0", CultureInfo.InvariantCulture) + "%" : None;

    /// <summary>90.2</summary>
    public static string Score(decimal? score) => score is { } value ? Round(value, 1).ToString("0.0", CultureInfo.InvariantCulture) : None;

    /// <summary>9.75: a step of a composite shows one digit more than the composite.</summary>
    public static string Part(decimal? score) => score is { } value ? Round(value, 2).ToString("0.00", CultureInfo.InvariantCulture) : None;

    /// <summary>+1.3, of values that were not rounded before; nothing where one is missing.</summary>
    public static string? Change(decimal? now, decimal? before) =>
        now - before is { } change ? Round(change, 1).ToString("+0.0;−0.0;±0.0", CultureInfo.InvariantCulture) : null;

    /// <summary>What an indicator's value is in its unit; an average of minutes is told in hours.</summary>
    public static string Of(Indicator indicator, decimal? value) => value is not { } known ? None : indicator.Unit switch
    {
        IndicatorUnit.Rate => Percent(known),
        IndicatorUnit.Minutes => ScorecardTexts.Format("Hours", Score(known / 60)),
        IndicatorUnit.Hours => ScorecardTexts.Format("Hours", Number(known)),
        IndicatorUnit.Points => Part(known),
        _ => Number(known),
    };

    /// <summary>2025-09-30</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A coordinate of a drawing.</summary>
    public static string At(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    // The name of SVG's own element for writing means something else to Razor.
    public static RenderFragment Written(string x, decimal y, string kind, string text) => builder =>
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "x", x);
        builder.AddAttribute(2, "y", At(y));
        builder.AddAttribute(3, "class", kind);
        builder.AddContent(4, text);
        builder.CloseElement();
    };

    private static decimal Round(decimal value, int decimals) => Math.Round(value, decimals, MidpointRounding.AwayFromZero);
}
