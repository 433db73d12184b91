using System.Collections.Concurrent;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using MassTransit;
using Spectre.Console;

namespace Hotline.Samples;

/// <summary>
/// The load generator: posts invented cases to a running API and reports rates and latencies. It measures, it does not
/// judge; the exit code is 1 only when an answer was not what it should be.
/// </summary>
public static class LoadCommand
{
    // Requests that teach the server's JIT and fill its pools are not part of the figures.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    public static Command Create()
    {
        var url = new Option<Uri>("--url")
        {
            Description = "Where the API listens.",
            DefaultValueFactory = _ => new Uri("http://localhost:5080"),
            CustomParser = result => new Uri(result.Tokens[0].Value),
        };
        var connections = new Option<int[]>("--connections")
        {
            Description = "Connections, each sending one case after the other; several values make several runs.",
            DefaultValueFactory = _ => [1, 16, 64],
            AllowMultipleArgumentsPerToken = true,
        };
        var seconds = new Option<double>("--seconds") { Description = "Length of each run.", DefaultValueFactory = _ => 10 };
        var rate = new Option<int?>("--rate")
        {
            Description = "Send this many cases a second instead of as many as possible, and also report how long each took from registered to dispatched.",
        };
        var token = new Option<string?>("--token") { Description = "A personal access token; left out: the demo agent's, which only Development has.", DefaultValueFactory = _ => "hl_demo_agent" };
        connections.Validators.Add(result => Require(result, result.GetValueOrDefault<int[]>().All(count => count > 0)));
        seconds.Validators.Add(result => Require(result, result.GetValueOrDefault<double>() > 0));
        rate.Validators.Add(result => Require(result, result.GetValueOrDefault<int?>() is null or > 0));
        var command = new Command("load", "Post invented cases to a running API and report rates and latencies.") { url, connections, seconds, rate, token };
        command.SetAction(async (parsed, cancellation) =>
        {
            var target = parsed.GetValue(url)!;
            try
            {
                return await RunAsync(
                    target, parsed.GetValue(token)!, parsed.GetValue(connections)!, TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(rate), cancellation);
            }
            catch (HttpRequestException exception)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"No API answers at {target}: {exception.Message}");
                return 1;
            }
        });
        return command;
    }

    private static void Require(OptionResult result, bool isValid)
    {
        if (!isValid)
        {
            result.AddError($"{result.Option.Name}: greater than zero, please.");
        }
    }

    private static async Task<int> RunAsync(Uri url, string token, int[] connections, TimeSpan length, int? rate, CancellationToken cancellation)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("connections", "cases", "cases/s", "p50 ms", "p95 ms", "p99 ms", "max ms", "errors");
        foreach (var column in table.Columns)
        {
            column.RightAligned();
        }

        await PostAsync(url, token, connections.Max(), WarmUp, rate, cancellation);
        var failed = false;
        ConcurrentBag<string> numbers = [];
        foreach (var count in connections)
        {
            var run = await PostAsync(url, token, count, length, rate, cancellation);
            numbers = run.Numbers;
            failed |= run.Errors > 0;
            table.AddRow(
                Text(count),
                Text(run.Times.Length),
                Text(run.Times.Length / run.Elapsed.TotalSeconds),
                Milliseconds(run.Times, 0.50),
                Milliseconds(run.Times, 0.95),
                Milliseconds(run.Times, 0.99),
                Milliseconds(run.Times, 1),
                Text(run.Errors));
        }

        AnsiConsole.Write(table);
        if (rate is not null)
        {
            var waits = await DispatchTimesAsync(url, token, numbers, cancellation);
            AnsiConsole.WriteLine(
                $"registered to dispatched, {Text(waits.Length)} cases: p50 {Milliseconds(waits, 0.50)} ms, "
                + $"p95 {Milliseconds(waits, 0.95)} ms, p99 {Milliseconds(waits, 0.99)} ms, max {Milliseconds(waits, 1)} ms");
        }

        return failed ? 1 : 0;
    }

    private static async Task<(TimeSpan[] Times, int Errors, TimeSpan Elapsed, ConcurrentBag<string> Numbers)> PostAsync(
        Uri url, string token, int connections, TimeSpan length, int? rate, CancellationToken cancellation)
    {
        using var client = Client(url, token, connections);
        var times = new ConcurrentBag<TimeSpan>();
        var numbers = new ConcurrentBag<string>();
        var errors = 0;
        var sent = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            while (watch.Elapsed < length)
            {
                if (rate is { } perSecond)
                {
                    var wait = TimeSpan.FromSeconds((double)Interlocked.Increment(ref sent) / perSecond) - watch.Elapsed;
                    if (wait > TimeSpan.Zero)
                    {
                        await Task.Delay(wait, cancellation);
                    }
                }

                var began = watch.Elapsed;
                if (await PostOneAsync(client, cancellation) is { } location)
                {
                    times.Add(watch.Elapsed - began);
                    if (rate is not null)
                    {
                        numbers.Add(location);
                    }
                }
                else
                {
                    Interlocked.Increment(ref errors);
                }
            }
        }));
        return ([.. times.Order()], errors, watch.Elapsed, numbers);
    }

    // The server's own stamps: registered to dispatched, which is when the case stands in the unit's inbox.
    private static async Task<TimeSpan[]> DispatchTimesAsync(Uri url, string token, IEnumerable<string> locations, CancellationToken cancellation)
    {
        using var client = Client(url, token, 8);
        var waits = new ConcurrentBag<TimeSpan>();
        await Parallel.ForEachAsync(
            locations,
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellation },
            async (location, token) =>
            {
                while (true)
                {
                    using var found = JsonDocument.Parse(await client.GetStringAsync(location.TrimStart('/'), token));
                    if (found.RootElement.GetProperty("assignments") is { } assignments && assignments.GetArrayLength() > 0)
                    {
                        waits.Add(assignments[0].GetProperty("dispatchedAt").GetDateTimeOffset()
                            - found.RootElement.GetProperty("registeredAt").GetDateTimeOffset());
                        return;
                    }

                    await Task.Delay(100, token);
                }
            });
        return [.. waits.Order()];
    }

    /// <summary>Posts one invented case.</summary>
    /// <returns>Where it is; <c>null</c> when the answer was another.</returns>
    internal static async Task<string?> PostOneAsync(HttpClient client, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/cases") { Content = Body() };
        request.Headers.Add("Idempotency-Key", NewId.NextGuid().ToString("N"));
        using var response = await client.SendAsync(request, cancellation);
        return response.StatusCode == HttpStatusCode.Created ? response.Headers.Location!.ToString() : null;
    }

    internal static HttpClient Client(Uri url, string token, int connections) => new(new SocketsHttpHandler { MaxConnectionsPerServer = connections })
    {
        BaseAddress = url,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };

    private static ByteArrayContent Body() => new(Case) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private static readonly byte[] Case = """
        {"channel":"Phone","requesterKind":"Citizen","type":"Help","category":"C0501","area":"street-east","urgency":"General",
        "title":"夜间施工噪声扰民","content":"市民反映工地每晚十点后仍在施工，噪声很大，影响休息，请核实处理。","place":"高新东街道",
        "requester":{"name":"甲某","phone":"19900000000"}}
        """u8.ToArray();

    internal static string Milliseconds(TimeSpan[] sorted, double part) => sorted.Length == 0
        ? "–"
        : At(sorted, part).TotalMilliseconds.ToString("F1", CultureInfo.InvariantCulture);

    /// <summary>The time that this part of all stays below.</summary>
    internal static TimeSpan At(TimeSpan[] sorted, double part) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];

    private static string Text(double value) => value.ToString("F0", CultureInfo.InvariantCulture);
}
