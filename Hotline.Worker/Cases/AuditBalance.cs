using Hotline.Domain.Cases;
using Hotline.Storage;

namespace Hotline.Cases;

/// <summary>平账: whether every accepted case is accounted for, and whether the counters that say so are right.</summary>
public sealed class AuditBalance(Database database)
{
    /// <summary>What an audit has found.</summary>
    /// <param name="Counted">The counters.</param>
    /// <param name="Recounted">The same from the log and from the rows, of the same moment.</param>
    public sealed record Report(Balance Counted, Balance Recounted)
    {
        public bool IsClean => Counted == Recounted && Counted.Holds;
    }

    /// <summary>The counters; as quick with a million cases as with one.</summary>
    public Task<Balance> ReadAsync(CancellationToken cancellation) => database.ReadAsync(db => db.ReadBalanceAsync(), cancellation);

    /// <summary>Recounts and changes nothing.</summary>
    public Task<Report> CompareAsync(CancellationToken cancellation) =>
        database.ReadAsync(async db => new Report(await db.ReadBalanceAsync(), await db.RecountBalanceAsync()), cancellation);

    /// <summary>
    /// Recounts in a read, which keeps nobody waiting, and then adds what the counters were short of: whatever is counted
    /// in between keeps its place in the sum.
    /// </summary>
    /// <returns>What was found before.</returns>
    public async Task<Report> MendAsync(CancellationToken cancellation)
    {
        var found = await CompareAsync(cancellation);
        if (found.Counted != found.Recounted)
        {
            await database.WriteAsync(
                Lane.Backlog,
                db => db.AddToBalanceAsync(Balance.Of(
                    found.Recounted.Accepted - found.Counted.Accepted, standing => found.Recounted[standing] - found.Counted[standing])),
                cancellation);
        }

        return found;
    }
}
