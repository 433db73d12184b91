using System.Collections.Concurrent;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Hotline.Accounts;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Deadlines;
using Hotline.Domain.Cases;
using Hotline.Storage;
using Hotline.Zone;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Hotline.Samples;

/// <summary>
/// Measures the desks: how long the server takes for each one's first page, alone and while people sit at all of them, and
/// what it holds of the machine's memory. It measures, it does not judge; the exit code is 1 only when a page or a circuit
/// failed.
/// </summary>
public static class DesksCommand
{
    private const string Mark = "desks-bench";
    private const int WarmUps = 5;
    private const int Runs = 40;
    private const int StepsPerSecond = 3;

    /// <summary>The lead of what <see cref="LoadCommand.PostOneAsync"/> registers, by the zone's own catalogue.</summary>
    private const string BusyUnit = "ecology";

    /// <summary>What lies open: the quarter's own cases have all ended.</summary>
    private const int OpenCases = 5000;

    /// <summary>So many wait to be reviewed, and so many to be called back.</summary>
    private const int Waiting = 200;

    /// <summary>As many sign in, and open their desk, at the same moment.</summary>
    private const int AtOnce = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Between two pages while people are there, so that what they get drawn meanwhile falls among them.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);
    private static readonly Actor Maker = new("bench");
    private static readonly TimeSpan LimitOfPage = TimeSpan.FromMilliseconds(50);
    private const double LimitOfMemory = 1024;

    /// <summary>A desk, who measures it, and how many of a hundred people sit there with a circuit each.</summary>
    private sealed record Desk(string Path, Role Role, int Share);

    private static readonly Desk[] Desks =
    [
        new("/intake", Role.Agent, 30),
        new("/dispatch", Role.Dispatcher, 5),
        new("/unit", Role.Handler, 35),
        new("/review", Role.Reviewer, 5),
        new("/callback", Role.Caller, 6),
        new("/supervision", Role.Supervisor, 4),
        // Without an island: a page that is read.
        new("/scorecards", Role.Leader, 0),
        new("/scorecards/" + SampleQuarter.Period, Role.Leader, 0),
        new("/cases", Role.Dispatcher, 6),
        new("/admin", Role.Administrator, 1),
        new(OneCase, Role.Supervisor, 8),
    ];

    /// <summary>In the place of a number.</summary>
    private const string OneCase = "/cases/…";

    public static Command Create()
    {
        var cases = new Option<int>("--cases") { Description = "Cases; in thousands.", DefaultValueFactory = _ => 1_000_000 };
        var url = new Option<Uri>("--url") { Description = "Where the API listens.", Required = true, CustomParser = result => new Uri(result.Tokens[0].Value) };
        var people = new Option<int>("--people") { Description = "Signed-in people, each with a desk open.", DefaultValueFactory = _ => 200 };
        var process = new Option<int>("--process") { Description = "The API's process, whose memory is read.", Required = true };
        var make = new Command("make", "Make the database, or find it made.") { cases };
        make.SetAction((parsed, cancellation) => MakeAsync(parsed.GetValue(cases), cancellation));
        var run = new Command("run", "Measure a running API on that database.") { url, people, process };
        run.SetAction((parsed, cancellation) => RunAsync(parsed.GetRequiredValue(url), parsed.GetValue(people), parsed.GetValue(process), cancellation));
        return new Command("desks-bench", "Measure the desks with many cases and people, on a database made for it. Never point it at a hotline in use.") { make, run };
    }

    /// <summary>The sample quarter, lived on to now, and copied.</summary>
    internal static async Task<int> MakeAsync(int cases, CancellationToken cancellation)
    {
        using var host = BuildHost();
        await host.Services.GetRequiredService<HotlineStart>().PrepareAsync(cancellation);
        var database = host.Services.GetRequiredService<Database>();
        if (await database.ReadAsync(db => db.FindMarkAsync(Mark), cancellation) is not null)
        {
            return 0;
        }

        var watch = Stopwatch.StartNew();
        try
        {
            await SampleQuarter.LoadAsync(Host.CreateApplicationBuilder().Configuration, progress: null, cancellation);
        }
        catch (SampleRefusedException)
        {
            await Console.Error.WriteLineAsync("This database is not the benchmark's own; give it an empty folder.");
            return 1;
        }

        await SettleAsync(host, cancellation);
        var numbers = (await database.ReadAsync(db => db.ListProgressAsync(Actor.System.Name), cancellation))
            .Where(row => CaseNumber.TryParse(row.Number, out _)).Select(row => row.Number).Order(StringComparer.Ordinal).ToList();
        for (var copy = 1; copy < cases / numbers.Count; copy++)
        {
            // Less than any day of this century, so that no copy lies between the first and the last.
            var mark = string.Create(CultureInfo.InvariantCulture, $"{copy:D4}-");
            await database.WriteAsync(Lane.Backlog, db => db.CopyCasesAsync(numbers[0], numbers[^1], mark), cancellation);
            if (copy % 50 == 0)
            {
                AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{copy * numbers.Count} cases made, {watch.Elapsed.TotalSeconds:F0} s"));
            }
        }

        await database.WriteAsync(Lane.Backlog, db => db.MultiplySumsAsync(Math.Max(1, cases / numbers.Count)), cancellation);
        await host.Services.GetRequiredService<AuditBalance>().MendAsync(cancellation);
        await database.WriteAsync(Lane.Backlog, db => db.SetMarkAsync(Mark, numbers[numbers.Count / 2], TimeProvider.System.GetUtcNow()), cancellation);
        return 0;
    }

    /// <summary>Turns every light and archives whatever time has come since the quarter, before each copy would do so for itself.</summary>
    private static async Task SettleAsync(IHost host, CancellationToken cancellation)
    {
        while (await host.Services.GetRequiredService<DeadlineSweep>().SweepAsync(cancellation) + await host.Services.GetRequiredService<ArchiveSweep>().SweepAsync(cancellation) > 0)
        {
        }

        await host.Services.GetRequiredService<CatchUp>().RunAllAsync(cancellation);
        var database = host.Services.GetRequiredService<Database>();
        while (await database.ReadAsync(db => db.ListUnrelayedAsync(1000), cancellation) is { Count: > 0 } untold)
        {
            await database.WriteAsync(Lane.Backlog, db => db.MarkRelayedAsync([.. untold.Select(row => row.Position)], TimeProvider.System.GetUtcNow()), cancellation);
        }
    }

    internal static IHost BuildHost()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddHotlineEngine(builder.Configuration);
        return builder.Build();
    }

    private static async Task<int> RunAsync(Uri url, int people, int process, CancellationToken cancellation)
    {
        using var host = BuildHost();
        await host.Services.GetRequiredService<HotlineStart>().PrepareAsync(cancellation);
        var database = host.Services.GetRequiredService<Database>();
        if (await database.ReadAsync(db => db.FindMarkAsync(Mark), cancellation) is not { } number)
        {
            await Console.Error.WriteLineAsync("This database is not the benchmark's own; make it first.");
            return 1;
        }

        var staff = await HireAsync(host, people, cancellation);
        await FillAsync(database, url, staff, cancellation);
        var readers = new Dictionary<Role, Visitor>();
        var visitors = new List<Visitor>();
        try
        {
            foreach (var role in Desks.Select(desk => desk.Role).Distinct())
            {
                readers.Add(role, new Visitor(url));
                await readers[role].SignInAsync(staff.LoginOf(role), staff.Password, cancellation);
            }

            var alone = await MeasureAsync(readers, number, TimeSpan.Zero, cancellation);
            var memory = new List<double> { MemoryOf(process) };
            visitors.AddRange(staff.People.Select(_ => new Visitor(url)));
            var failed = await SeatAsync(visitors, staff, number, cancellation);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var steps = WorkAsync(url, staff.Token, end.Token);
            var together = await MeasureAsync(readers, number, Pause, cancellation);
            memory.Add(MemoryOf(process));
            await end.CancelAsync();
            var done = await steps;
            var (connected, drawn) = (visitors.Count(visitor => visitor.IsConnected), visitors.Sum(visitor => visitor.Batches));
            visitors.ForEach(visitor => visitor.Dispose());
            visitors.Clear();
            await Task.Delay(Rest, cancellation);
            memory.Add(MemoryOf(process));

            Report(alone, together);
            AnsiConsole.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{connected} of {people} circuits open to the end; {done} cases registered and dispatched meanwhile; drawn {drawn} times."));
            AnsiConsole.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"The server holds {memory[0]:F0} MB before, {memory[1]:F0} MB with {connected} people, {memory[2]:F0} MB {Rest.TotalSeconds:F0} s after; limit {LimitOfMemory:F0} MB: {(memory.Max() <= LimitOfMemory ? "kept" : "NOT KEPT")}"));
            foreach (var reason in failed.GroupBy(text => text))
            {
                AnsiConsole.WriteLine($"{reason.Count()} x {reason.Key}");
            }

            return connected == people ? 0 : 1;
        }
        finally
        {
            foreach (var visitor in visitors.Concat(readers.Values))
            {
                visitor.Dispose();
            }
        }
    }

    /// <summary>Who sits where, one account for each.</summary>
    private sealed record Staff(
        string Password, string Token, string ReviewToken, IReadOnlyDictionary<string, string> UnitTokens,
        IReadOnlyList<(string Login, Desk Desk)> People, IReadOnlyDictionary<Role, string> Readers)
    {
        public string LoginOf(Role role) => Readers[role];
    }

    /// <summary>New accounts at every run: nobody knows the password of the last one's.</summary>
    private static async Task<Staff> HireAsync(IHost host, int people, CancellationToken cancellation)
    {
        var services = host.Services;
        var database = services.GetRequiredService<Database>();
        var now = TimeProvider.System.GetUtcNow();
        var password = Passwords.OneTime();
        var hash = services.GetRequiredService<Passwords>().Hash(password);
        var run = now.ToUnixTimeSeconds().ToString("x", CultureInfo.InvariantCulture);

        // What is registered here comes to this unit: its inbox is the fullest, and measured.
        var units = services.GetRequiredService<ZoneBook>().Current.Units.Keys.Order(StringComparer.Ordinal).ToList();
        units.Insert(0, BusyUnit);
        var seats = Desks.SelectMany(desk => Enumerable.Repeat(desk, desk.Share)).ToArray();
        new Random(1).Shuffle(seats);
        var staff = Enumerable.Range(0, people).Select(index => (Login: $"p{index}-{run}", Desk: seats[index % seats.Length])).ToList();
        var readers = Desks.Select(desk => desk.Role).Distinct().ToDictionary(role => role, role => $"r-{role}-{run}".ToLowerInvariant());
        var handlers = units.Distinct().ToDictionary(unit => unit, unit => $"u-{unit}-{run}");
        CreateAccount.Command Account(string login, Role role, int index) =>
            new() { Login = login, DisplayName = login, Roles = [role], Unit = role == Role.Handler ? units[index % units.Count] : null };
        IEnumerable<CreateAccount.Command> all =
        [
            .. readers.Select(reader => Account(reader.Value, reader.Key, 0)),
            .. staff.Select((one, index) => Account(one.Login, one.Desk.Role, index)),
            .. handlers.Select(handler => Account(handler.Value, Role.Handler, units.IndexOf(handler.Key))),
        ];
        await database.WriteAsync(
            Lane.People,
            async db =>
            {
                foreach (var command in all)
                {
                    await CreateAccount.TryInsertAsync(db, CreateAccount.RowOf(command, hash, now), Actor.System.Name, now);
                }
            },
            cancellation);
        async Task<string> TokenAsync(string login) =>
            (await services.GetRequiredService<KeepTokens>().CreateAsync(login, new KeepTokens.Command { Name = Mark }, Maker, cancellation)).Secret;
        var unitTokens = new Dictionary<string, string>();
        foreach (var (unit, login) in handlers)
        {
            unitTokens.Add(unit, await TokenAsync(login));
        }

        return new Staff(password, await TokenAsync(readers[Role.Agent]), await TokenAsync(readers[Role.Reviewer]), unitTokens, staff, readers);
    }

    /// <summary>Registers until enough is open, all of it one unit's, and waits until it is dispatched.</summary>
    private static async Task FillAsync(Database database, Uri url, Staff staff, CancellationToken cancellation)
    {
        using var client = LoadCommand.Client(url, staff.Token, connections: AtOnce);
        var posted = new ConcurrentBag<string>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        async Task<int> CountAsync() => (await CountOpenAsync(database, cancellation)).GetValueOrDefault(BusyUnit);
        // What is brought on is registered here too, also when an earlier run left the queues short.
        var isShort = await database.ReadAsync(db => db.CountWaitingAsync(nameof(CaseStatus.AwaitingCallback), Waiting), cancellation) < Waiting;
        var missing = Math.Max(OpenCases - await CountAsync(), isShort ? 2 * Waiting : 0);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, missing),
            parallel,
            async (_, token) =>
            {
                if (await LoadCommand.PostOneAsync(client, token) is { } location)
                {
                    posted.Add(location.TrimStart('/'));
                }
            });
        while (await CountAsync() < OpenCases)
        {
            await Task.Delay(100, cancellation);
        }

        if (isShort)
        {
            await Parallel.ForEachAsync(
                posted.Take(2 * Waiting).Select((location, index) => (location, index)),
                parallel,
                async (one, token) => await BringOnAsync(client, staff, one.location, passes: one.index % 2 == 0, token));
        }
    }

    /// <summary>All units sign and reply, the supporters first, and where it passes the review, it waits for its call-back.</summary>
    private static async Task BringOnAsync(HttpClient client, Staff staff, string location, bool passes, CancellationToken cancellation)
    {
        async Task StepAsync(string? unit, string step, object body)
        {
            var seen = await client.GetFromJsonAsync<JsonElement>(location, cancellation);
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{location}/{step}") { Content = JsonContent.Create(body) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", unit is null ? staff.ReviewToken : staff.UnitTokens[unit]);
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{seen.GetProperty("version").GetInt32()}\"");
            using var answer = await client.SendAsync(request, cancellation);
            answer.EnsureSuccessStatusCode();
        }

        var registered = await client.GetFromJsonAsync<JsonElement>(location, cancellation);
        var assignments = registered.GetProperty("assignments").EnumerateArray().Select(one => (Number: one.GetProperty("number").GetInt32(), Unit: one.GetProperty("unit").GetString()!)).ToList();
        foreach (var (assignment, unit) in assignments)
        {
            await StepAsync(unit, "sign", new { assignment });
        }

        var lead = assignments.MinBy(one => one.Number);
        await StepAsync(lead.Unit, "contact", new { assignment = lead.Number, means = "Phone", reached = true });

        foreach (var (assignment, unit) in assignments.OrderByDescending(one => one.Number))
        {
            await StepAsync(unit, "reply", new { assignment, substantiated = true, contacted = true, resolution = "Solved", publicReply = "已责令停止夜间施工。" });
        }

        if (passes)
        {
            await StepAsync(null, "review", new { outcome = "Pass" });
        }
    }

    /// <returns>Unit → its open assignments.</returns>
    private static async Task<IReadOnlyDictionary<string, int>> CountOpenAsync(Database database, CancellationToken cancellation)
    {
        var now = TimeProvider.System.GetUtcNow();
        var open = await database.ReadAsync(db => db.CountPressingAsync(now, now, now, take: 100 * OpenCases), cancellation);
        return open.GroupBy(count => count.Unit).ToDictionary(unit => unit.Key, unit => unit.Sum(count => count.Assignments));
    }

    /// <summary>Signs everybody in and opens their desks.</summary>
    /// <returns>Why some have none.</returns>
    private static async Task<IReadOnlyCollection<string>> SeatAsync(IReadOnlyList<Visitor> visitors, Staff staff, string number, CancellationToken cancellation)
    {
        var failed = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            visitors.Zip(staff.People),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (pair, token) =>
            {
                var (visitor, (login, desk)) = pair;
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
                patience.CancelAfter(Patience);
                try
                {
                    await visitor.SignInAsync(login, staff.Password, patience.Token);
                    await visitor.OpenAsync(PathOf(desk, number), patience.Token);
                }
                catch (Exception exception) when (!token.IsCancellationRequested && exception is HttpRequestException or InvalidOperationException or WebSocketException or OperationCanceledException)
                {
                    failed.Add($"{desk.Path}: {exception.Message}");
                }
            });
        return failed;
    }

    private static async Task<IReadOnlyList<TimeSpan[]>> MeasureAsync(Dictionary<Role, Visitor> readers, string number, TimeSpan pause, CancellationToken cancellation)
    {
        var all = new List<TimeSpan[]>();
        foreach (var desk in Desks)
        {
            var times = new List<TimeSpan>();
            for (var run = -WarmUps; run < Runs; run++)
            {
                var began = Stopwatch.GetTimestamp();
                await readers[desk.Role].ReadAsync(PathOf(desk, number), cancellation);
                if (run >= 0)
                {
                    times.Add(Stopwatch.GetElapsedTime(began));
                }

                await Task.Delay(pause, cancellation);
            }

            all.Add([.. times.Order()]);
        }

        return all;
    }

    /// <summary>A few cases every second, each of them dispatched, counted and told to the desks.</summary>
    /// <returns>How many.</returns>
    private static async Task<int> WorkAsync(Uri url, string token, CancellationToken cancellation)
    {
        using var client = LoadCommand.Client(url, token, connections: 1);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / StepsPerSecond));
        var done = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                done += await LoadCommand.PostOneAsync(client, cancellation) is not null ? 1 : 0;
            }
        }
        catch (OperationCanceledException)
        {
            // Told to end.
        }

        return done;
    }

    private static string PathOf(Desk desk, string number) => desk.Path.Replace("…", number, StringComparison.Ordinal);

    private static void Report(IReadOnlyList<TimeSpan[]> alone, IReadOnlyList<TimeSpan[]> together)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("first page, ms", "p50", "p95", "p50, people", "p95, people", $"p95 ≤ {LimitOfPage.TotalMilliseconds}");
        foreach (var (desk, index) in Desks.Select((desk, index) => (desk, index)))
        {
            var (one, two) = (alone[index], together[index]);
            string Kept(TimeSpan[] sorted) => LoadCommand.At(sorted, 0.95) <= LimitOfPage ? "kept" : "NOT KEPT";
            table.AddRow(
                desk.Path,
                LoadCommand.Milliseconds(one, 0.5),
                LoadCommand.Milliseconds(one, 0.95),
                LoadCommand.Milliseconds(two, 0.5),
                LoadCommand.Milliseconds(two, 0.95),
                $"{Kept(one)}, {Kept(two)}");
        }

        foreach (var column in table.Columns)
        {
            column.NoWrap();
        }

        AnsiConsole.Write(table);
    }

    /// <returns>Megabytes (2^20) that the process holds of the machine's memory: VmRSS, proc(5).</returns>
    internal static double MemoryOf(int process) => File.ReadLines($"/proc/{process}/status")
        .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Select(line => double.Parse(line.AsSpan(6).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture) / 1024)
        .Single();
}
