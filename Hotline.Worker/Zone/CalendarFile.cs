using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Hotline.Domain.Deadlines;

namespace Hotline.Zone;

/// <summary>
/// Reads a notice of holidays and make-up days: a JSON list of <c>{"date": "2026-10-01", "name": "国庆节", "isOffDay": true}</c>, or
/// an object with such a list under <c>days</c>, as the public yearly files have it. Other members are ignored. <c>domain.md §2.4</c>.
/// </summary>
public static class CalendarFile
{
    private const string ShippedName = "Hotline.Zone.Defaults.calendar.json";

    /// <summary>The national calendar this build was shipped with.</summary>
    public static IReadOnlyList<CalendarDay> Shipped()
    {
        using var stream = typeof(CalendarFile).Assembly.GetManifestResourceStream(ShippedName)
            ?? throw new InvalidOperationException($"The build lacks its resource {ShippedName}.");
        return Parse(stream);
    }

    /// <param name="json">UTF-8 text, with or without a byte order mark.</param>
    /// <returns>The days in the order of the file, each date once.</returns>
    /// <exception cref="FormatException">Not such a list; the message names every bad entry (the first is 1) and what is wrong with it.</exception>
    public static IReadOnlyList<CalendarDay> Parse(Stream json)
    {
        var problems = new List<string>();
        var days = Parse(json, problems);
        return problems.Count == 0 ? days : throw new FormatException(string.Join(' ', problems));
    }

    /// <summary>As <see cref="Parse(Stream)"/>, with what is wrong as values.</summary>
    internal static IReadOnlyList<CalendarDay> Parse(Stream json, List<string> problems)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement, problems);
        }
        catch (JsonException invalid)
        {
            problems.Add($"The calendar is not valid JSON: {invalid.Message}");
            return [];
        }
    }

    /// <summary>How two versions are compared.</summary>
    internal static readonly IReadOnlyList<CsvColumn<CalendarDay>> Columns =
    [
        new("date", "日期", day => day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        new("name", "节日", day => day.Name),
        new("isOffDay", "休息", day => day.IsOffDay ? "true" : "false"),
    ];

    /// <summary>
    /// Days with a notice put in. A notice is about its year and takes the place of all that was said of it; days of a
    /// neighbouring year, which a new year's holiday brings along, lie within one month and are only added.
    /// </summary>
    internal static IReadOnlyList<CalendarDay> Amend(IReadOnlyList<CalendarDay> known, IReadOnlyList<CalendarDay> notice)
    {
        var years = notice.GroupBy(day => day.Date.Year).Where(year => year.Select(day => day.Date.Month).Distinct().Count() > 1)
            .Select(year => year.Key).ToHashSet();
        var said = notice.Select(day => day.Date).ToHashSet();
        return [.. known.Where(day => !years.Contains(day.Date.Year) && !said.Contains(day.Date)).Concat(notice).OrderBy(day => day.Date)];
    }

    internal static IReadOnlyList<CalendarDay> Parse(string json) => Parse(new MemoryStream(Encoding.UTF8.GetBytes(json)));

    /// <summary>The list as <see cref="Parse(Stream)"/> reads it, by date.</summary>
    internal static string Write(IEnumerable<CalendarDay> days) => ZoneDocuments.Write(days.OrderBy(day => day.Date));

    private static List<CalendarDay> Read(JsonElement root, List<string> problems)
    {
        var list = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("days", out var inner) ? inner : root;
        if (list.ValueKind != JsonValueKind.Array)
        {
            problems.Add("The calendar is not a list of days.");
            return [];
        }

        var days = new List<CalendarDay>(list.GetArrayLength());
        var entryOf = new Dictionary<DateOnly, int>();
        foreach (var (index, entry) in list.EnumerateArray().Index())
        {
            var number = index + 1;
            if (!TryReadDay(entry, number, out var day, out var problem))
            {
                problems.Add(problem);
            }
            else if (!entryOf.TryAdd(day.Date, number))
            {
                problems.Add($"Calendar entry {number}: {day.Date:yyyy-MM-dd} is already entry {entryOf[day.Date]}.");
            }
            else
            {
                days.Add(day);
            }
        }

        return days;
    }

    private static bool TryReadDay(JsonElement entry, int number, out CalendarDay read, [NotNullWhen(false)] out string? problem)
    {
        read = default;
        if (entry.ValueKind != JsonValueKind.Object)
        {
            problem = $"Calendar entry {number}: not an object with date, name and isOffDay.";
            return false;
        }

        if (!entry.TryGetProperty("date", out var date) || date.ValueKind != JsonValueKind.String
            || !DateOnly.TryParseExact(date.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            problem = $"Calendar entry {number}: \"date\" is not a date like 2026-10-01.";
            return false;
        }

        if (day.Year is < WorkCalendar.EarliestYear or > WorkCalendar.LatestYear)
        {
            problem = $"Calendar entry {number}: {day:yyyy-MM-dd} is outside the years {WorkCalendar.EarliestYear}-{WorkCalendar.LatestYear}.";
            return false;
        }

        if (!entry.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String)
        {
            problem = $"Calendar entry {number} ({day:yyyy-MM-dd}): \"name\" is not text.";
            return false;
        }

        if (!entry.TryGetProperty("isOffDay", out var off) || off.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            problem = $"Calendar entry {number} ({day:yyyy-MM-dd}): \"isOffDay\" is neither true nor false.";
            return false;
        }

        read = new CalendarDay(day, name.GetString()!, off.GetBoolean());
        problem = null;
        return true;
    }
}
