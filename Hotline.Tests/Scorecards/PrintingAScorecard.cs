using Hotline.Domain.Scorecards;
using Hotline.Scorecards;

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

    [Test]
    public void Says_by_how_much_the_page_does_not_close() =>
        Assert.That(ScorecardTable.Balance(new Reconciliation(2, 10, 9, 2)), Is.EqualTo("上期结转 2 + 受理 10 ≠ 办结 9 + 未结 2（差 1）"));
}
