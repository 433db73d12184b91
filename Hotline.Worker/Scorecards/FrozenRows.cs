using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Hotline.Domain.Scorecards;
using Hotline.Storage;

namespace Hotline.Scorecards;

/// <summary>
/// The rows behind a frozen period as they are kept: a line of text each, in the order of attribution, day, unit, number and
/// entry, compressed by the day of a unit. The hash is over the text, however it is cut.
/// </summary>
public static class FrozenRows
{
    /// <summary>Rows of a part.</summary>
    internal const int MostPerPart = 5000;

    private const int Page = 64;

    /// <summary>In the order in which the rows lie.</summary>
    internal static readonly IReadOnlyList<Attribution> Order = [.. Enum.GetValues<Attribution>().OrderBy(attribution => attribution.ToString(), StringComparer.Ordinal)];

    /// <param name="rows">Of one attribution, day and unit.</param>
    internal static FrozenPartRow PartOf(string freeze, int part, IReadOnlyList<CountRow> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{row.Number}\t{row.Entry}\t{row.Figures}\n");
        }

        using var content = new MemoryStream();
        using (var packed = new BrotliStream(content, CompressionLevel.Fastest))
        {
            packed.Write(Encoding.UTF8.GetBytes(text.ToString()));
        }

        return new FrozenPartRow
        {
            Freeze = freeze,
            Attribution = rows[0].Attribution,
            Day = rows[0].Day,
            Unit = rows[0].Unit,
            Part = part,
            Figures = rows.Aggregate(0L, (figures, row) => figures | row.Figures),
            Lines = rows.Count,
            Content = content.ToArray(),
        };
    }

    /// <exception cref="FormatException">It is not what was written.</exception>
    public static IReadOnlyList<CountRow> RowsOf(FrozenPartRow part)
    {
        var rows = new List<CountRow>(part.Lines);
        using var reader = new StreamReader(new BrotliStream(new MemoryStream(part.Content), CompressionMode.Decompress), Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            rows.Add(line.Split('\t') is [var number, var entry, var figures]
                ? new CountRow { Number = number, Entry = entry, Attribution = part.Attribution, Day = part.Day, Unit = part.Unit, Figures = long.Parse(figures, CultureInfo.InvariantCulture) }
                : throw new FormatException($"'{line}' is no frozen row."));
        }

        return rows;
    }

    /// <summary>Takes some rows of one attribution, day and unit into the hash.</summary>
    internal static void Append(IncrementalHash hash, IReadOnlyList<CountRow> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{row.Attribution}\t{row.Day:yyyy-MM-dd}\t{row.Unit}\t{row.Number}\t{row.Entry}\t{row.Figures}\n");
        }

        hash.AppendData(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>All rows of a freezing by one attribution, a part at a time; each page is a read of its own.</summary>
    public static async IAsyncEnumerable<CountRow> ReadAsync(
        Database database, string freeze, Attribution attribution, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var place = new FrozenPartPlace(attribution.ToString(), DateOnly.MinValue, "", -1);
        IReadOnlyList<FrozenPartRow> parts;
        do
        {
            parts = await database.ReadAsync(db => db.ListFrozenPartsAsync(freeze, place, Page), cancellation);
            foreach (var part in parts)
            {
                place = new FrozenPartPlace(part.Attribution, part.Day, part.Unit, part.Part);
                foreach (var row in RowsOf(part))
                {
                    yield return row;
                }
            }
        }
        while (parts.Count == Page);
    }

    /// <summary>What counts in a period now, by one attribution, in the same order; each page is a read of its own.</summary>
    public static async IAsyncEnumerable<CountRow> ReadLiveAsync(
        Database database, Period period, Attribution attribution, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var rows in PagesAsync(
            read => database.ReadAsync(read, cancellation), period, attribution).WithCancellation(cancellation))
        {
            foreach (var row in rows)
            {
                yield return row;
            }
        }
    }

    /// <summary>The same as pages of one unit's day each, read by one session.</summary>
    internal static IAsyncEnumerable<IReadOnlyList<CountRow>> PagesAsync(Session db, Period period, Attribution attribution) =>
        PagesAsync(read => read(db), period, attribution);

    // From unit to unit and from number to number an index knows the next: no page costs more for the rows before it.
    private static async IAsyncEnumerable<IReadOnlyList<CountRow>> PagesAsync(
        Func<Func<Session, Task<(string? Unit, IReadOnlyList<CountRow> Rows)>>, Task<(string? Unit, IReadOnlyList<CountRow> Rows)>> read, Period period, Attribution attribution)
    {
        for (var day = period.FirstDay; day <= period.LastDay; day = day.AddDays(1))
        {
            var (on, after, last) = (day, "", (CountRow?)null);
            while (true)
            {
                var (unit, rows) = await read(async db =>
                {
                    var next = last is null ? await db.FindNextCountedUnitAsync(attribution, on, after) : last.Unit;
                    return (next, next is null ? [] : await db.ListCountedAsync(attribution, on, next, last?.Number ?? "", last?.Entry ?? "", MostPerPart));
                });
                if (unit is null)
                {
                    break;
                }

                if (rows.Count > 0)
                {
                    yield return rows;
                }

                (after, last) = (unit, rows.Count < MostPerPart ? null : rows[^1]);
            }
        }
    }
}
