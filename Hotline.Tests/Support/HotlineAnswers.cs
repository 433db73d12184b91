using System.Net;
using System.Text.Json;

namespace Hotline.Tests.Support;

/// <summary>A refusal as it came over the wire.</summary>
internal sealed record Refused(
    HttpStatusCode Status, string? MediaType, string? Code, string? Title, string? Detail, IReadOnlyDictionary<string, string[]> Errors);

/// <summary>Reading the hotline's answers.</summary>
internal static class HotlineAnswers
{
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.That(response.StatusCode, Is.EqualTo(expected), text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    public static async Task<Refused> RefusedAsync(this HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.That((int)response.StatusCode, Is.GreaterThanOrEqualTo(400), text);
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        return new Refused(
            response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            problem.Text("code"),
            problem.Text("title"),
            problem.Text("detail"),
            problem.TryGetProperty("errors", out var errors)
                ? errors.EnumerateObject().ToDictionary(
                    field => field.Name, field => field.Value.EnumerateArray().Select(message => message.GetString()!).ToArray())
                : new Dictionary<string, string[]>());
    }

    /// <summary>The text of a member; <c>null</c> when it is absent or null.</summary>
    public static string? Text(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    public static int Version(this JsonElement @case) => @case.GetProperty("version").GetInt32();

    public static IEnumerable<JsonElement> List(this JsonElement json, string name) => json.GetProperty(name).EnumerateArray();
}
