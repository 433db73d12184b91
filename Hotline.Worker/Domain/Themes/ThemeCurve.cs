namespace Hotline.Domain.Themes;

/// <summary>前后对比: how many cases of a theme's matter came in, month by month around its own.</summary>
/// <param name="Months">The oldest first; a month that has not begun has no count.</param>
/// <param name="Before">Received a month on average in the months before the theme's; <c>null</c> without one.</param>
/// <param name="After">The same of the months after it that are over.</param>
public sealed record ThemeCurve(IReadOnlyList<ThemeCurve.Point> Months, decimal? Before, decimal? After)
{
    /// <summary>Months looked at on each side of the theme's own.</summary>
    public const int Reach = 6;

    /// <param name="Month">Its first day.</param>
    /// <param name="Received"><c>null</c>: it has not begun.</param>
    public sealed record Point(DateOnly Month, int? Received);

    /// <param name="theme">First day of the theme's month.</param>
    /// <param name="received">By first day of the month; those with none may be missing.</param>
    /// <param name="today">In the zone: a month that is not over is shown and not averaged.</param>
    public static ThemeCurve Of(DateOnly theme, IReadOnlyDictionary<DateOnly, int> received, DateOnly today)
    {
        var now = new DateOnly(today.Year, today.Month, 1);
        List<Point> months =
        [
            .. Enumerable.Range(-Reach, 2 * Reach + 1).Select(theme.AddMonths)
                .Select(month => new Point(month, month > now ? null : received.GetValueOrDefault(month))),
        ];
        return new ThemeCurve(
            months,
            Average(months.Where(point => point.Month < theme && point.Month < now)),
            Average(months.Where(point => point.Month > theme && point.Month < now)));
    }

    private static decimal? Average(IEnumerable<Point> points) =>
        points.Select(point => (decimal)point.Received!.Value).ToList() is { Count: > 0 } counts ? counts.Sum() / counts.Count : null;
}
