using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hotline.Cases;

/// <summary>
/// The form of a request that its fingerprint is taken of. A key outlives the program that first saw it: what is left
/// out or has the type's default is not written, so that a later version with more optional members finds the same form.
/// </summary>
internal static class RequestForm
{
    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        // By name: a number would change its meaning when a value is put before it.
        Converters = { new JsonStringEnumConverter() },
    };

    public static byte[] Of<TCommand>(TCommand command) => JsonSerializer.SerializeToUtf8Bytes(command, Options);
}
