using System.Security.Cryptography;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Domain;
using Hotline.Domain.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Storage;
using Hotline.Zone;
using MassTransit;

namespace Hotline.Scorecards;

/// <summary>
/// 冻结: a period that is over is kept as it was read out (domain.md §3.5): the report with every word in it, and every row
/// behind it. What an appeal changes later is shown beside it, as a correction; what was frozen stays.
/// </summary>
/// <remarks>
/// The rows may be millions. They are read in one snapshot with the report and written part by part under a freezing that
/// is still pending; the head comes last and makes it valid. What a crash leaves is no freezing, and the next one removes it.
/// From the pending head on, whoever counts a case notes what its rows were before.
/// </remarks>
public sealed class FreezePeriod(Database database, ReadScorecard read, ReadReport report, CountCase count, ZoneBook zone, TimeProvider clock)
{
    private const int Page = 500;

    /// <summary>Parts that are written at once.</summary>
    private const int PartsPerWrite = 200;

    /// <summary>Rows that are held at most before they are written.</summary>
    private const int RowsPerWrite = 50_000;

    /// <summary>No freezing lasts so long: what is pending since is of a process that is gone.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    /// <exception cref="CaseRefusedException">It is not over, is frozen already, or the actor is neither assessor nor leader.</exception>
    public async Task<FrozenScorecard> ExecuteAsync(Period period, Actor actor, CancellationToken cancellation)
    {
        var now = clock.Now();
        if (!actor.Is(Role.Assessor) && !actor.Is(Role.Leader))
        {
            throw new CaseRefusedException(new Refusal("scorecard.needs_assessor", "An assessor or a leader freezes a period."));
        }

        if (zone.Current.Calendar.EndOfDay(period.LastDay) > now)
        {
            throw new CaseRefusedException(new Refusal("scorecard.not_over", $"{period.Name} is not over yet."));
        }

        await CountWhatWaitsAsync(cancellation);
        var pending = new FrozenReportRow
        {
            Freeze = NewId.NextGuid().ToString("N"),
            Period = period.Name,
            StartedAt = now,
            FirstDay = period.FirstDay,
            LastDay = period.LastDay,
        };
        await database.WriteAsync(
            Lane.People,
            async db =>
            {
                if (await db.FindFrozenAsync(period.Name) is not null)
                {
                    throw FrozenAlready(period);
                }

                await db.DeletePendingAsync(period.Name, now - Abandoned);
                await db.InsertPendingAsync(pending);
            },
            cancellation);
        var (card, head) = await KeepAsync(period, pending, cancellation);
        return await database.WriteAsync(
            Lane.People,
            async db =>
            {
                var frozen = FrozenScorecard.Of(card, now, actor.Name) with { ReportHash = head.ReportHash, RowsHash = head.RowsHash };
                if (!await db.TryFinishFreezeAsync(head) || !await db.TryInsertFrozenAsync(new FrozenRow
                {
                    Period = period.Name,
                    FrozenAt = frozen.At,
                    FrozenBy = frozen.By,
                    Head = frozen.Head,
                    Hash = frozen.Hash,
                }))
                {
                    throw FrozenAlready(period);
                }

                foreach (var (unit, line) in frozen.Lines)
                {
                    await db.InsertFrozenLineAsync(new FrozenLineRow { Period = period.Name, Unit = unit, Line = line });
                }

                return frozen;
            },
            cancellation);
    }

    // Report and rows are of one snapshot. What was noted before it began is in both already: then it is begun anew.
    private async Task<(Scorecard Card, FrozenReportRow Head)> KeepAsync(Period period, FrozenReportRow pending, CancellationToken cancellation)
    {
        while (true)
        {
            var kept = await database.ReadAsync<(Scorecard, FrozenReportRow)?>(
                async db =>
                {
                    if (await db.HasMovesAsync(pending.Freeze))
                    {
                        return null;
                    }

                    var card = await read.SumAsync(db, period);
                    var bytes = ReportJson.Write(await report.MakeAsync(db, card, cancellation));
                    var (hash, lines) = await KeepRowsAsync(db, period, pending.Freeze, cancellation);
                    return (card, pending with { SchemeVersion = card.Total.Scheme.Version, Report = bytes, ReportHash = ReportJson.HashOf(bytes), RowsHash = hash, Lines = lines });
                },
                cancellation);
            if (kept is { } done)
            {
                return done;
            }

            await database.WriteAsync(Lane.Backlog, db => db.DeleteMovesAsync(pending.Freeze), cancellation);
        }
    }

    private async Task<(string Hash, long Lines)> KeepRowsAsync(Session db, Period period, string freeze, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (lines, held) = (0L, 0);
        var parts = new List<FrozenPartRow>();
        foreach (var attribution in FrozenRows.Order)
        {
            await foreach (var rows in FrozenRows.PagesAsync(db, period, attribution).WithCancellation(cancellation))
            {
                FrozenRows.Append(hash, rows);
                var isNext = parts.Count > 0 && (parts[^1].Attribution, parts[^1].Day, parts[^1].Unit) == (rows[0].Attribution, rows[0].Day, rows[0].Unit);
                parts.Add(FrozenRows.PartOf(freeze, isNext ? parts[^1].Part + 1 : 0, rows));
                (lines, held) = (lines + rows.Count, held + rows.Count);
                if (parts.Count > PartsPerWrite || held > RowsPerWrite)
                {
                    // The last stays: the next may go on with its unit's day.
                    await WriteAsync(parts[..^1], cancellation);
                    parts.RemoveRange(0, parts.Count - 1);
                    held = rows.Count;
                }
            }
        }

        await WriteAsync(parts, cancellation);
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), lines);
    }

    private Task WriteAsync(IReadOnlyList<FrozenPartRow> parts, CancellationToken cancellation) => database.WriteAsync(
        Lane.Backlog,
        async db =>
        {
            foreach (var part in parts)
            {
                await db.InsertFrozenPartAsync(part);
            }
        },
        cancellation);

    private static CaseRefusedException FrozenAlready(Period period) =>
        new(new Refusal("scorecard.frozen_already", $"{period.Name} was frozen before; it is done once."));

    // What happened before the freezing belongs to it, though its message may still be on the way.
    private async Task CountWhatWaitsAsync(CancellationToken cancellation)
    {
        IReadOnlyList<string> waiting = [];
        do
        {
            var after = waiting.Count == 0 ? "" : waiting[^1];
            waiting = await database.ReadAsync(db => db.ListUncountedCasesAsync(Page, after), cancellation);
            foreach (var number in waiting)
            {
                await count.ExecuteAsync(number, cancellation);
            }
        }
        while (waiting.Count == Page);

        foreach (var number in await database.ReadAsync(db => db.ListUncountedPraisesAsync(int.MaxValue), cancellation))
        {
            await count.ExecuteForPraiseAsync(number, cancellation);
        }
    }
}
