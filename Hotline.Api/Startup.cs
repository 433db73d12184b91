using Hotline.Composition;
using Hotline.Domain.Scorecards;
using Hotline.Samples;
using Hotline.Scorecards;
using Hotline.Storage;
using Hotline.Zone;
using Spectre.Console;

namespace Hotline.Api;

/// <summary>From built to serving.</summary>
internal static class Startup
{
    public static async Task RunHotlineAsync(this WebApplication app)
    {
        var cancellation = app.Lifetime.ApplicationStopping;
        var start = app.Services.GetRequiredService<HotlineStart>();
        await start.PrepareAsync(cancellation);

        // A sample that was cut off is finished before the timers put real instants among its own.
        if (app.Environment.IsDevelopment()
            || await SampleQuarter.IsUnfinishedAsync(app.Services.GetRequiredService<Database>(), cancellation))
        {
            await LoadSampleAsync(app.Configuration, cancellation);
        }

        if (app.Configuration.ReadHotlineOptions().RunsBackground)
        {
            await start.RepairAsync(cancellation);
        }

        await app.StartAsync(cancellation);
        if (app.Environment.IsDevelopment())
        {
            await WelcomeAsync(app, cancellation);
        }

        await app.WaitForShutdownAsync(cancellation);
    }

    private static async Task LoadSampleAsync(IConfiguration configuration, CancellationToken cancellation)
    {
        try
        {
            await SampleProgress.ShowAsync(
                AnsiConsole.Console, progress => SampleQuarter.LoadAsync(configuration, progress, cancellation));
        }
        catch (SampleRefusedException)
        {
            // A developer's own cases are in this database; they stay undisturbed.
        }
    }

    private static async Task WelcomeAsync(WebApplication app, CancellationToken cancellation)
    {
        if (Period.TryParse(SampleQuarter.Period, out var period))
        {
            var card = await app.Services.GetRequiredService<ReadScorecard>().ExecuteAsync(period, cancellation);
            ScorecardTable.Print(AnsiConsole.Console, card, app.Services.GetRequiredService<ZoneBook>().Current);
        }

        foreach (var url in app.Urls)
        {
            AnsiConsole.WriteLine($"  首页 Home        {url}/");
            AnsiConsole.WriteLine($"  接口 API         {url}/scalar");
            AnsiConsole.WriteLine($"  三率 Scorecard   {url}/api/scorecards/{SampleQuarter.Period}");
        }
    }
}
