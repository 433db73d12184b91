using System.Reflection;
using EvolveDb;
using Hotline.Composition;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hotline.Storage;

/// <summary>Brings the schema up to date with Evolve: plain SQL, one folder per engine, applied once, checksums kept.</summary>
public sealed partial class Migrator(Database database, IOptions<HotlineOptions> options, ILogger<Migrator> logger)
{
    /// <returns>How many scripts were applied; 0 when the schema was up to date.</returns>
    public async Task<int> MigrateAsync(CancellationToken cancellation)
    {
        // Evolve takes turns on SQL Server, by a lock of the server; on a SQLite file two programs that start at once
        // would both create the first table.
        using var turn = options.Value.DatabaseFile is { } file ? await FileLock.TakeAsync(file + ".lock", cancellation) : null;
        await using var connection = database.Connect();
        await connection.OpenAsync(cancellation);
        await using (var prepare = connection.CreateCommand())
        {
            prepare.CommandText = database.Dialect.Prepare;
            await prepare.ExecuteNonQueryAsync(cancellation);
        }

        var evolve = new Evolve(connection, message => LogEvolve(logger, message), database.Dialect.Evolve)
        {
            EmbeddedResourceAssemblies = [Assembly.GetExecutingAssembly()],
            EmbeddedResourceFilters = [$"Hotline.Storage.Migrations.{database.Dialect.Migrations}."],
            MetadataTableName = "Migrations",
            // A released script is never edited and never erased.
            IsEraseDisabled = true,
        };
        evolve.Migrate();
        return evolve.NbMigration;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Migrations: {Message}")]
    private static partial void LogEvolve(ILogger logger, string message);
}
