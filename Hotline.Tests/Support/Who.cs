using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Hotline.Contracts.Cases;

namespace Hotline.Tests.Support;

/// <summary>Somebody who acts over HTTP: an account, its unit, its roles. The account is made when first needed.</summary>
internal sealed record Who(string Name, string? Unit = null, params string[] Roles)
{
    public static readonly Who Dispatcher = new("dispatcher", null, "Dispatcher");
    public static readonly Who ShiftLeader = new("shift-leader", null, "ShiftLeader");
    public static readonly Who Reviewer = new("reviewer", null, "Reviewer");
    public static readonly Who Caller = new("caller", null, "Caller");
    public static readonly Who Supervisor = new("supervisor", null, "Supervisor");
    public static readonly Who Assessor = new("assessor", null, "Assessor");
    public static readonly Who Leader = new("leader", null, "Leader");

    /// <summary>The unit that leads <see cref="ACase.OfNoise"/>.</summary>
    public static readonly Who Ecology = new("ecology-handler", "ecology", "Handler");

    /// <summary>What takes no part in cases: it configures.</summary>
    public static readonly Who Administrator = new("administrator", null, "Administrator");

    /// <summary>Who asks when a test does not say: everything but an administrator.</summary>
    public static readonly Who Anyone = new("api");

    /// <summary>The roles by name; when none are, all but the administrator's.</summary>
    public IReadOnlyList<Role> Held => Roles.Length == 0
        ? [.. Enum.GetValues<Role>().Where(role => role != Role.Administrator)]
        : [.. Roles.Select(Enum.Parse<Role>)];
}

internal static class Acting
{
    /// <param name="version">What they have seen; the case as it is when left out.</param>
    public static async Task<HttpResponseMessage> AskAsync(this HotlineClient client, Who who, string number, string step, object body, int? version = null)
    {
        var seen = version ?? (await client.ReadAsync(number)).Version();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/cases/{number}/{step}") { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{seen}\""));
        await client.SignAsync(request, who);
        return await client.Http.SendAsync(request);
    }

    public static async Task<JsonElement> DoAsync(this HotlineClient client, Who who, string number, string step, object body)
    {
        using var response = await client.AskAsync(who, number, step, body);
        return await response.JsonAsync();
    }

    /// <summary>The refusal's code; and the case is as it was.</summary>
    public static async Task<string?> RefusalAsync(this HotlineClient client, Who who, string number, string step, object body)
    {
        var before = (await client.ReadTimelineAsync(number)).Count;
        using var response = await client.AskAsync(who, number, step, body);
        var refused = await response.RefusedAsync();
        Assert.That((await client.ReadTimelineAsync(number)), Has.Count.EqualTo(before), $"{step} was refused and yet something happened");
        Assert.That(refused.Title, Is.Not.Empty.And.Not.EqualTo(refused.Code), "the code has a title");
        return refused.Code;
    }

    /// <summary>The fields that a body is refused for.</summary>
    public static async Task<IEnumerable<string>> WrongFieldsAsync(this HotlineClient client, string number, string step, object body)
    {
        using var response = await client.AskAsync(Who.Anyone, number, step, body);
        var refused = await response.RefusedAsync();
        Assert.That(refused.Code, Is.EqualTo("request.invalid"));
        return refused.Errors.Keys;
    }

    public static async Task<IReadOnlyList<string?>> TypesAsync(this HotlineClient client, string number) =>
        [.. (await client.ReadTimelineAsync(number)).Select(entry => entry.Text("type"))];

    public static async Task<JsonElement> AskAsync(this HotlineClient client, Who who, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        await client.SignAsync(request, who);
        using var response = await client.Http.SendAsync(request);
        return await response.JsonAsync();
    }
}
