using Hotline.Cases;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Deadlines;

/// <summary>
/// 重算时限: counts every open case anew that is counted with an older calendar than the one in effect, and says what moved
/// (domain.md §9, S14). Nothing is added to a stored due moment: the clocks are computed again from the events.
/// </summary>
public sealed class RecountDeadlines(Database database, CaseLedger ledger, AmendCalendar calendars, ZoneBook zone)
{
    /// <summary>A clock whose due moment moved, or which is no longer counted by weekday only.</summary>
    /// <param name="Clock">Its key, e.g. <c>C4-1</c>.</param>
    /// <param name="From">Due before.</param>
    /// <param name="To">Due now.</param>
    /// <param name="CalendarMissing">日历缺失 still.</param>
    public sealed record Change(string Number, string Clock, string? Unit, DateTimeOffset From, DateTimeOffset To, bool CalendarMissing);

    /// <param name="Number">A case that could not be counted anew.</param>
    public sealed record Failure(string Number, string Reason);

    public sealed record Report
    {
        public required bool DryRun { get; init; }

        /// <summary>The version that the cases are counted with now.</summary>
        public required int CalendarVersion { get; init; }

        /// <summary>How many cases were counted anew.</summary>
        public required int Cases { get; init; }

        /// <summary>In the order of numbers.</summary>
        public required IReadOnlyList<Change> Changes { get; init; }

        public required IReadOnlyList<Failure> Failures { get; init; }
    }

    /// <param name="dryRun">Only say what would move.</param>
    /// <param name="actor">Who ordered it.</param>
    /// <param name="cancellation">Stops between two cases.</param>
    public async Task<Report> ExecuteAsync(bool dryRun, Actor actor, CancellationToken cancellation)
    {
        var current = zone.Current.Calendar;
        var (cases, changes, failures) = (0, new List<Change>(), new List<Failure>());
        foreach (var number in await calendars.ListOutdatedAsync(current.Version, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                var (before, after) = dryRun ? await TryAsync(number, current, cancellation) : await RecountAsync(number, current, actor, cancellation);
                if (after.CalendarVersion != before.CalendarVersion)
                {
                    cases++;
                    changes.AddRange(Compare(before, after));
                }
            }
            catch (Exception exception) when (exception is not StorageUnavailableException && !cancellation.IsCancellationRequested)
            {
                // One case that cannot be counted must not keep the others from it.
                failures.Add(new Failure(number, exception.Message));
            }
        }

        return new Report { DryRun = dryRun, CalendarVersion = current.Version, Cases = cases, Changes = changes, Failures = failures };
    }

    private async Task<(Case Before, Case After)> TryAsync(string number, WorkCalendar calendar, CancellationToken cancellation)
    {
        var before = await database.ReadAsync(async db => await db.FindCaseAsync(number) ?? throw new CaseNotFoundException(number), cancellation);
        var after = Recounting.Decide(before, calendar).Events
            .Aggregate(before, (state, happened) => state.Apply(happened with { Number = number, Version = state.Version + 1, At = state.ChangedAt }));
        return (before, after);
    }

    private async Task<(Case Before, Case After)> RecountAsync(string number, WorkCalendar calendar, Actor actor, CancellationToken cancellation)
    {
        Case? before = null;
        var after = await ledger.TakeStepAsync(
            number,
            seen: null,
            actor,
            (@case, _, _) =>
            {
                before = @case;
                return Recounting.Decide(@case, calendar);
            },
            text: null,
            cancellation);
        return (before!, after);
    }

    private IEnumerable<Change> Compare(Case before, Case after)
    {
        var old = DeadlinePlan.Clocks(before, zone.Current.BasisOf(before)).ToDictionary(clock => clock.Key);
        return from clock in DeadlinePlan.Clocks(after, zone.Current.BasisOf(after))
               where clock.DueAt is not null
               let was = old[clock.Key]
               where was.DueAt != clock.DueAt || was.CalendarMissing != clock.CalendarMissing
               select new Change(after.Number, clock.Key, clock.Unit, was.DueAt!.Value, clock.DueAt!.Value, clock.CalendarMissing);
    }
}
