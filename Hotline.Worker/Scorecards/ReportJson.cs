using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hotline.Scorecards;

/// <summary>
/// The one way in which a report is written down: the same report gives the same bytes, in the order of its declaration,
/// whatever the culture. What was frozen is these bytes.
/// </summary>
public static class ReportJson
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(PeriodReport report) => JsonSerializer.SerializeToUtf8Bytes(report, Json);

    /// <exception cref="JsonException">It is no report.</exception>
    public static PeriodReport Read(byte[] bytes) => JsonSerializer.Deserialize<PeriodReport>(bytes, Json) ?? throw new JsonException("It is no report.");

    /// <summary>SHA-256, in lower-case hexadecimal.</summary>
    public static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
