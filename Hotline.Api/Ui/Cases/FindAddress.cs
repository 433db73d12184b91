using System.Globalization;
using Hotline.Cases;
using Microsoft.AspNetCore.WebUtilities;

namespace Hotline.Api.Ui.Cases;

/// <summary>
/// What is looked for, in an address that can be kept and come back to. What may name a person never stands in it, because
/// addresses are logged: neither a telephone number nor words.
/// </summary>
public static class FindAddress
{
    private const int LongestNumber = 40;

    /// <returns>E.g. <c>/cases?status=InProgress&amp;unit=tax</c>.</returns>
    public static string Of(FindCases.Query query)
    {
        (string Name, string? Value)[] parts =
        [
            ("number", query.Number), ("status", query.Status?.ToString()), ("standing", query.Standing?.ToString()), ("unit", query.Unit),
            ("category", query.Category), ("area", query.Area), ("type", query.Type?.ToString()), ("channel", query.Channel?.ToString()),
            ("urgency", query.Urgency?.ToString()), ("light", query.Light?.ToString()), ("from", Day(query.From)), ("to", Day(query.To)),
        ];
        return QueryHelpers.AddQueryString("/cases", parts.Where(part => part.Value is not null).Select(part => KeyValuePair.Create(part.Name, part.Value)));
    }

    /// <summary>What an address asks for; of what makes no sense in it nothing.</summary>
    /// <param name="search">The address from its question mark on.</param>
    public static FindCases.Query Read(string search)
    {
        var parts = QueryHelpers.ParseQuery(search);
        return new FindCases.Query
        {
            Number = Text("number") is { Length: <= LongestNumber } number ? number : null,
            Status = Value<Contracts.Cases.CaseStatus>("status"),
            Standing = Value<Contracts.Cases.Standing>("standing"),
            Unit = Text("unit"),
            Category = Text("category"),
            Area = Text("area"),
            Type = Value<Contracts.Cases.CaseType>("type"),
            Channel = Value<Contracts.Cases.Channel>("channel"),
            Urgency = Value<Contracts.Cases.Urgency>("urgency"),
            Light = Value<Contracts.Deadlines.Light>("light"),
            From = DayOf("from"),
            To = DayOf("to"),
        };

        string? Text(string name) => parts.TryGetValue(name, out var values) && values is [{ Length: > 0 } text, ..] ? text : null;

        TEnum? Value<TEnum>(string name)
            where TEnum : struct, Enum => Enum.TryParse<TEnum>(Text(name), out var value) && Enum.IsDefined(value) ? value : null;

        DateOnly? DayOf(string name) =>
            DateOnly.TryParseExact(Text(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
