using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Domain.Dispatch;
using Hotline.Domain.Scorecards;
using Hotline.Storage;

namespace Hotline.Zone;

/// <summary>
/// Replays the cases registered in a period through a candidate that is not in effect, so that its consequences are seen
/// before it is switched on. It reads in pages and writes nothing.
/// </summary>
public sealed class SimulateZone(Database database, ZoneBook zone, ImportZone import, TimeProvider clock)
{
    /// <summary>How many numbers stand for each difference.</summary>
    public const int MostSamples = 20;

    /// <summary>Cases that would go to another lead.</summary>
    /// <param name="From">The lead by the catalogue in effect; <c>null</c> for a dispatcher.</param>
    /// <param name="To">The lead by the candidate; <c>null</c> for a dispatcher.</param>
    public sealed record Move(string? From, string? To, int Cases, IReadOnlyList<string> Samples);

    /// <summary>What a candidate catalogue would have routed otherwise than the one in effect. What dispatchers did is no part of it.</summary>
    /// <param name="Cases">Cases that were not answered on the line: those a catalogue is asked about.</param>
    /// <param name="Different">Of these, how many would go elsewhere, or with other supporters.</param>
    /// <param name="LeftBefore">How many the catalogue in effect leaves to a dispatcher.</param>
    /// <param name="LeftAfter">How many the candidate would.</param>
    /// <param name="Moves">Other leads, the most frequent first.</param>
    /// <param name="OtherSupporters">Same lead, other supporters.</param>
    /// <param name="Unreadable">Cases whose events cannot be read; they are in none of the counts.</param>
    public sealed record CatalogueReport(
        Period Period,
        int Cases,
        int Different,
        int LeftBefore,
        int LeftAfter,
        IReadOnlyList<Move> Moves,
        int OtherSupporters,
        IReadOnlyList<string> OtherSupportersSamples,
        int Unreadable);

    /// <summary>Leads' resolutions (C4) under one line of the candidate.</summary>
    /// <param name="Line">Key of the line; <c>null</c> for all together.</param>
    /// <param name="Assignments">How many leads' assignments have a resolution clock.</param>
    /// <param name="Earlier">Of these, due earlier than now.</param>
    /// <param name="Later">Of these, due later than now.</param>
    /// <param name="NewlyLate">Late by the candidate, and not late by what holds for the case.</param>
    /// <param name="NewlyOnTime">Late by what holds for the case, and not late by the candidate.</param>
    /// <param name="Before">按时办结 by the versions the cases are judged by.</param>
    /// <param name="After">按时办结 by the candidate.</param>
    /// <param name="Samples">Some numbers of those newly late or newly on time.</param>
    public sealed record LineReport(
        string? Line,
        int Assignments,
        int Earlier,
        int Later,
        int NewlyLate,
        int NewlyOnTime,
        Rate Before,
        Rate After,
        IReadOnlyList<string> Samples);

    /// <param name="Lines">In the candidate's order; lines that no case came to are there with zeros.</param>
    /// <param name="Unreadable">Cases whose events cannot be read, or whose due dates cannot be computed; they are in none of the counts.</param>
    public sealed record ProfileReport(Period Period, LineReport Total, IReadOnlyList<LineReport> Lines, int Unreadable);

    /// <summary>The last quarter that is over.</summary>
    public Period LastQuarter()
    {
        var today = zone.Today();
        var lastMonthOfIt = new DateOnly(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1).AddDays(-1);
        return Period.TryParse(Period.QuarterOf(lastMonthOfIt), out var quarter)
            ? quarter
            : throw new InvalidOperationException($"There is no quarter before {today:yyyy-MM-dd}.");
    }

    /// <exception cref="ImportRefusedException">The sheet is wrong; every mistake is named.</exception>
    public async Task<CatalogueReport> ForCatalogueAsync(ReadOnlyMemory<byte> csv, Period period, CancellationToken cancellation)
    {
        var candidate = await import.DraftCatalogueAsync(csv, cancellation);
        var current = zone.Current.Catalogue;
        var moves = new Dictionary<(string From, string To), Found>();
        var (cases, leftBefore, leftAfter) = (0, 0, 0);
        var supporters = new Found();
        var unreadable = await WalkAsync(
            period,
            @case =>
            {
                if (@case is { IsClosed: true, WasDispatched: false, Left: null })
                {
                    // Answered on the line: no catalogue was asked.
                    return;
                }

                cases++;
                var before = current.Route(@case.Category, @case.Area, @case.RequesterKind);
                var after = candidate.Route(@case.Category, @case.Area, @case.RequesterKind);
                leftBefore += before.Left is null ? 0 : 1;
                leftAfter += after.Left is null ? 0 : 1;
                var (from, to) = (Lead(before), Lead(after));
                if (from != to)
                {
                    if (!moves.TryGetValue((from, to), out var move))
                    {
                        moves.Add((from, to), move = new Found());
                    }

                    move.Add(@case.Number);
                }
                else if (from.Length > 0 && !before.Supporters.ToHashSet().SetEquals(after.Supporters))
                {
                    supporters.Add(@case.Number);
                }
            },
            cancellation);
        return new CatalogueReport(
            period,
            cases,
            moves.Values.Sum(move => move.Count) + supporters.Count,
            leftBefore,
            leftAfter,
            [
                .. moves.OrderByDescending(move => move.Value.Count).ThenBy(move => move.Key.From, StringComparer.Ordinal).ThenBy(move => move.Key.To, StringComparer.Ordinal)
                    .Select(move => new Move(OrDispatcher(move.Key.From), OrDispatcher(move.Key.To), move.Value.Count, move.Value.Samples)),
            ],
            supporters.Count,
            supporters.Samples,
            unreadable);
    }

    /// <exception cref="ImportRefusedException">The sheet is wrong; every mistake is named.</exception>
    public async Task<ProfileReport> ForProfileAsync(ReadOnlyMemory<byte> csv, Period period, CancellationToken cancellation)
    {
        var candidate = await import.DraftProfileAsync(csv, cancellation);
        var now = clock.GetUtcNow();
        var current = zone.Current;
        var sums = candidate.Lines.ToDictionary(line => line.Key, _ => new Sum());
        var total = new Sum();
        var incomputable = 0;
        var unreadable = await WalkAsync(
            period,
            @case =>
            {
                List<(Assignment Lead, Clock Before, Clock After)> pairs;
                try
                {
                    var basis = current.BasisOf(@case);
                    var after = Resolutions(@case, basis with { Profile = candidate });
                    pairs =
                    [
                        .. from before in Resolutions(@case, basis)
                           join then in after on before.Key equals then.Key
                           let lead = @case.Assignments.Single(assignment => assignment.Number == before.Assignment)
                           where lead.Role == AssignmentRole.Lead && !before.IsVoid && !@case.Excluded.Contains(Metric.OnTime)
                           select (lead, before, then),
                    ];
                }
                catch (Exception exception) when (exception is DeadlineOutOfRangeException or InvalidDataException)
                {
                    incomputable++;
                    return;
                }

                var line = sums[candidate.LineFor(@case).Key];
                foreach (var (lead, before, then) in pairs)
                {
                    line.Add(@case.Number, lead, before, then, now);
                    total.Add(@case.Number, lead, before, then, now);
                }
            },
            cancellation);
        return new ProfileReport(
            period, total.Report(null), [.. candidate.Lines.Select(line => sums[line.Key].Report(line.Key))], unreadable + incomputable);
    }

    private static IEnumerable<Clock> Resolutions(Case @case, DeadlineBasis basis) =>
        DeadlinePlan.Clocks(@case, basis).Where(clock => clock.Kind == ClockKind.Resolve);

    private static string Lead(DispatchRoute route) => route.Left is null ? route.Lead! : "";

    private static string? OrDispatcher(string lead) => lead.Length == 0 ? null : lead;

    /// <returns>How many histories cannot be read.</returns>
    private async Task<int> WalkAsync(Period period, Action<Case> visit, CancellationToken cancellation)
    {
        var calendar = zone.Current.Calendar;
        var (from, to) = (calendar.StartOfDay(period.FirstDay), calendar.EndOfDay(period.LastDay));
        var unreadable = 0;
        IReadOnlyList<History> page = [];
        do
        {
            var after = page.Count == 0 ? "" : page[^1].Number;
            page = await database.ReadAsync(db => db.ListHistoriesRegisteredAsync(from, to, after), cancellation);
            foreach (var history in page)
            {
                if (history.Case is { } @case)
                {
                    visit(@case);
                }
                else
                {
                    unreadable++;
                }
            }
        }
        while (page.Count >= ZoneStore.CasePage);

        return unreadable;
    }

    /// <summary>A count with the first numbers of what was counted.</summary>
    private sealed class Found
    {
        private readonly List<string> _samples = [];

        public int Count { get; private set; }

        public IReadOnlyList<string> Samples => _samples;

        public void Add(string number)
        {
            Count++;
            if (_samples.Count < MostSamples)
            {
                _samples.Add(number);
            }
        }
    }

    private sealed class Sum
    {
        private readonly Found _late = new();
        private readonly Found _onTime = new();
        private readonly Found _turned = new();
        private int _assignments;
        private int _earlier;
        private int _later;
        private int _dueBefore;
        private int _dueAfter;
        private int _onTimeBefore;
        private int _onTimeAfter;

        public void Add(string number, Assignment lead, Clock before, Clock after, DateTimeOffset now)
        {
            _assignments++;
            _earlier += after.DueAt < before.DueAt ? 1 : 0;
            _later += after.DueAt > before.DueAt ? 1 : 0;

            // Judged as the scorecard does: with the review that accepts it, or as soon as it is late.
            var passed = lead.DoneAt is not null;
            var (lateBefore, lateAfter) = (before.LightAt(now) >= Light.Red, after.LightAt(now) >= Light.Red);
            _dueBefore += passed || lateBefore ? 1 : 0;
            _dueAfter += passed || lateAfter ? 1 : 0;
            _onTimeBefore += passed && !lateBefore ? 1 : 0;
            _onTimeAfter += passed && !lateAfter ? 1 : 0;
            if (lateBefore != lateAfter)
            {
                (lateAfter ? _late : _onTime).Add(number);
                _turned.Add(number);
            }
        }

        public LineReport Report(string? line) => new(
            line,
            _assignments,
            _earlier,
            _later,
            _late.Count,
            _onTime.Count,
            new Rate(_onTimeBefore, _dueBefore),
            new Rate(_onTimeAfter, _dueAfter),
            _turned.Samples);
    }
}
