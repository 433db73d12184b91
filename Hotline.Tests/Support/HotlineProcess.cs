using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Hotline.Tests.Support;

/// <summary>One of the two programs as it is built, in a process of its own that can be killed like any other.</summary>
internal sealed partial class HotlineProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HotlineFolder _folder;
    private readonly ConcurrentQueue<string> _output = new();

    private HotlineProcess(string program, HotlineFolder folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> settings)
    {
        _folder = folder;
        var dll = Find(program);
        var start = new ProcessStartInfo(Dotnet())
        {
            WorkingDirectory = Path.GetDirectoryName(dll)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments.Prepend(dll).Prepend("exec"))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["Hotline__Home"] = folder.Path;
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += Collect;
        _process.ErrorDataReceived += Collect;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it has printed so far.</summary>
    public string Output => string.Join('\n', _output);

    public bool HasEnded => _process.HasExited;

    public static HotlineProcess Api(
        HotlineFolder folder, string environment = "Production", string? broker = null, params (string Name, string Value)[] settings) =>
        new("Hotline.Api", folder, [], Settings(broker)
            .Append(new("ASPNETCORE_ENVIRONMENT", environment))
            .Concat(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)))
            .ToDictionary());

    public static HotlineProcess Worker(HotlineFolder folder, string broker) => new("Hotline.Worker", folder, [], Settings(broker).ToDictionary());

    /// <summary>Runs one command of the engine to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(HotlineFolder folder, params string[] command)
    {
        await using var process = new HotlineProcess("Hotline.Worker", folder, command, Settings(null).ToDictionary());
        return await process.EndAsync();
    }

    /// <summary>The background program with settings of its own.</summary>
    public static HotlineProcess Worker(HotlineFolder folder, params (string Name, string Value)[] settings) =>
        new("Hotline.Worker", folder, [], settings.ToDictionary(setting => setting.Name, setting => setting.Value));

    /// <summary>Waits until it ends by itself.</summary>
    public async Task<(int ExitCode, string Output)> EndAsync()
    {
        await _process.WaitForExitAsync();
        return (_process.ExitCode, Output);
    }

    /// <summary>Ctrl+C, or a service manager's stop: it finishes what it has begun.</summary>
    public Task<(int ExitCode, string Output)> StopAsync()
    {
        using var signal = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        signal.WaitForExit();
        return EndAsync();
    }

    /// <summary>Waits until it serves, and hands out a client for it.</summary>
    public async Task<HotlineClient> ServeAsync(TimeSpan? within = null)
    {
        var address = await Eventually.SeeAsync(
            () => Task.FromResult(_process.HasExited ? throw new AssertionException("It ended: " + Output) : Listening().Match(Output)),
            match => match.Success,
            "it listens",
            within);
        var http = new HttpClient { BaseAddress = new Uri(address.Groups["url"].Value) };
        await Eventually.SeeAsync(
            async () =>
            {
                using var ready = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
                return ready.StatusCode;
            },
            status => status == HttpStatusCode.OK,
            "it is ready");
        return await HotlineClient.SignInAsync(http, Admission.To(_folder));
    }

    /// <summary>kill -9: no goodbye, nothing is finished.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static IEnumerable<KeyValuePair<string, string>> Settings(string? broker) => broker is null
        ? []
        : [new("Hotline__Transport", "RabbitMq"), new("Hotline__Broker", broker)];

    private void Collect(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
        {
            _output.Enqueue(line.Data);
        }
    }

    /// <summary>The program's own output folder, built like these tests; else the copy that lies beside them.</summary>
    private static string Find(string program)
    {
        var own = Path.Combine(
            AppContext.BaseDirectory.Replace($"{Path.DirectorySeparatorChar}Hotline.Tests{Path.DirectorySeparatorChar}", $"{Path.DirectorySeparatorChar}{program}{Path.DirectorySeparatorChar}", StringComparison.Ordinal),
            program + ".dll");
        return File.Exists(own) ? own : Path.Combine(AppContext.BaseDirectory, program + ".dll");
    }

    /// <summary>The runtime these tests run on.</summary>
    private static string Dotnet() =>
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    [GeneratedRegex(@"Now listening on: (?<url>http://\S+)")]
    private static partial Regex Listening();
}
