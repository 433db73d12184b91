using System.Buffers;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace Hotline.Api.Http;

/// <summary>
/// A command from a JSON body. The serializer stops at the first value it cannot read; whoever fills in a form wants to
/// hear of all of them, so a document it refuses is read again field by field.
/// </summary>
internal sealed class Body<TCommand> : IEndpointParameterMetadataProvider
    where TCommand : class
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    private Body(TCommand command, IReadOnlyDictionary<string, string> unread)
    {
        Command = command;
        Unread = unread;
    }

    /// <summary>What could be read.</summary>
    public TCommand Command { get; }

    /// <summary>What could not, and why, by the name of the field.</summary>
    public IReadOnlyDictionary<string, string> Unread { get; }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(TCommand)));

    /// <exception cref="BadRequestException">No JSON object at all.</exception>
    public static async ValueTask<Body<TCommand>> BindAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            throw Empty();
        }

        if (!context.Request.HasJsonContentType() || !IsUtf8(context.Request))
        {
            throw new BadRequestException(StatusCodes.Status415UnsupportedMediaType, "request.media_type");
        }

        var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var body = context.Request.BodyReader;
        var piece = await body.ReadAsync(context.RequestAborted);
        while (!piece.IsCompleted)
        {
            body.AdvanceTo(piece.Buffer.Start, piece.Buffer.End);
            piece = await body.ReadAsync(context.RequestAborted);
        }

        try
        {
            return Read(WithoutMark(piece.Buffer), options);
        }
        finally
        {
            body.AdvanceTo(piece.Buffer.End);
        }
    }

    private static Body<TCommand> Read(ReadOnlySequence<byte> json, JsonSerializerOptions options)
    {
        if (json.IsEmpty)
        {
            throw Empty();
        }

        try
        {
            var reader = new Utf8JsonReader(json);
            var command = JsonSerializer.Deserialize<TCommand>(ref reader, options);
            // Complains if anything follows.
            reader.Read();
            return new Body<TCommand>(command ?? throw Empty(), Nothing);
        }
        catch (JsonException refused)
        {
            return ReadFieldByField(json, refused, options);
        }
    }

    private static Body<TCommand> ReadFieldByField(ReadOnlySequence<byte> json, JsonException refused, JsonSerializerOptions options)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var fields = new FieldByField(options);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                var command = (TCommand)fields.ReadObject(document.RootElement, options.GetTypeInfo(typeof(TCommand)), "");
                return fields.Unread.Count > 0 ? new Body<TCommand>(command, fields.Unread) : throw Malformed(refused);
            }

            throw Malformed(refused);
        }
        catch (JsonException broken)
        {
            throw Malformed(broken);
        }
    }

    private static bool IsUtf8(HttpRequest request) =>
        request.GetTypedHeaders().ContentType?.Charset is not { HasValue: true } charset
        || charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    // The byte order mark that some editors put before everything.
    private static ReadOnlySequence<byte> WithoutMark(ReadOnlySequence<byte> bytes)
    {
        Span<byte> first = stackalloc byte[3];
        if (bytes.Length < first.Length)
        {
            return bytes;
        }

        bytes.Slice(0, first.Length).CopyTo(first);
        return first.SequenceEqual<byte>([0xEF, 0xBB, 0xBF]) ? bytes.Slice(first.Length) : bytes;
    }

    private static BadRequestException Empty() => new(StatusCodes.Status400BadRequest, "request.empty");

    private static BadRequestException Malformed(JsonException json) => new(
        StatusCodes.Status400BadRequest, "request.malformed", "request.malformed.detail", (json.LineNumber ?? 0) + 1, (json.BytePositionInLine ?? 0) + 1);
}
