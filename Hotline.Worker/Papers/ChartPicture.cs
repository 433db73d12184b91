using System.Globalization;
using ScottPlot;
using SkiaSharp;

namespace Hotline.Papers;

/// <param name="Values">One for every label of the chart; <c>null</c> where there is none, which is a gap and not a zero.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<decimal?> Values);

/// <summary>What a picture shows.</summary>
public sealed record Chart(string Title, IReadOnlyList<string> Labels, IReadOnlyList<ChartSeries> Series)
{
    /// <summary>Values are rates: 1 is drawn as 100%.</summary>
    public bool IsOfRates { get; init; }

    /// <summary>Where the values' axis begins; <c>null</c>: of bars at nothing, of lines where there is something to see.</summary>
    public decimal? From { get; init; }
}

/// <summary>
/// Charts as pictures for paper: drawn here, without a browser or a network. Series differ in shape or order and not in colour
/// alone, because much of it is printed in black.
/// </summary>
public static class ChartPicture
{
    public const int Width = 800;
    public const int Height = 400;

    // Twice as many dots: on paper a picture is 15 cm wide.
    private const int DotsPerPixel = 2;

    private const float LargeText = 16;
    private const float SmallText = 11;

    private static readonly Color[] Colors =
        [new("#1f4e79"), new("#c55a11"), new("#7f8c9b"), new("#2e8b57"), new("#8e5ea2"), new("#d4a017")];

    private static readonly MarkerShape[] Markers =
        [MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond, MarkerShape.OpenCircle, MarkerShape.OpenSquare];

    private static readonly LinePattern[] Strokes = [LinePattern.Solid, LinePattern.Dashed, LinePattern.Dotted];

    // Sans serif first: labels are small.
    private static readonly string[] Preferred =
        ["Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei", "SimHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "PingFang SC"];

    private static readonly Lazy<string?> Installed = new(FindFont);

    /// <summary>The font that pictures are lettered in; <c>null</c> when none on this machine has Chinese.</summary>
    public static string? Font => Installed.Value;

    /// <summary>Bars side by side; long names, as of units, lie better than they stand.</summary>
    public static byte[] Bars(Chart chart, bool lying = false) => Bars(chart, lying, Font);

    /// <summary>Bars on top of each other, whose height is the sum.</summary>
    public static byte[] StackedBars(Chart chart, bool lying = false) => Draw(chart, Font, plot => AddStack(plot, chart, lying), lying, isOfLines: false);

    /// <summary>A line for each series, e.g. of twelve quarters.</summary>
    public static byte[] Lines(Chart chart) => Draw(chart, Font, plot => AddLines(plot, chart), lying: false, isOfLines: true);

    internal static byte[] Bars(Chart chart, bool lying, string? font) =>
        Draw(chart, font, plot => AddBars(plot, chart, lying, Drop(font)), lying, isOfLines: false);

    private static byte[] Draw(Chart chart, string? font, Action<Plot> add, bool lying, bool isOfLines)
    {
        using var plot = new Plot();
        if (font is not null)
        {
            plot.Font.Set(font);
        }

        plot.ScaleFactor = DotsPerPixel;
        plot.FigureBackground.Color = ScottPlot.Colors.White;
        plot.Title(TitleOf(chart, font), LargeText);
        plot.Axes.Title.Label.OffsetY = Drop(font) * LargeText;
        add(plot);
        Label(plot, chart, lying, isOfLines, Drop(font));
        plot.HideGrid();
        plot.Axes.Top.IsVisible = false;
        plot.Axes.Right.IsVisible = false;
        if (chart.Series.Count > 1)
        {
            AddLegend(plot, chart, isOfLines, font);
        }

        // Lying, each name has a line of its own.
        var height = lying ? Math.Max(Height, 80 + (chart.Labels.Count * 14 * (chart.Series.Count + 1))) : Height;
        return plot.GetImage(Width * DotsPerPixel, height * DotsPerPixel).GetImageBytes(ImageFormat.Png);
    }

    internal static string TitleOf(Chart chart, string? font) =>
        font is null ? "No font with Chinese on this machine; one is in fonts-noto-cjk" : chart.Title;

    private static void AddBars(Plot plot, Chart chart, bool lying, float drop)
    {
        const double together = 0.8;
        var size = together / chart.Series.Count;
        foreach (var (place, series) in chart.Series.Index())
        {
            Bar[] drawn =
            [
                .. series.Values.Index().Where(value => value.Item is not null).Select(value => new Bar
                {
                    Position = value.Index + ((place - ((chart.Series.Count - 1) / 2.0)) * size),
                    Value = (double)value.Item!.Value,
                    Size = size * 0.9,
                    FillColor = Colors[place % Colors.Length],
                    LineWidth = 0,
                    Label = Say(chart, value.Item.Value),
                }),
            ];
            var bars = plot.Add.Bars(drawn);
            bars.Horizontal = lying;
            bars.ValueLabelStyle.FontSize = SmallText;
            bars.ValueLabelStyle.OffsetY = drop * SmallText;
        }
    }

    private static void AddStack(Plot plot, Chart chart, bool lying)
    {
        var tops = new decimal[chart.Labels.Count];
        foreach (var (place, series) in chart.Series.Index())
        {
            var bars = new List<Bar>();
            foreach (var (index, value) in series.Values.Index().Where(value => value.Item is > 0))
            {
                bars.Add(new Bar
                {
                    Position = index,
                    ValueBase = (double)tops[index],
                    Value = (double)(tops[index] += value!.Value),
                    Size = 0.7,
                    FillColor = Colors[place % Colors.Length],
                    LineWidth = 1,
                    LineColor = ScottPlot.Colors.White,
                });
            }

            var stack = plot.Add.Bars(bars);
            stack.Horizontal = lying;
        }
    }

    private static void AddLines(Plot plot, Chart chart)
    {
        foreach (var (place, series) in chart.Series.Index())
        {
            double[] heights = [.. series.Values.Select(value => value is { } known ? (double)known : double.NaN)];
            var line = plot.Add.Scatter([.. Enumerable.Range(0, heights.Length).Select(index => (double)index)], heights);
            line.Color = Colors[place % Colors.Length];
            line.LineWidth = 2;
            line.LinePattern = Strokes[place % Strokes.Length];
            line.MarkerShape = Markers[place % Markers.Length];
            line.MarkerSize = 8;
        }
    }

    private static void Label(Plot plot, Chart chart, bool lying, bool isOfLines, float drop)
    {
        double[] places = [.. Enumerable.Range(0, chart.Labels.Count).Select(index => (double)index)];
        IAxis names = lying ? plot.Axes.Left : plot.Axes.Bottom;
        IAxis values = lying ? plot.Axes.Bottom : plot.Axes.Left;
        names.TickGenerator = new ScottPlot.TickGenerators.NumericManual(places, [.. chart.Labels]);
        values.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { LabelFormatter = value => Say(chart, (decimal)value) };
        foreach (var axis in new[] { names, values })
        {
            (axis.TickLabelStyle.FontSize, axis.TickLabelStyle.OffsetY) = (SmallText, drop * SmallText);
        }

        var known = chart.Series.SelectMany(series => series.Values).OfType<decimal>().ToList();
        plot.Axes.Margins(0.05, 0.15);
        plot.Axes.AutoScale();
        if (known.Count == 0)
        {
            plot.Axes.SetLimits(-1, Math.Max(1, chart.Labels.Count), -1, Math.Max(1, chart.Labels.Count));
        }

        if (chart.From is { } from && known.Count > 0)
        {
            var top = (double)known.Max();
            // No rate is more than all; the mark of one that is needs its half.
            var room = (top - (double)from) * (chart.IsOfRates && isOfLines ? 0.05 : 0.15);
            if (lying)
            {
                plot.Axes.SetLimitsX((double)from, top + room);
            }
            else
            {
                plot.Axes.SetLimitsY((double)from, top + room);
            }
        }
        else if (known.Count > 0 && !isOfLines)
        {
            plot.Axes.Margins(left: lying ? 0 : 0.05, right: lying ? 0.15 : 0.05, bottom: lying ? 0.05 : 0, top: lying ? 0.05 : 0.15);
        }

        if (lying)
        {
            // The first on top, as in the table.
            plot.Axes.SetLimitsY(chart.Labels.Count - 0.4, -0.6);
        }
        else
        {
            plot.Axes.SetLimitsX(-0.6, chart.Labels.Count - 0.4);
        }
    }

    private static void AddLegend(Plot plot, Chart chart, bool isOfLines, string? font)
    {
        var legend = plot.ShowLegend(Edge.Bottom).Legend;
        (legend.OutlineWidth, legend.ShadowColor, legend.DisplayPlottableLegendItems) = (0, ScottPlot.Colors.Transparent, false);
        foreach (var (place, series) in chart.Series.Index())
        {
            var item = new LegendItem { LabelText = series.Name, LabelFontSize = SmallText, LabelOffsetY = DropInLegend(font) * SmallText };
            if (font is not null)
            {
                item.LabelFontName = font;
            }

            if (isOfLines)
            {
                (item.LineColor, item.LineWidth, item.LinePattern) = (Colors[place % Colors.Length], 2, Strokes[place % Strokes.Length]);
                (item.MarkerShape, item.MarkerSize, item.MarkerColor) = (Markers[place % Markers.Length], 8, Colors[place % Colors.Length]);
            }
            else
            {
                item.FillColor = Colors[place % Colors.Length];
            }

            legend.ManualItems.Add(item);
        }
    }

    // ScottPlot places texts by the lowest point that any sign of the font reaches. A font with Chinese has signs that reach far,
    // so its letters would hang too high: how much lower they belong, as a part of their size.
    private static float Drop(string? font)
    {
        const float usual = 0.2f;
        return Metrics(font) is { } metrics ? metrics.Bottom - metrics.Descent - usual : 0;
    }

    private static float DropInLegend(string? font)
    {
        const float usual = 0.73f;
        return Metrics(font) is { } metrics ? -(metrics.Top + metrics.CapHeight - (metrics.Bottom / 2)) - usual : 0;
    }

    private static SKFontMetrics? Metrics(string? font)
    {
        if (font is null)
        {
            return null;
        }

        using var face = SKFontManager.Default.MatchFamily(font);
        using var measured = new SKFont(face, 1);
        return measured.Metrics;
    }

    private static string Say(Chart chart, decimal value) =>
        chart.IsOfRates
            ? Math.Round(value * 100, 1, MidpointRounding.AwayFromZero).ToString("0.#", CultureInfo.InvariantCulture) + "%"
            : Math.Round(value, 2, MidpointRounding.AwayFromZero).ToString("0.##", CultureInfo.InvariantCulture);

    // Skia's own search for a font that has a sign asks fontconfig, which this build of it does without.
    private static string? FindFont()
    {
        var fonts = SKFontManager.Default;
        var families = fonts.GetFontFamilies();
        return Preferred.Where(families.Contains).Concat(families).FirstOrDefault(family =>
        {
            using var face = fonts.MatchFamily(family);
            return face?.ContainsGlyphs("满意率") == true;
        });
    }
}
