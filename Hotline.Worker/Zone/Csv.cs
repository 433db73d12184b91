using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Hotline.Cases;

namespace Hotline.Zone;

/// <summary>One column of a sheet.</summary>
/// <param name="Name">For programs and in errors.</param>
/// <param name="Chinese">For whoever opens the sheet; on import either will do.</param>
/// <param name="Cell">What an item says there; empty for nothing.</param>
/// <param name="Needed">Whether the column may not be left out.</param>
internal sealed record CsvColumn<T>(string Name, string Chinese, Func<T, string> Cell, bool Needed = true);

/// <summary>One line of a sheet as it was sent.</summary>
/// <param name="Line">Where it begins, as an editor counts.</param>
internal sealed record CsvLine(int Line, IReadOnlyDictionary<string, string> Cells)
{
    /// <summary>The cell without blanks around it; empty when it or its column is missing.</summary>
    public string this[string column] => Cells.GetValueOrDefault(column, "");

    /// <summary>A cell that lists several things: apart by semicolons or 、, with no account of blanks.</summary>
    public IReadOnlyList<string> List(string column) =>
        this[column].Split([';', '；', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>
/// Sheets as spreadsheet programs exchange them: RFC 4180, a header, UTF-8 with a byte order mark on the way out (without it
/// Excel takes Chinese for something else) and with or without on the way in. No cell becomes a formula: one that would
/// gets an apostrophe before it, which is taken away again on import.
/// </summary>
internal static class Csv
{
    public const string Between = "; ";

    private static readonly char[] FormulaSigns = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    public static byte[] Write<T>(IReadOnlyList<CsvColumn<T>> columns, IEnumerable<T> items)
    {
        using var bytes = new MemoryStream();
        using (var csv = new CsvWriter(new StreamWriter(bytes, Utf8), new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n" }))
        {
            foreach (var column in columns)
            {
                csv.WriteField(ReadersLanguage.Pick(column.Chinese, column.Name));
            }

            foreach (var item in items)
            {
                csv.NextRecord();
                foreach (var column in columns)
                {
                    csv.WriteField(Disarm(column.Cell(item)));
                }
            }

            csv.NextRecord();
        }

        return bytes.ToArray();
    }

    /// <summary>Reads all lines. What is wrong with the sheet itself goes to the errors; without a good header there are no lines.</summary>
    public static IReadOnlyList<CsvLine> Read<T>(ReadOnlyMemory<byte> csv, IReadOnlyList<CsvColumn<T>> columns, List<ImportError> errors)
    {
        string text;
        try
        {
            text = Utf8.GetString(csv.Span).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            errors.Add(new ImportError(null, null, ZoneTexts.Get("NotUtf8")));
            return [];
        }

        var known = errors.Count;
        var badQuotes = false;
        using var parser = new CsvParser(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            BadDataFound = _ => badQuotes = true,
        });
        var lines = new List<CsvLine>();
        string?[]? header = null;
        while (parser.Read())
        {
            var record = parser.Record!;
            var line = parser.RawRow - parser.RawRecord.TrimEnd('\r', '\n').Count(character => character == '\n');
            if (badQuotes)
            {
                errors.Add(new ImportError(line, null, ZoneTexts.Get("BadQuotes")));
                badQuotes = false;
                if (header is null)
                {
                    return [];
                }

                continue;
            }

            if (header is null)
            {
                header = Header(record, columns, errors);
                if (errors.Count > known)
                {
                    // Every line would be found wanting, for the same reason.
                    return [];
                }

                continue;
            }

            if (record.All(string.IsNullOrWhiteSpace))
            {
                // What spreadsheets leave below the last line.
                continue;
            }

            if (record.Length != header.Length)
            {
                errors.Add(new ImportError(line, null, ZoneTexts.Format("CellCount", header.Length, record.Length)));
                continue;
            }

            lines.Add(new CsvLine(line, header.Zip(record).Where(cell => cell.First is not null).ToDictionary(cell => cell.First!, cell => Arm(cell.Second))));
        }

        if (lines.Count == 0 && errors.Count == known)
        {
            errors.Add(new ImportError(null, null, ZoneTexts.Get("NoLines")));
        }

        return lines;
    }

    private static string?[] Header<T>(string[] record, IReadOnlyList<CsvColumn<T>> columns, List<ImportError> errors)
    {
        var header = new string?[record.Length];
        foreach (var (index, title) in record.Select(title => title.Trim()).Index())
        {
            var name = columns.FirstOrDefault(column => column.Chinese == title || column.Name.Equals(title, StringComparison.OrdinalIgnoreCase))?.Name;
            if (name is null)
            {
                errors.Add(new ImportError(1, title.Length == 0 ? null : title, ZoneTexts.Format("UnknownColumn", index + 1)));
            }
            else if (header.Contains(name))
            {
                errors.Add(new ImportError(1, name, ZoneTexts.Get("ColumnTwice")));
            }
            else
            {
                header[index] = name;
            }
        }

        errors.AddRange(columns.Where(column => column.Needed && !header.Contains(column.Name))
            .Select(column => new ImportError(1, column.Name, ZoneTexts.Format("ColumnMissing", column.Chinese))));
        return header;
    }

    private static string Disarm(string cell) => IsFormula(cell) ? "'" + cell : cell;

    private static string Arm(string cell)
    {
        var text = cell.Trim();
        return text.StartsWith('\'') && IsFormula(text) ? text[1..] : text;
    }

    // With apostrophes before it too, so that one that belongs to the text comes back.
    private static bool IsFormula(string cell) => cell.TrimStart('\'') is [var first, ..] && FormulaSigns.Contains(first);
}
