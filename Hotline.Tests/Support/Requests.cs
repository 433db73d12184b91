using System.Globalization;
using System.Net.Http.Json;

namespace Hotline.Tests.Support;

/// <summary>Requests as somebody in particular, with any method.</summary>
internal static class Requests
{
    /// <param name="hotline">Whom to ask.</param>
    /// <param name="body"><c>null</c> for none.</param>
    /// <param name="seen">The version for If-Match; <c>null</c> leaves the header out.</param>
    /// <param name="actor">The account; <c>null</c> for the usual one.</param>
    /// <param name="roles">Its roles, by comma; <c>null</c> for all.</param>
    public static async Task<HttpResponseMessage> SendAsAsync(
        this HotlineClient hotline, HttpMethod method, string path, object? body = null, int? seen = null, string? actor = null, string? roles = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (seen is { } version)
        {
            request.Headers.TryAddWithoutValidation("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{version}\""));
        }

        if (actor is not null || roles is not null)
        {
            // Others than the usual one have names of their own, so that its roles stay.
            var held = roles?.Split(',', StringSplitOptions.TrimEntries) ?? [];
            await hotline.SignAsync(request, new Who(actor ?? "as-" + string.Concat(held).ToLowerInvariant(), null, held));
        }

        return await hotline.Http.SendAsync(request);
    }
}
