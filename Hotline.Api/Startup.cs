using Hotline.Composition;

namespace Hotline.Api;

/// <summary>From built to serving.</summary>
internal static class Startup
{
    public static async Task RunHotlineAsync(this WebApplication app)
    {
        var cancellation = app.Lifetime.ApplicationStopping;
        var start = app.Services.GetRequiredService<HotlineStart>();
        await start.PrepareAsync(cancellation);
        if (app.Configuration.ReadHotlineOptions().RunsBackground)
        {
            await start.RepairAsync(cancellation);
        }

        await app.RunAsync();
    }
}
