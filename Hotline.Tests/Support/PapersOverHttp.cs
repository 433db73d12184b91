using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Hotline.Tests.Support;

/// <summary>每月一题 and 点评会 over HTTP.</summary>
internal static class PapersOverHttp
{
    /// <summary>Both of its problems are ecology's; the months are those of <see cref="RunningClock"/>.</summary>
    public static object ATheme { get; } = new
    {
        month = "2025-09",
        title = "夜间施工噪声",
        problems = new object[]
        {
            new { text = "夜间施工无许可", lead = "ecology", supports = new[] { "new-town-construction" }, categories = new[] { "C0501" } },
            new { text = "城东噪声反复", lead = "ecology", categories = new[] { "C0501" }, areas = new[] { "street-east" } },
        },
        tasks = new object[] { new { text = "排查在建工地", unit = "ecology", dueOn = "2025-09-30" } },
    };

    /// <summary>A meeting without decisions, at which ecology was.</summary>
    public static object AMeeting { get; } = new { period = "2025Q2", heldOn = "2025-09-10", chair = "党工委书记", units = new[] { "ecology" } };

    public static async Task<JsonElement> MakeThemeAsync(HotlineApplication hotline)
    {
        using var response = await SendAsync(hotline, Who.Assessor, HttpMethod.Post, "/api/themes", ATheme);
        return await response.JsonAsync(HttpStatusCode.Created);
    }

    public static async Task<JsonElement> MakeMeetingAsync(HotlineApplication hotline)
    {
        using var response = await SendAsync(hotline, Who.Supervisor, HttpMethod.Post, "/api/meetings", AMeeting);
        return await response.JsonAsync(HttpStatusCode.Created);
    }

    /// <param name="seen">The version in If-Match; <c>null</c> leaves it out.</param>
    public static async Task<HttpResponseMessage> SendAsync(HotlineApplication hotline, Who who, HttpMethod method, string path, object? body = null, int? seen = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (seen is { } version)
        {
            request.Headers.TryAddWithoutValidation("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{version}\""));
        }

        await hotline.Client.SignAsync(request, who);
        return await hotline.Client.Http.SendAsync(request);
    }
}
