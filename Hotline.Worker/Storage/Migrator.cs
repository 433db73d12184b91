using System.Reflection;
using EvolveDb;
using Microsoft.Extensions.Logging;

namespace Hotline.Storage;

/// <summary>Brings the schema up to date with Evolve: plain SQL, one folder per engine, applied once, checksums kept.</summary>
public sealed partial class Migrator(Database database, ILogger<Migrator> logger)
{
    /// <returns>How many scripts were applied; 0 when the schema was up to date.</returns>
    public async Task<int> MigrateAsync(CancellationToken cancellation)
    {
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
