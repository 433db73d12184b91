using System.Globalization;

namespace Hotline.Papers;

/// <summary>What a cell is, so that a spreadsheet can sort it and add it up.</summary>
public enum CellKind
{
    Empty,
    Text,
    Whole,
    Number,
    Percent,
    Time,
    Day,
}

/// <summary>
/// One cell of a sheet. A text is a text whatever it begins with: nothing that somebody wrote becomes a formula. A value
/// that is not known is an empty cell.
/// </summary>
public readonly record struct Cell
{
    private const string WholeFormat = "0";
    private const string TimeFormat = "yyyy-mm-dd hh:mm:ss";
    private const string DayFormat = "yyyy-mm-dd";

    // A spreadsheet counts in doubles, which hold no more digits exactly.
    private const long LargestExact = 999_999_999_999_999;

    private Cell(CellKind kind, string words, decimal value = 0, DateTimeOffset at = default) =>
        (Kind, Words, Value, At) = (kind, words, value, at);

    public CellKind Kind { get; }

    /// <summary>In the colours of a sum: bold.</summary>
    public bool IsStrong { get; init; }

    /// <summary>The text; of everything else the format, as spreadsheets write it.</summary>
    internal string? Words { get; }

    internal decimal Value { get; }

    internal DateTimeOffset At { get; }

    public static Cell Empty => default;

    public static Cell Text(string? text) => string.IsNullOrEmpty(text) ? default : new(CellKind.Text, text);

    /// <summary>A whole number; one that a spreadsheet would round is written as text.</summary>
    public static Cell Whole(long? value) =>
        value is not { } known ? default
        : Math.Abs((decimal)known) > LargestExact ? Text(known.ToString(CultureInfo.InvariantCulture))
        : new(CellKind.Whole, WholeFormat, known);

    /// <param name="value">Unrounded.</param>
    /// <param name="format">How a spreadsheet shows it, e.g. <c>0.0</c> or <c>#,##0.00</c>.</param>
    public static Cell Number(decimal? value, string format) => value is { } known ? new(CellKind.Number, format, known) : default;

    /// <param name="rate">Of one, unrounded: 0.977 is shown as 97.7%.</param>
    /// <param name="decimals">Behind the point, as shown.</param>
    public static Cell Percent(decimal? rate, int decimals = 1) =>
        rate is { } known ? new(CellKind.Percent, decimals == 0 ? "0%" : $"0.{new string('0', decimals)}%", known) : default;

    /// <summary>A moment; the sheet shows it in the zone's local time, to the second.</summary>
    public static Cell Time(DateTimeOffset? at) => at is { } known ? new(CellKind.Time, TimeFormat, at: known) : default;

    public static Cell Day(DateOnly? day) =>
        day is { } known ? new(CellKind.Day, DayFormat, at: new DateTimeOffset(known, TimeOnly.MinValue, TimeSpan.Zero)) : default;

    /// <summary>What clocks in the zone show; of a day its beginning.</summary>
    internal DateTime LocalIn(TimeZoneInfo zone) => Kind == CellKind.Day ? At.DateTime : TimeZoneInfo.ConvertTime(At, zone).DateTime;

    /// <summary>As people read it where there are no types: in CSV, on paper.</summary>
    public string ToText(TimeZoneInfo zone) => Kind switch
    {
        CellKind.Empty => "",
        CellKind.Text => Words!,
        CellKind.Whole => Value.ToString("0", CultureInfo.InvariantCulture),
        // .NET reads the same formats; away from zero, as everywhere for display.
        CellKind.Number or CellKind.Percent => Rounded().ToString(Words, CultureInfo.InvariantCulture),
        CellKind.Time => LocalIn(zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        CellKind.Day => LocalIn(zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    private decimal Rounded()
    {
        var point = Words!.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : Words.Skip(point + 1).TakeWhile(sign => sign is '0' or '#').Count();
        return Math.Round(Value, Kind == CellKind.Percent ? decimals + 2 : decimals, MidpointRounding.AwayFromZero);
    }
}
