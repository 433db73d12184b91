using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hotline.Cases;

namespace Hotline.Api.Http;

/// <summary>Reads what can be read of a JSON object and notes the rest: wrong types, members nobody knows, members given twice.</summary>
internal sealed class FieldByField(JsonSerializerOptions options)
{
    // An answer is for people; nobody mends more than this at once.
    private const int MostErrors = 200;
    private const int MostNameCharacters = 100;

    private readonly Dictionary<string, string> _unread = [];

    /// <summary>Why a field could not be read, by its name as the request spells it, e.g. <c>requester.phone</c>.</summary>
    public IReadOnlyDictionary<string, string> Unread => _unread;

    /// <exception cref="JsonException">A name holds half a character.</exception>
    public object ReadObject(JsonElement json, JsonTypeInfo info, string prefix)
    {
        var read = info.CreateObject!();
        var seen = new HashSet<string>();
        foreach (var member in json.EnumerateObject())
        {
            if (_unread.Count >= MostErrors)
            {
                break;
            }

            var name = NameOf(member);
            var property = info.Properties.FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (property?.Set is null)
            {
                _unread[prefix + (name.Length > MostNameCharacters ? name[..MostNameCharacters] + "…" : name)] = Problems.Text("field.unknown");
            }
            else if (!seen.Add(property.Name))
            {
                _unread[prefix + property.Name] = Problems.Text("field.twice");
            }
            else if (TryRead(member.Value, property.PropertyType, prefix + property.Name, out var value))
            {
                property.Set(read, value);
            }
        }

        return read;
    }

    private bool TryRead(JsonElement json, Type type, string path, out object? value)
    {
        try
        {
            value = json.Deserialize(type, options);
            return true;
        }
        catch (JsonException)
        {
            value = null;
        }

        var info = options.GetTypeInfo(type);
        switch (info.Kind, json.ValueKind)
        {
            case (JsonTypeInfoKind.Object, JsonValueKind.Object):
                value = ReadObject(json, info, path + ".");
                return true;
            case (JsonTypeInfoKind.Enumerable, JsonValueKind.Array):
                foreach (var (index, element) in json.EnumerateArray().Index())
                {
                    TryRead(element, info.ElementType!, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), out _);
                }

                return false;
            default:
                _unread[path] = Expected(info, json.ValueKind);
                return false;
        }
    }

    private static string Expected(JsonTypeInfo info, JsonValueKind found)
    {
        var type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        return type switch
        {
            { IsEnum: true } => string.Format(CultureInfo.InvariantCulture, ValidationTexts.OneOf, Vocabulary.Choices(type)),
            // A text that is not read as one holds half a character.
            _ when type == typeof(string) => found == JsonValueKind.String ? ValidationTexts.Line : Problems.Text("field.text"),
            _ when type == typeof(bool) => Problems.Text("field.boolean"),
            _ when type == typeof(int) => Problems.Text("field.integer"),
            _ when type == typeof(DateTimeOffset) => Problems.Text("field.instant"),
            _ when type == typeof(DateOnly) => Problems.Text("field.date"),
            _ when info.Kind == JsonTypeInfoKind.Enumerable => Problems.Text("field.list"),
            _ => Problems.Text("field.object"),
        };
    }

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException halfACharacter)
        {
            throw new JsonException("A member's name is no text.", halfACharacter);
        }
    }
}
