using Hotline.Storage;
using Hotline.Zone;
using Microsoft.Extensions.Options;

namespace Hotline.Composition;

/// <summary>What every start does before anything is served: schema, key, configuration, and what a crash left undone.</summary>
public sealed class HotlineStart(
    Database database, Migrator migrator, ZoneBook zone, CatchUp catchUp, TimeProvider clock, IOptions<HotlineOptions> options)
{
    /// <exception cref="InvalidOperationException">The key file is missing or not this database's.</exception>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        await migrator.MigrateAsync(cancellation);
        await RequesterVault.PrepareAsync(options.Value, database, clock, cancellation);
        await zone.LoadAsync(cancellation);
    }

    /// <summary>Finishes what messages of an earlier life were to do. For the process that owns the consumers.</summary>
    public Task RepairAsync(CancellationToken cancellation) => catchUp.RunAllAsync(cancellation);
}
