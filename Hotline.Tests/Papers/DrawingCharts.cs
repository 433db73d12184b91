using Hotline.Papers;
using SkiaSharp;

namespace Hotline.Tests.Papers;

/// <summary>图: pictures that show something, also of nothing and without a font.</summary>
public sealed class DrawingCharts
{
    private static readonly string[] Quarters = [.. Enumerable.Range(0, 12).Select(quarter => $"{2022 + (quarter / 4)}Q{(quarter % 4) + 1}")];

    private static readonly Chart Trend = new("三率走势", Quarters,
    [
        new("响应率", [.. Enumerable.Range(0, 12).Select(quarter => (decimal?)(0.985m + (quarter * 0.001m)))]),
        new("解决率", [.. Enumerable.Range(0, 12).Select(quarter => quarter == 4 ? null : (decimal?)(0.93m + (quarter * 0.003m)))]),
        new("满意率", [.. Enumerable.Range(0, 12).Select(quarter => (decimal?)(0.95m + (quarter % 3 * 0.01m)))]),
    ])
    {
        IsOfRates = true,
        From = 0.9m,
    };

    private static readonly Chart Units = new("各单位受理", ["生态环境分局", "新城建设局", "公共服务局", "税务局", "热线中心"], [new("按时", [74, 80, 95, 12, 498]), new("超时", [3, 4, 3, 0, 0])]);

    [Test]
    public void Draws_lines_bars_and_stacks()
    {
        Assert.That(ChartPicture.Font, Is.Not.Null, "deploy/test.sh installs one");
        foreach (var (name, png) in new[]
        {
            ("lines", ChartPicture.Lines(Trend)), ("bars", ChartPicture.Bars(Units)), ("lying", ChartPicture.Bars(Units, lying: true)),
            ("stacked", ChartPicture.StackedBars(Units)), ("stacked-lying", ChartPicture.StackedBars(Units, lying: true)),
        })
        {
            var folder = Directory.CreateDirectory(Path.Combine(TestContext.CurrentContext.WorkDirectory, "TestResults"));
            File.WriteAllBytes(Path.Combine(folder.FullName, $"chart-{name}.png"), png);
            using var picture = SKBitmap.Decode(png);
            Assert.That(picture.Width, Is.EqualTo(2 * ChartPicture.Width));
            Assert.That(InkOf(picture), Is.GreaterThan(0.005).And.LessThan(0.6), name);
        }
    }

    [Test]
    public void Draws_the_same_picture_of_the_same_figures()
    {
        var first = ChartPicture.Lines(Trend);
        Assert.That(ChartPicture.Lines(Trend), Is.EqualTo(first));
    }

    [Test]
    public void Draws_a_gap_and_not_a_zero_where_nothing_is_known()
    {
        var gap = ChartPicture.Lines(new Chart("一", ["a", "b", "c"], [new("x", [1m, null, 1m])]) { From = 0 });
        var zero = ChartPicture.Lines(new Chart("一", ["a", "b", "c"], [new("x", [1m, 0m, 1m])]) { From = 0 });
        Assert.That(gap, Is.Not.EqualTo(zero));
    }

    [Test]
    public void Survives_having_nothing_to_show()
    {
        foreach (var chart in new[]
        {
            new Chart("空", [], []), new Chart("空", [], [new("x", [])]), new Chart("空", ["一"], [new("x", [null])]), new Chart("零", ["一", "二"], [new("x", [0m, 0m])]) { From = 0 },
        })
        {
            foreach (var draw in new Func<Chart, byte[]>[] { ChartPicture.Lines, chart => ChartPicture.Bars(chart), chart => ChartPicture.Bars(chart, lying: true), chart => ChartPicture.StackedBars(chart) })
            {
                Assert.That(draw(chart), Is.Not.Empty);
            }
        }
    }

    [Test]
    public void Says_so_where_no_font_has_Chinese()
    {
        Assert.That(ChartPicture.TitleOf(Units, font: null), Does.Contain("fonts-noto-cjk").And.Matches("^[ -~]+$"));
        Assert.That(ChartPicture.TitleOf(Units, "Noto Sans CJK SC"), Is.EqualTo("各单位受理"));
        using var picture = SKBitmap.Decode(ChartPicture.Bars(Units, lying: false, font: null));
        Assert.That(InkOf(picture), Is.GreaterThan(0.005), "the bars are there all the same");
    }

    private static double InkOf(SKBitmap picture) => picture.Pixels.Count(pixel => pixel != SKColors.White) / (double)picture.Pixels.Length;
}
