using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Hotline.Contracts;

namespace Hotline.Storage;

/// <summary>
/// Events as text: the payload is what the event adds to the head, which has columns of its own. The types are the
/// sealed events of Hotline.Contracts and nothing else; a name in the log never loads a type.
/// </summary>
public static class EventJson
{
    private static readonly FrozenDictionary<string, Type> Types = typeof(HotlineEvent).Assembly.GetTypes()
        .Where(type => type.IsSealed && type.IsSubclassOf(typeof(HotlineEvent)))
        .ToFrozenDictionary(type => type.Name);

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        // Readable Chinese in the file; it is never put into HTML as it stands.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutTheHead } },
    };

    internal static string TypeOf(HotlineEvent happened) => happened.GetType().Name;

    internal static string Write(HotlineEvent happened) => JsonSerializer.Serialize(happened, happened.GetType(), Options);

    /// <exception cref="InvalidDataException">The log holds an event this program does not know, or cannot read.</exception>
    internal static HotlineEvent Read(EventRow row)
    {
        if (!Types.TryGetValue(row.Type, out var type))
        {
            throw new InvalidDataException($"{row.Number} v{row.Version}: unknown event '{row.Type}'; a newer program wrote it.");
        }

        try
        {
            return ((HotlineEvent?)JsonSerializer.Deserialize(row.Payload, type, Options) ?? throw new JsonException("It is null.")) with
            {
                Number = row.Number,
                Version = row.Version,
                At = row.At,
                Actor = row.Actor,
                Unit = row.Unit,
            };
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{row.Number} v{row.Version}: the payload of '{row.Type}' cannot be read.", exception);
        }
    }

    /// <summary>A modifier for serializers that write the head elsewhere.</summary>
    public static void LeaveOutTheHead(JsonTypeInfo info)
    {
        if (!info.Type.IsSubclassOf(typeof(HotlineEvent)))
        {
            return;
        }

        foreach (var property in typeof(HotlineEvent).GetProperties())
        {
            if (info.Properties.FirstOrDefault(candidate => candidate.Name.Equals(property.Name, StringComparison.OrdinalIgnoreCase)) is { } head)
            {
                info.Properties.Remove(head);
            }
        }
    }
}
