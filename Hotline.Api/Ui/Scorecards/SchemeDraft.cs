using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hotline.Domain.Scorecards;

namespace Hotline.Api.Ui.Scorecards;

/// <summary>A scheme as it is typed for a simulation; what is wrong with it, the import says.</summary>
internal sealed record SchemeDraft
{
    private const int LeastRows = 6;

    /// <summary>One component; without an indicator it is left out.</summary>
    public sealed record Row(string Indicator, string Points, bool IsLinear, string Target, string Slope, string Floor);

    public required IReadOnlyList<Row> Rows { get; init; }

    public required string Full { get; init; }

    public required string Basically { get; init; }

    public required string Partly { get; init; }

    public required string Sample { get; init; }

    public OfficialRating Rating { get; init; }

    public Attribution Attribution { get; init; }

    public Treatment NotAnswered { get; init; }

    public Treatment Unreached { get; init; }

    /// <summary>The scheme in force, with rows to spare.</summary>
    public static SchemeDraft Of(ScorecardScheme scheme) => new()
    {
        Rows = Filled(scheme.Components.Select(component =>
        {
            var linear = component.Scoring as Linear;
            return new Row(component.Indicator, Text(component.Points), linear is not null, Text(linear?.Target), Text(linear?.Slope), Text(linear?.Floor));
        })),
        Full = Text(scheme.Full),
        Basically = Text(scheme.BasicallySatisfied),
        Partly = Text(scheme.PartlySolved),
        Sample = Text(scheme.MinimumSample),
        Rating = scheme.Rating,
        Attribution = scheme.Attribution,
        NotAnswered = scheme.NotAnswered,
        Unreached = scheme.Unreached,
    };

    /// <summary>What the form sent.</summary>
    public static SchemeDraft Of(IQueryCollection query)
    {
        string At(string name, int place) => query[name] is { } sent && place < sent.Count ? sent[place]?.Trim() ?? "" : "";
        TEnum Choice<TEnum>(string name)
            where TEnum : struct, Enum => Enum.TryParse<TEnum>(query[name], out var value) && Enum.IsDefined(value) ? value : default;
        return new()
        {
            Rows = Filled(Enumerable.Range(0, query["i"].Count)
                .Select(place => new Row(At("i", place), At("p", place), At("f", place) == "linear", At("t", place), At("s", place), At("m", place)))
                .Where(row => row.Indicator.Length > 0)),
            Full = At("full", 0),
            Basically = At("basically", 0),
            Partly = At("partly", 0),
            Sample = At("sample", 0),
            Rating = Choice<OfficialRating>("rating"),
            Attribution = Choice<Attribution>("attribution"),
            NotAnswered = Choice<Treatment>("notAnswered"),
            Unreached = Choice<Treatment>("unreached"),
        };
    }

    /// <summary>As it would be imported; what is no number is sent as it was typed, and refused as such.</summary>
    public ReadOnlyMemory<byte> ToJson()
    {
        var components = new JsonArray();
        foreach (var row in Rows.Where(row => row.Indicator.Length > 0))
        {
            var component = new JsonObject { ["indicator"] = row.Indicator, ["points"] = Number(row.Points) };
            if (row.IsLinear)
            {
                component["target"] = Number(row.Target);
                component["slope"] = Number(row.Slope);
                component["floor"] = Number(row.Floor.Length == 0 ? "0" : row.Floor);
            }

            components.Add(component);
        }

        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["components"] = components,
            ["full"] = Number(Full),
            ["basicallySatisfied"] = Number(Basically),
            ["partlySolved"] = Number(Partly),
            ["minimumSample"] = Number(Sample),
            ["rating"] = Rating.ToString(),
            ["attribution"] = Attribution.ToString(),
            ["notAnswered"] = NotAnswered.ToString(),
            ["unreached"] = Unreached.ToString(),
        });
    }

    private static IReadOnlyList<Row> Filled(IEnumerable<Row> rows)
    {
        var some = rows.ToList();
        return [.. some, .. Enumerable.Repeat(new Row("", "", false, "", "", ""), Math.Max(1, LeastRows - some.Count))];
    }

    private static JsonValue Number(string text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : JsonValue.Create(text);

    private static string Text(decimal? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";
}
