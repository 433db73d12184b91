using System.Data.Common;
using EvolveDb.Dialect;
using Hotline.Composition;

namespace Hotline.Storage;

/// <summary>
/// Everything in which the engines differ: whole statements or a trailing clause, never a piece spliced into the
/// middle. Statements in the common subset stand beside the method that sends them.
/// </summary>
public abstract class SqlDialect
{
    public static SqlDialect For(StorageEngine engine) => engine switch
    {
        StorageEngine.Sqlite => new SqliteDialect(),
        StorageEngine.SqlServer => new SqlServerDialect(),
        _ => throw new ArgumentOutOfRangeException(nameof(engine), engine, "Unknown storage engine."),
    };

    /// <summary>Folder under Storage/Migrations.</summary>
    public abstract string Migrations { get; }

    /// <summary>A setting of the whole database, made before the migrations and outside any transaction; it may be made again.</summary>
    public abstract string Prepare { get; }

    /// <summary>What Evolve is told instead of being left to guess.</summary>
    public abstract DBMS Evolve { get; }

    /// <summary>Trailing clause after ORDER BY; parameter @take.</summary>
    public abstract string Take { get; }

    /// <summary>Draws the next number of @series, which must have been begun; no row when it was not.</summary>
    public abstract string DrawNumber { get; }

    /// <summary>A text field of an object that is stored as JSON; NULL where there is none.</summary>
    public abstract string JsonText(string column, string field);

    public abstract DbConnection Connect(string connectionString);

    /// <summary>A transaction in which several reads agree with each other and block nobody.</summary>
    public abstract DbTransaction BeginRead(DbConnection connection);

    /// <summary>Tells a broken unique key from every other fault, by the engine's number, never by its words.</summary>
    public abstract bool IsDuplicateKey(DbException exception);

    /// <summary>Tells a fault of the file, the disk or the server from one of the use case.</summary>
    public abstract bool IsUnavailable(DbException exception);

    /// <summary>Tells that the transaction was undone for another's sake and succeeds if it is simply run again.</summary>
    public abstract bool IsDeadlock(DbException exception);

    /// <summary>Closes the idle connections that are kept for the next read.</summary>
    public abstract void ClearPool(string connectionString);

    /// <summary>How use cases reach the disk: grouped behind one writer, or each by itself.</summary>
    internal abstract IWriter OpenWriter(string connectionString);
}
