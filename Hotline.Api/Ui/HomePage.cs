using Hotline.Api.Accounts;
using Hotline.Api.Http;
using Hotline.Composition;
using Hotline.Domain.Scorecards;
using Hotline.Samples;
using Hotline.Scorecards;
using Hotline.Storage;
using Hotline.Zone;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hotline.Api.Ui;

/// <summary>The plain front page until the desks come.</summary>
internal static class HomePage
{
    public static void MapHome(this IEndpointRouteBuilder app) => app.MapGet("/", Show).AllowSignedIn().ExcludeFromDescription();

    private static async Task<RazorComponentResult<Home>> Show(
        ReadScorecard read, ZoneBook zone, Database database, TimeProvider clock, CancellationToken cancellation, string? period = null)
    {
        period ??= await CurrentPeriodAsync(zone, database, clock, cancellation);
        if (!Period.TryParse(period, out var parsed))
        {
            throw new BadRequestException(StatusCodes.Status404NotFound, "period.unknown", "period.unknown.detail", period);
        }

        return new RazorComponentResult<Home>(new { Card = (await read.ShowAsync(parsed, cancellation)).Card, Zone = zone.Current });
    }

    // With the sample in place, its quarter is what a visitor came to see.
    private static async Task<string> CurrentPeriodAsync(ZoneBook zone, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        if (await database.ReadAsync(db => db.FindMarkAsync(SampleQuarter.Mark), cancellation) is not null)
        {
            return SampleQuarter.Period;
        }

        return Period.QuarterOf(zone.Current.Calendar.LocalDay(clock.Now()));
    }
}
