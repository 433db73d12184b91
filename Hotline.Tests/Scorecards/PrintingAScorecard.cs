extern alias HotlineApi;

using System.Globalization;
using System.Resources;
using Hotline.Domain.Scorecards;
using Hotline.Scorecards;
using Hotline.Tests.Support;
using Spectre.Console;

namespace Hotline.Tests.Scorecards;

public sealed class PrintingAScorecard
{
    [TestCase("1009.0", 1033, "97.7% (1009/1033)")]
    [TestCase("12.9", 13, "99.2% (12.9/13)")]
    [TestCase("1", 16, "6.3% (1/16)", TestName = "Half is rounded away from zero")]
    [TestCase("0", 4, "0.0% (0/4)")]
    [TestCase("0", 0, "—", TestName = "An empty denominator is neither 0 nor 100")]
    public void Shows_every_rate_with_what_it_was_divided_from(string numerator, int denominator, string expected) =>
        Assert.That(
            ScorecardTable.Format(new Rate(decimal.Parse(numerator, System.Globalization.CultureInfo.InvariantCulture), denominator)),
            Is.EqualTo(expected));

    [TestCase("Department")]
    [TestCase("Street")]
    [TestCase("Platform")]
    [TestCase("Enterprise")]
    [TestCase("Hotline")]
    [TestCase("")]
    public void Calls_a_group_what_the_page_calls_it(string group) => Assert.That(
        ScorecardTable.GroupName(group),
        Is.EqualTo(new ResourceManager("Hotline.Api.Ui.Scorecards.ScorecardTexts", typeof(HotlineApi::Program).Assembly).GetString("Group." + group, CultureInfo.GetCultureInfo("zh-CN"))));

    [Test]
    public void Says_beneath_the_table_from_when_the_clock_runs()
    {
        Assert.That(Period.TryParse("2025Q3", out var period));
        var zone = ShippedZone.Current;
        var printed = new StringWriter();
        ScorecardTable.Print(
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(printed) }),
            new Scorecard(period, new ScorecardLine(new Tally(), zone.Scheme), [], new Reconciliation(0, 0, 0, 0, 0, 0, 0)),
            zone);
        Assert.That(printed.ToString(), Does.Contain("办结时限自派单起算；首次评价为准。"));
    }

    [Test]
    public void Says_by_how_much_the_page_does_not_close() =>
        Assert.That(ScorecardTable.Balance(new Reconciliation(2, 10, 6, 1, 1, 1, 2)), Is.EqualTo("上期结转 2 + 受理 10 ≠ 办结 6 + 并单 1 + 告知途径 1 + 作废 1 + 未结 2（差 1）"));
}
