using System.Net;
using System.Net.Sockets;
using Hotline.Accounts;
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
        // Disposed at the end, whatever the end is: the writer then closes the file.
        await using var disposed = app;
        RefuseTakenPorts(app.Configuration);
        var lifetime = app.Lifetime;
        var cancellation = lifetime.ApplicationStopping;
        var start = app.Services.GetRequiredService<HotlineStart>();
        await start.PrepareAsync(cancellation);
        await PrepareAccountsAsync(app, cancellation);

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

        // Returns early when somebody else stops the host too; consumers may still be at work then.
        await Task.Delay(Timeout.Infinite, lifetime.ApplicationStopped).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task PrepareAccountsAsync(WebApplication app, CancellationToken cancellation)
    {
        var first = app.Services.GetRequiredService<FirstAccounts>();
        if (app.Environment.IsDevelopment())
        {
            await first.MakeDemoAsync(cancellation);
            return;
        }

        await first.RefuseDemoAsync(cancellation);
        if (await first.MakeAdministratorAsync(cancellation) is { } password)
        {
            // To whoever looks on, and to no log: it is not kept anywhere.
            Console.WriteLine($"  首个管理员 First administrator  {FirstAccounts.Administrator}  一次性密码 one-time password  {password}");
        }
    }

    // The server finds this out itself, but only when it starts: after the sample was loaded.
    private static void RefuseTakenPorts(IConfiguration configuration)
    {
        foreach (var url in (configuration[WebHostDefaults.ServerUrlsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = BindingAddress.Parse(url);
            if (address.Port == 0 || address.IsUnixPipe || address.IsNamedPipe)
            {
                continue;
            }

            var ip = IPAddress.TryParse(address.Host.Trim('[', ']'), out var given) ? given
                : address.Host == "localhost" ? IPAddress.Loopback
                : IPAddress.IPv6Any;
            using var probe = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Bind(new IPEndPoint(ip, address.Port));
                probe.Listen();
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                throw new IOException($"{url}: {exception.Message}", exception);
            }
            catch (SocketException)
            {
                // Not for this check to judge: a machine without IPv6, say.
            }
        }
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

        Console.WriteLine($"  演示账号 Demo    {string.Join(' ', FirstAccounts.Demo.Select(demo => demo.Login))} <unit>-handler <unit>-head");
        Console.WriteLine($"                   密码 password {FirstAccounts.DemoPassword} · 令牌 token {FirstAccounts.DemoToken}<login>");
    }
}
