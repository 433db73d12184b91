using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Hotline.Storage;

namespace Hotline.Api.Http;

/// <summary>How the API speaks JSON: camelCase, enums as text, instants with the zone's offset, unknown members refused by name.</summary>
internal static class Json
{
    public static void Configure(JsonSerializerOptions options, TimeZoneInfo zone)
    {
        // Chinese as Chinese; the answers are application/json and never part of a page.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        // Of a member given twice nobody knows which one was meant.
        options.AllowDuplicateProperties = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new ZoneTime(zone));
        options.Converters.Add(new EnumText());
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(EventJson.LeaveOutTheHead);
    }

    /// <summary>ISO 8601 with the zone's offset; reads only instants that carry an offset.</summary>
    private sealed class ZoneTime(TimeZoneInfo zone) : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
            var hasOffset = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text.Contains('T', StringComparison.Ordinal));
            return hasOffset && reader.TryGetDateTimeOffset(out var instant)
                ? instant
                : throw new JsonException("An instant is written in ISO 8601 with its offset.");
        }

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(TimeZoneInfo.ConvertTime(value, zone));
    }

    /// <summary>
    /// Enums as text. A text that is none of the values becomes a value outside the enum, so that the validator can name
    /// this field together with all others instead of the reader stopping at the first.
    /// </summary>
    private sealed class EnumText : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert))!;

        private sealed class Of<T> : JsonConverter<T>
            where T : struct, Enum
        {
            private static readonly T Unknown = (T)Enum.ToObject(typeof(T), -1);

            public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    throw new JsonException("A text is expected.");
                }

                return reader.TokenType == JsonTokenType.String && EnumName.TryParse<T>(reader.GetString(), out var value)
                    ? value
                    : Unknown;
            }

            public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
                writer.WriteStringValue(value.ToString());

            public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
                Enum.Parse<T>(reader.GetString()!);

            public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
                writer.WritePropertyName(value.ToString());
        }
    }
}
