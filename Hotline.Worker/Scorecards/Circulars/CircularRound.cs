using Hotline.Composition;
using Hotline.Domain.Notices;
using Hotline.Domain.Scorecards;
using Hotline.Storage;
using Hotline.Zone;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hotline.Scorecards.Circulars;

/// <summary>What became of a circular.</summary>
public enum CircularState
{
    /// <summary>Its period does not add up yet; nobody is told, and it is tried again.</summary>
    Waiting,

    /// <summary>It lies in the inboxes.</summary>
    Told,

    /// <summary>Nothing came in and nothing was open: there is nothing to tell.</summary>
    Empty,
}

/// <summary>
/// 通报: makes the report of the last month and of the last week when its time has come, once each, and tells leaders,
/// assessors and the heads of the units. What was due while nothing ran is made when something does; of two workers the
/// stored row decides which one tells.
/// </summary>
public sealed partial class CircularRound(
    ReadReport read, Database database, ZoneBook zone, IOptions<HotlineOptions> options, TimeProvider clock, ILogger<CircularRound> logger)
{
    /// <summary>What its entries in inboxes are.</summary>
    public const string Notice = "CircularTold";

    /// <summary>Every circular that is due.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var kind in Kinds())
        {
            await RunAsync(kind, cancellation);
        }
    }

    internal static PeriodReport ReportOf(CircularRow row) => ReportJson.Read(row.Report);

    private async Task RunAsync(PeriodKind kind, CancellationToken cancellation)
    {
        var calendar = zone.Current.Calendar;
        var (last, waiting) = await database.ReadAsync(
            async db => (await db.FindLastCircularAsync(kind.ToString()), await db.ListCircularsInAsync(kind.ToString(), nameof(CircularState.Waiting))), cancellation);
        foreach (var period in waiting.Select(row => PeriodOf(row.Period)).Concat(CircularPlan.Due(kind, last is null ? null : PeriodOf(last.Period), clock.Now(), calendar)))
        {
            await MakeAsync(period, isWaiting: waiting.Any(row => row.Period == period.Name), cancellation);
        }
    }

    private async Task MakeAsync(Period period, bool isWaiting, CancellationToken cancellation)
    {
        var report = await read.ExecuteAsync(period, cancellation);
        var balance = report.Reconciliation;
        var state = !balance.Closes ? CircularState.Waiting
            : (balance.CarriedOver, balance.Received, balance.Open) == (0, 0, 0) ? CircularState.Empty
            : CircularState.Told;
        if (state == CircularState.Waiting)
        {
            LogWaiting(logger, period.Name, balance.Difference);
            if (isWaiting)
            {
                return;
            }
        }

        var now = clock.Now();
        var row = new CircularRow
        {
            Period = period.Name,
            Kind = period.Kind.ToString(),
            State = state.ToString(),
            DueAt = CircularPlan.DueAt(period, zone.Current.Calendar),
            MadeAt = now,
            Report = ReportJson.Write(report),
        };
        await database.WriteAsync(
            Lane.Backlog,
            async db =>
            {
                // Whoever is second finds it made, and tells nobody.
                if ((isWaiting ? await db.TryMoveCircularAsync(row, nameof(CircularState.Waiting)) : await db.TryInsertCircularAsync(row)) && state == CircularState.Told)
                {
                    foreach (var recipient in Recipients.OfCircular(zone.Current.Units.Keys))
                    {
                        await db.InsertNoticeAsync(new NoticeRow { Recipient = recipient, Number = row.Period, Version = 1, Kind = Notice, At = now });
                    }
                }
            },
            cancellation);
    }

    private IEnumerable<PeriodKind> Kinds() =>
    [
        .. options.Value.MonthlyCircular ? [PeriodKind.Month] : (PeriodKind[])[],
        .. options.Value.WeeklyCircular ? [PeriodKind.Week] : (PeriodKind[])[],
    ];

    private static Period PeriodOf(string name) => Period.TryParse(name, out var period) ? period : throw new InvalidOperationException($"'{name}' is stored as a circular's period.");

    [LoggerMessage(Level = LogLevel.Warning, Message = "The circular of {Period} waits: its period does not add up by {Difference}.")]
    private static partial void LogWaiting(ILogger logger, string period, int difference);
}
