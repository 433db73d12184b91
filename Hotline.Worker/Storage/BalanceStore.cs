using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;

namespace Hotline.Storage;

/// <summary>
/// The counters of the balance, changed in the transaction that changes what they count, so that reading them costs the
/// same with any number of cases. Each is the sum of its shards: writers on a server would queue for a single row.
/// </summary>
public static class BalanceStore
{
    private const string Accepted = "Accepted";
    private const int Shards = 16;

    private sealed record Count
    {
        public string Name { get; init; } = "";
        public long Cases { get; init; }
    }

    /// <summary>The counters as they are, in one statement, so that both sides are of one moment.</summary>
    public static async Task<Balance> ReadBalanceAsync(this Session db) => BalanceOf(
        await db.ListAsync<Count>("SELECT Standing AS Name, SUM(Cases) AS Cases FROM Balances GROUP BY Standing"));

    /// <summary>The balance counted anew: the accepted from the log, the standings from the rows. Walks through both.</summary>
    public static async Task<Balance> RecountBalanceAsync(this Session db)
    {
        var accepted = await db.FindAsync<long>(
            "SELECT COUNT(*) FROM Events WHERE Version = 1 AND Type = @type", new { type = nameof(CaseRegistered) });
        var standings = await db.ListAsync<Count>("SELECT Standing AS Name, COUNT(*) AS Cases FROM Cases GROUP BY Standing");
        return Balance.Of(accepted, standing => standings.SingleOrDefault(count => count.Name == standing.ToString())?.Cases ?? 0);
    }

    /// <summary>Counts a case whose registration was appended to the log.</summary>
    internal static Task CountAcceptedAsync(this Session db, string number) => db.AddAsync(ShardOf(number), Accepted, 1);

    /// <summary>Counts a case whose row came to stand elsewhere.</summary>
    /// <param name="db">The use case's own session.</param>
    /// <param name="number">The case.</param>
    /// <param name="before">Where its row stood; <c>null</c> when it had none.</param>
    /// <param name="after">Where its row stands now; <c>null</c> when it is gone.</param>
    internal static async Task MoveStandingAsync(this Session db, string number, Standing? before, Standing? after)
    {
        if (before == after)
        {
            return;
        }

        // Always in the order of the standings, so that two who move opposite ways do not lock each other out.
        foreach (var (standing, change) in new[] { (before, -1L), (after, 1L) }.Where(move => move.Item1 is not null).OrderBy(move => move.Item1))
        {
            await db.AddAsync(ShardOf(number), standing!.Value.ToString(), change);
        }
    }

    /// <summary>Adds to every counter what it is short of; what is counted meanwhile is not lost.</summary>
    public static async Task AddToBalanceAsync(this Session db, Balance shortage)
    {
        await db.AddAsync(0, Accepted, shortage.Accepted);
        foreach (var standing in Enum.GetValues<Standing>())
        {
            await db.AddAsync(0, standing.ToString(), shortage[standing]);
        }
    }

    private static async Task AddAsync(this Session db, int shard, string standing, long change)
    {
        // The migration has made these rows; a standing that came later makes its own.
        if (await db.ExecuteAsync(
            "UPDATE Balances SET Cases = Cases + @change WHERE Shard = @shard AND Standing = @standing", new { shard, standing, change }) == 0)
        {
            await db.ExecuteAsync(
                "INSERT INTO Balances (Shard, Standing, Cases) VALUES (@shard, @standing, @change)", new { shard, standing, change });
        }
    }

    private static Balance BalanceOf(IReadOnlyList<Count> counts) => Balance.Of(
        counts.SingleOrDefault(count => count.Name == Accepted)?.Cases ?? 0,
        standing => counts.SingleOrDefault(count => count.Name == standing.ToString())?.Cases ?? 0);

    /// <summary>FNV-1a: the same in every process, so that a case stays in its shard (http://www.isthe.com/chongo/tech/comp/fnv/).</summary>
    private static int ShardOf(string number)
    {
        var hash = 2166136261;
        foreach (var character in number)
        {
            hash = (hash ^ character) * 16777619;
        }

        return (int)(hash % Shards);
    }
}
