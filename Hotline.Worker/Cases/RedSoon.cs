using Hotline.Composition;
using Hotline.Contracts.Deadlines;
using Hotline.Domain.Cases;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>How pressing an open assignment is. Each stands in one band.</summary>
public enum Pressure
{
    /// <summary>三红</summary>
    TripleRed,
    /// <summary>双红</summary>
    DoubleRed,
    /// <summary>红</summary>
    Red,
    /// <summary>签收超时: nothing is over but the signing, which a timer did, and nobody has begun</summary>
    Unattended,
    /// <summary>今天到期: not over yet</summary>
    Today,
    /// <summary>3 日内到期: on one of the three calendar days after today</summary>
    Soon,
    /// <summary>黄: due later, and warned of already</summary>
    Yellow,
}

/// <summary>督办视图: what is red and what will be within three calendar days, by unit; and the assignments behind each figure.</summary>
public sealed class RedSoon(Database database, ZoneBook zone, TimeProvider clock)
{
    /// <summary>"Within 3 days": today and so many calendar days after it, each to its 24:00.</summary>
    public const int Days = 3;

    /// <summary>
    /// So many assignments are counted of each stretch of time (over, today, soon, later), the most pressing first. Beyond
    /// it a figure is a lower bound, and says so.
    /// </summary>
    public const int MostPerStretch = 1_000;

    public const int MostPerPage = 200;

    /// <param name="Counts">By <see cref="Pressure"/>, in its order.</param>
    public sealed record OfUnit(string Unit, IReadOnlyList<int> Counts)
    {
        public int Total => Counts.Sum();
    }

    /// <param name="Units">Those with anything pressing, the one with the most and reddest first.</param>
    /// <param name="AtLeast">By <see cref="Pressure"/>: there are, or may be, more than were counted.</param>
    public sealed record Table(IReadOnlyList<OfUnit> Units, IReadOnlyList<bool> AtLeast, DateTimeOffset At);

    /// <summary>One open assignment.</summary>
    /// <param name="LastHandled">The last step the unit's people took in the case; <c>null</c> when they took none.</param>
    /// <param name="Reminders">催办 on the case so far.</param>
    /// <param name="Supervised">The unit has an open order of supervision in the case.</param>
    public sealed record Line(CaseQueues.Item Item, DateTimeOffset? LastHandled, int Reminders, bool Supervised);

    /// <param name="Next">Where the next page begins; <c>null</c> on the last.</param>
    public sealed record Page(IReadOnlyList<Line> Lines, string? Next);

    /// <exception cref="AccessRefusedException">Not every case is in the actor's sight.</exception>
    public async Task<Table> ReadAsync(Actor actor, CancellationToken cancellation)
    {
        Sight.Of(actor).RequireAll();
        var now = clock.Now();
        var (tomorrow, later) = EdgesOf(now);
        var counts = await database.ReadAsync(db => db.CountPressingAsync(now, tomorrow, later, MostPerStretch), cancellation);
        var full = counts.GroupBy(count => count.Stretch).Where(stretch => stretch.Sum(count => count.Assignments) >= MostPerStretch).Select(stretch => stretch.Key).ToHashSet();
        return new Table(
            [
                .. counts.Where(count => Enum.TryParse<Pressure>(count.Band, out _)).GroupBy(count => count.Unit)
                    .Select(unit => new OfUnit(unit.Key, [.. Enum.GetValues<Pressure>().Select(band => unit.Where(count => count.Band == band.ToString()).Sum(count => count.Assignments))]))
                    .OrderByDescending(unit => unit.Counts[0]).ThenByDescending(unit => unit.Counts[1]).ThenByDescending(unit => unit.Counts[2])
                    .ThenByDescending(unit => unit.Counts[3]).ThenByDescending(unit => unit.Total).ThenBy(unit => unit.Unit, StringComparer.Ordinal),
            ],
            [
                .. Enum.GetValues<Pressure>().Select(band => full.Contains(band switch
                {
                    Pressure.Unattended => "Unattended",
                    Pressure.Today => "Today",
                    Pressure.Soon => "Soon",
                    Pressure.Yellow => "Later",
                    _ => "Over",
                })),
            ],
            now);
    }

    /// <param name="unit">Whose; <c>null</c> for all.</param>
    /// <param name="band">Only these; <c>null</c> for all that is red or will be within <see cref="Days"/> days.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="after">The <see cref="Page.Next"/> of the page before; <c>null</c> for the first.</param>
    /// <param name="take">Lines, 1 to <see cref="MostPerPage"/>.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <exception cref="AccessRefusedException">Not every case is in the actor's sight.</exception>
    /// <exception cref="FormatException"><paramref name="after"/> is not a place this list gave.</exception>
    public async Task<Page> ListAsync(string? unit, Pressure? band, Actor actor, string? after, int take, CancellationToken cancellation)
    {
        Sight.Of(actor).RequireAll();
        var now = clock.Now();
        var window = WindowOf(band, now);
        bool? unattended = band is null or <= Pressure.Red ? null : band == Pressure.Unattended;
        var place = after is null ? QueuePlace.Start : CaseQueues.ParsePlace(after);
        return await database.ReadAsync(
            async db =>
            {
                // One more than asked: only if it exists is there a next page.
                var rows = (unit, unattended) switch
                {
                    (null, null) => await db.ListOpenAssignmentsAsync(window, place, take + 1),
                    (null, { } only) => await db.ListOpenAssignmentsAsync(only, window, place, take + 1),
                    (_, null) => await db.ListAssignmentsAsync(unit, window, place, take + 1),
                    (_, { } only) => await db.ListAssignmentsAsync(unit, only, window, place, take + 1),
                };
                List<QueueRow> shown = [.. rows.Take(take)];
                if (shown.Count == 0)
                {
                    return new Page([], null);
                }

                string[] numbers = [.. shown.Select(row => row.Number).Distinct()];
                var doings = (await db.ListDoingsAsync(numbers, Actor.System.Name)).ToLookup(doing => doing.Number);
                var supervised = (await db.ListSupervisedAsync(numbers)).Select(order => (order.Number, order.Unit)).ToHashSet();
                return new Page(
                    [
                        .. shown.Select(row => new Line(
                            CaseQueues.ItemOf(QueueName.Supervision, row, now),
                            doings[row.Number].FirstOrDefault(doing => doing.Unit == row.Unit)?.LastAt,
                            doings[row.Number].Sum(doing => doing.Reminders),
                            supervised.Contains((row.Number, row.Unit!)))),
                    ],
                    rows.Count <= take ? null : CaseQueues.FormatPlace(rows[take - 1]));
            },
            cancellation);
    }

    private QueueWindow WindowOf(Pressure? band, DateTimeOffset now)
    {
        var (tomorrow, later) = EdgesOf(now);
        // A bound is reached at its own instant; a span is half open, so its edge is the next tick.
        static DateTimeOffset After(DateTimeOffset at) => at.AddTicks(1);
        return band switch
        {
            null => QueueWindow.All with { Due = Span.Any with { Before = After(later) } },
            Pressure.TripleRed => QueueWindow.Of(Light.TripleRed, now),
            Pressure.DoubleRed => QueueWindow.Of(Light.DoubleRed, now),
            Pressure.Red => QueueWindow.Of(Light.Red, now),
            Pressure.Unattended => QueueWindow.All with { Due = Span.Any with { From = After(now) } },
            Pressure.Today => QueueWindow.All with { Due = new Span(After(now), After(tomorrow)) },
            Pressure.Soon => QueueWindow.All with { Due = new Span(After(tomorrow), After(later)) },
            Pressure.Yellow => QueueWindow.All with { Due = Span.Any with { From = After(later) }, Warn = Span.Any with { Before = After(now) } },
            _ => throw new ArgumentOutOfRangeException(nameof(band), band, "Unknown band."),
        };
    }

    // What is due at 24:00 of a day is due on that day.
    private (DateTimeOffset Tomorrow, DateTimeOffset Later) EdgesOf(DateTimeOffset now)
    {
        var calendar = zone.Current.Calendar;
        var today = calendar.LocalDay(now);
        return (calendar.EndOfDay(today), calendar.EndOfDay(today.AddDays(Days)));
    }
}
