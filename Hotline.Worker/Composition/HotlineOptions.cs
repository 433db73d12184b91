using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Hotline.Composition;

/// <summary>Where the log and its rows live.</summary>
public enum StorageEngine
{
    Sqlite,
    SqlServer,
}

/// <summary>How events travel from the log to the consumers.</summary>
public enum Transport
{
    /// <summary>Within this process; the API does the background work itself.</summary>
    InMemory,

    /// <summary>RabbitMQ; the Worker does the background work, the API only answers.</summary>
    RabbitMq,
}

/// <summary>Configuration, section <c>Hotline</c>. Defaults are those of the embedded mode; checked at start.</summary>
public sealed class HotlineOptions
{
    public const string Section = "Hotline";

    public StorageEngine Storage { get; set; } = StorageEngine.Sqlite;

    public Transport Transport { get; set; } = Transport.InMemory;

    /// <summary>Of the storage engine. Default for SQLite: <c>data/hotline.db</c> under <see cref="Home"/>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Of the broker, e.g. <c>amqp://user:password@localhost:5672/</c>; for RabbitMq and only for it.</summary>
    public string? Broker { get; set; }

    /// <summary>
    /// Folder that relative paths start from. Default: the nearest folder upwards that holds <c>Hotline.sln</c>, so that
    /// both programs of a checkout share one <c>data</c> folder; without one, the working directory.
    /// </summary>
    public string? Home { get; set; }

    /// <summary>File with the key that seals requesters' data, base64. Made at first start when it is absent and nothing is sealed yet.</summary>
    public string KeyFile { get; set; } = "data/hotline.key";

    /// <summary>IANA name of the zone's time.</summary>
    public string TimeZone { get; set; } = "Asia/Shanghai";

    /// <summary>How often the sweep looks for due clocks, in seconds.</summary>
    public double SweepSeconds { get; set; } = 1;

    /// <summary>How often the relay looks for events that other processes wrote, in seconds.</summary>
    public double RelayPollSeconds { get; set; } = 0.2;

    /// <summary>The largest file that is attached to a case, in bytes: 10 MB.</summary>
    public int MostFileBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>How many files a case holds.</summary>
    public int MostFilesOfCase { get; set; } = 20;

    /// <summary>All files of a case together, in bytes: 50 MB.</summary>
    public int MostFileBytesOfCase { get; set; } = 50 * 1024 * 1024;
    /// <summary>How often a password is hashed (PBKDF2 with SHA-512): more costs a thief and the server alike. The platform's own number.</summary>
    public int PasswordIterations { get; set; } = 100_000;

    /// <summary>
    /// Reverse proxies whose word counts for who asks, by which scheme and for which host: addresses and networks, e.g.
    /// <c>10.0.0.5, 172.16.0.0/12</c>. Default: nobody's.
    /// </summary>
    public string? Proxies { get; set; }

    /// <summary>The zone as it stands in the title of a circular, e.g. 乐山高新区. Default: 高新区.</summary>
    public string? ZoneName { get; set; }

    /// <summary>The same in English.</summary>
    public string? ZoneNameEn { get; set; }

    /// <summary>通报: last month's, on the first working day at 08:00 of the zone's time.</summary>
    public bool MonthlyCircular { get; set; } = true;

    /// <summary>通报: last week's, on Monday at 08:00 of the zone's time.</summary>
    public bool WeeklyCircular { get; set; } = true;

    public bool RunsBackground => Transport == Transport.InMemory;

    public string? Problem =>
        Transport == Transport.RabbitMq != Broker is not null ? "Hotline:Broker is set for the RabbitMq transport, and only for it."
        : Storage == StorageEngine.SqlServer && ConnectionString is null ? "Hotline:ConnectionString is required for SQL Server."
        : SweepSeconds <= 0 || RelayPollSeconds <= 0 ? "Hotline:SweepSeconds and Hotline:RelayPollSeconds are greater than zero."
        : MostFileBytes <= 0 || MostFilesOfCase <= 0 || MostFileBytesOfCase < MostFileBytes
            ? "Hotline:MostFileBytes and Hotline:MostFilesOfCase are greater than zero, and Hotline:MostFileBytesOfCase has room for one file."
        : ListProxies() is null ? $"Hotline:Proxies is a list of addresses and networks, e.g. 10.0.0.5, 172.16.0.0/12; it is '{Proxies}'."
        : PasswordIterations < 1 ? "Hotline:PasswordIterations is greater than zero."
        : !TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _) ? $"Hotline:TimeZone '{TimeZone}' is not known here."
        : null;

    /// <summary><see cref="Proxies"/> as networks, an address being one of a single member; <c>null</c> when one of them cannot be read.</summary>
    public IReadOnlyList<IPNetwork>? ListProxies()
    {
        var networks = new List<IPNetwork>();
        foreach (var text in (Proxies ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPNetwork.TryParse(text, out var network))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(text, out var address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else
            {
                return null;
            }
        }

        return networks;
    }

    public string Resolve(string path) => Path.GetFullPath(path, Home ?? FindHome());

    /// <summary>The SQLite file, whether it is there or not; <c>null</c> on another engine.</summary>
    public string? DatabaseFile => Storage == StorageEngine.Sqlite ? Resolve(SqliteSettings().DataSource) : null;

    /// <summary>The connection string with its paths made absolute; creates the folder of a SQLite file.</summary>
    public string ResolveConnectionString()
    {
        if (Storage == StorageEngine.SqlServer)
        {
            return ConnectionString!;
        }

        var builder = SqliteSettings();
        builder.DataSource = DatabaseFile!;
        Directory.CreateDirectory(Path.GetDirectoryName(builder.DataSource)!);
        return builder.ToString();
    }

    private SqliteConnectionStringBuilder SqliteSettings() => new(ConnectionString ?? "Data Source=data/hotline.db");

    private static string FindHome()
    {
        for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Hotline.sln")))
            {
                return folder.FullName;
            }
        }

        return Directory.GetCurrentDirectory();
    }

    /// <summary>Says what is wrong in the words of <see cref="Problem"/>.</summary>
    internal sealed class Check : IValidateOptions<HotlineOptions>
    {
        public ValidateOptionsResult Validate(string? name, HotlineOptions options) =>
            options.Problem is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
    }
}
