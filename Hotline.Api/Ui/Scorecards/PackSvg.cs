using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Hotline.Papers;
using Hotline.Scorecards.Pack;

namespace Hotline.Api.Ui.Scorecards;

/// <summary>Charts of the pack within a page, without a script: told apart by pattern and shape, so that they print in grey.</summary>
internal static class PackSvg
{
    private const int Width = 800;
    private const int Height = 300;
    private const int Left = 52;
    private const int Right = 12;
    private const int Top = 20;
    private const int Bottom = 56;
    private const int Grid = 4;
    private const int MostLabels = 14;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <returns>An svg element; its texts are encoded.</returns>
    public static string Of(PackPicture picture)
    {
        var chart = picture.Chart;
        var known = chart.Series.SelectMany(series => series.Values).OfType<decimal>().DefaultIfEmpty().ToList();
        var (from, to) = Range(picture, known.Min(), known.Max());
        var svg = new StringBuilder();
        svg.Append(Invariant($"<svg class=\"pack-chart\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Encoder.Encode(chart.Title)}\">"));
        for (var line = 0; line <= Grid; line++)
        {
            var value = from + ((to - from) * line / Grid);
            var y = Y(value, from, to);
            svg.Append(Invariant($"<line class=\"pack-grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\"/>"));
            Write(svg, Left - 6, y + 4, "end", Say(chart, value));
        }

        var step = ((chart.Labels.Count - 1) / MostLabels) + 1;
        foreach (var (index, label) in chart.Labels.Index().Where(label => label.Index % step == 0))
        {
            Write(svg, X(chart, index), Height - Bottom + 18, "middle", label);
        }

        foreach (var (place, series) in chart.Series.Index())
        {
            if (picture.Drawing == PackDrawing.Lines)
            {
                AddLine(svg, chart, series, place, from, to);
            }
            else
            {
                AddBars(svg, chart, series, place, from, to);
            }
        }

        if (chart.Series.Count > 1)
        {
            foreach (var (place, series) in chart.Series.Index())
            {
                var x = Left + (place * 150);
                svg.Append(Invariant($"<rect class=\"pack-series{place % 3}\" x=\"{x}\" y=\"{Height - 18}\" width=\"12\" height=\"12\"/>"));
                Write(svg, x + 18, Height - 8, "start", series.Name);
            }
        }

        return svg.Append("</svg>").ToString();
    }

    // Bars begin at nothing; rates on a line where there is something to see.
    private static (decimal From, decimal To) Range(PackPicture picture, decimal least, decimal most)
    {
        if (picture.Drawing == PackDrawing.Lines && picture.Chart.IsOfRates)
        {
            var from = Math.Floor(least * 20) / 20;
            return (from, Math.Max(Math.Ceiling(most * 20) / 20, from + 0.05m));
        }

        return (0, most == 0 ? 1 : picture.Chart.IsOfRates ? Math.Max(1, most) : most * 1.1m);
    }

    private static void AddBars(StringBuilder svg, Chart chart, ChartSeries series, int place, decimal from, decimal to)
    {
        var room = (decimal)(Width - Left - Right) / Math.Max(1, chart.Labels.Count);
        var wide = room * 0.8m / chart.Series.Count;
        var isRoomy = chart.Labels.Count * chart.Series.Count <= 31;
        foreach (var (index, value) in series.Values.Index())
        {
            if (value is { } known)
            {
                var x = Left + (room * index) + (room * 0.1m) + (wide * place);
                var y = Y(known, from, to);
                svg.Append(Invariant($"<rect class=\"pack-series{place % 3}\" x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{wide * 0.92m:0.##}\" height=\"{Height - Bottom - y:0.##}\"/>"));
                if (isRoomy)
                {
                    Write(svg, x + (wide / 2), y - 4, "middle", Say(chart, known));
                }
            }
        }
    }

    // A value that is not known is a gap.
    private static void AddLine(StringBuilder svg, Chart chart, ChartSeries series, int place, decimal from, decimal to)
    {
        var path = new StringBuilder();
        var isDrawing = false;
        foreach (var (index, value) in series.Values.Index())
        {
            if (value is not { } known)
            {
                isDrawing = false;
                continue;
            }

            var (x, y) = (X(chart, index), Y(known, from, to));
            path.Append(Invariant($"{(isDrawing ? 'L' : 'M')}{x:0.##} {y:0.##}"));
            isDrawing = true;
            svg.Append((place % 3) switch
            {
                0 => Invariant($"<circle class=\"pack-series0\" cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"4\"/>"),
                1 => Invariant($"<rect class=\"pack-series1\" x=\"{x - 4:0.##}\" y=\"{y - 4:0.##}\" width=\"8\" height=\"8\"/>"),
                _ => Invariant($"<path class=\"pack-series2\" d=\"M{x:0.##} {y - 5:0.##}L{x + 5:0.##} {y + 4:0.##}L{x - 5:0.##} {y + 4:0.##}Z\"/>"),
            });
        }

        svg.Append(Invariant($"<path class=\"pack-line pack-line{place % 3}\" d=\"{path}\"/>"));
    }

    private static decimal X(Chart chart, int index) => Left + ((Width - Left - Right) * (index + 0.5m) / Math.Max(1, chart.Labels.Count));

    private static decimal Y(decimal value, decimal from, decimal to) => Height - Bottom - ((Height - Top - Bottom) * (value - from) / (to - from));

    private static void Write(StringBuilder svg, decimal x, decimal y, string anchor, string text) =>
        svg.Append(Invariant($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\">{Encoder.Encode(text)}</text>"));

    private static string Say(Chart chart, decimal value) => chart.IsOfRates
        ? Math.Round(value * 100, 1, MidpointRounding.AwayFromZero).ToString("0.#", CultureInfo.InvariantCulture) + "%"
        : Math.Round(value, MidpointRounding.AwayFromZero).ToString("0", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
