using System.Globalization;
using Hotline.Domain.Scorecards;

namespace Hotline.Scorecards;

/// <summary>A scheme said in both languages, as it stays with what was judged by it.</summary>
internal static class SchemeWords
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    public static PeriodReport.Name TitleOf(ScorecardScheme scheme)
    {
        string Sum(CultureInfo culture, string times) => string.Join(
            culture == English ? " + " : "+",
            scheme.Components.Select(component => FormattableString.Invariant($"{IndicatorTexts.NameIn(Indicators.Get(component.Indicator), culture)}{times}{component.Points}")));
        return new(
            FormattableString.Invariant($"考评方案第{scheme.Version}版：综合={Sum(Chinese, "×")}，满分{scheme.Full}；{(scheme.Rating == OfficialRating.First ? "以首次评价为准" : "以最终评价为准")}，{DayZh(scheme.Attribution)}；基本满意按{scheme.BasicallySatisfied}计，部分解决按{scheme.PartlySolved}计；未评价{TreatmentZh(scheme.NotAnswered)}，无法联系{TreatmentZh(scheme.Unreached)}；有效回访少于{scheme.MinimumSample}件的不排名。"),
            FormattableString.Invariant($"Scheme version {scheme.Version}: composite = {Sum(English, " × ")}, of {scheme.Full}; the {(scheme.Rating == OfficialRating.First ? "first" : "last")} rating counts, {DayEn(scheme.Attribution)}; basically satisfied counts {scheme.BasicallySatisfied}, partly solved {scheme.PartlySolved}; those who gave no rating are {TreatmentEn(scheme.NotAnswered)}, those not reached {TreatmentEn(scheme.Unreached)}; fewer than {scheme.MinimumSample} valid call-backs are not ranked."));
    }

    public static PeriodReport.Name FunctionOf(SchemeComponent component) => component.Scoring is Linear linear
        ? new(
            FormattableString.Invariant($"目标{linear.Target}%，每差1个百分点扣{linear.Slope}分，最低{linear.Floor}分"),
            FormattableString.Invariant($"target {linear.Target}%, {linear.Slope} points less for each percentage point short of it, at least {linear.Floor}"))
        : new("按比例计分", "in proportion to the rate");

    private static string DayZh(Attribution attribution) => attribution switch
    {
        Attribution.Intake => "按受理时间归期",
        Attribution.Callback => "按回访时间归期",
        _ => "按办结时间归期",
    };

    private static string DayEn(Attribution attribution) => attribution switch
    {
        Attribution.Intake => "by the day of intake",
        Attribution.Callback => "by the day of the call-back",
        _ => "by the day of closing",
    };

    private static string TreatmentZh(Treatment treatment) => treatment switch
    {
        Treatment.Exclude => "不计入",
        Treatment.Satisfied => "视为满意",
        _ => "计0分",
    };

    private static string TreatmentEn(Treatment treatment) => treatment switch
    {
        Treatment.Exclude => "left out",
        Treatment.Satisfied => "taken as satisfied",
        _ => "counted as zero",
    };
}
