using Hotline.Cases;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Domain;
using Hotline.Domain.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Scorecards;

/// <summary>
/// 冻结: a period that is over is kept as it was read out (domain.md §3.5). What an appeal changes later is shown beside it,
/// as a correction; the frozen rows stay.
/// </summary>
public sealed class FreezePeriod(Database database, ReadScorecard read, CountCase count, ZoneBook zone, TimeProvider clock)
{
    private const int Page = 500;

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
        return await database.WriteAsync(
            Lane.People,
            async db =>
            {
                var frozen = FrozenScorecard.Of(await read.SumAsync(db, period), now, actor.Name);
                if (!await db.TryInsertFrozenAsync(new FrozenRow
                {
                    Period = period.Name,
                    FrozenAt = frozen.At,
                    FrozenBy = frozen.By,
                    Head = frozen.Head,
                    Hash = frozen.Hash,
                }))
                {
                    throw new CaseRefusedException(new Refusal("scorecard.frozen_already", $"{period.Name} was frozen before; it is done once."));
                }

                foreach (var (unit, line) in frozen.Lines)
                {
                    await db.InsertFrozenLineAsync(new FrozenLineRow { Period = period.Name, Unit = unit, Line = line });
                }

                return frozen;
            },
            cancellation);
    }

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
