using Hotline.Zone;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hotline.Api.Zone;

/// <summary>The zone's codes, for whoever fills in a form.</summary>
internal static class ZoneEndpoints
{
    public sealed record ZoneAnswer(
        IReadOnlyList<ZoneCategory> Categories,
        IReadOnlyList<ZoneArea> Areas,
        IReadOnlyList<ZoneUnit> Units,
        int? CalendarFirstYear,
        int? CalendarLastYear);

    public static void MapZone(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/zone", Read).WithTags("Zone").WithSummary("基础数据 Categories, areas, units, and the years of the calendar");

    private static Ok<ZoneAnswer> Read(ZoneBook zone) => TypedResults.Ok(new ZoneAnswer(
        [.. zone.Current.Categories.Values.OrderBy(category => category.Code, StringComparer.Ordinal)],
        [.. zone.Current.Areas.Values.OrderBy(area => area.Code, StringComparer.Ordinal)],
        [.. zone.Current.Units.Values.OrderBy(unit => unit.Code, StringComparer.Ordinal)],
        zone.Current.Calendar.FirstYear,
        zone.Current.Calendar.LastYear));
}
