using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hotline.Cases;
using MassTransit;

namespace Hotline.Tests.Support;

/// <summary>What a sender, a unit or an agent does with a hotline, over HTTP.</summary>
/// <param name="http">Signs every request that is not signed otherwise.</param>
/// <param name="admission">Lets others in.</param>
internal sealed class HotlineClient(HttpClient http, Admission admission)
{
    public HttpClient Http => http;

    /// <summary>A client that asks as the usual one.</summary>
    public static async Task<HotlineClient> SignInAsync(HttpClient http, Admission admission, Who? who = null)
    {
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await admission.TokenOfAsync(who ?? Who.Anyone));
        return new HotlineClient(http, admission);
    }

    /// <summary>The same hotline, asked by somebody else.</summary>
    public Task<HotlineClient> AsAsync(Who who) => SignInAsync(new HttpClient { BaseAddress = http.BaseAddress }, admission, who);

    /// <summary>The same hotline, asked by nobody it knows: no token, no cookie that is not sent by hand, no redirect that is followed.</summary>
    public HttpClient Stranger() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = http.BaseAddress };

    /// <summary>Says who asks, on one request.</summary>
    public async Task SignAsync(HttpRequestMessage request, Who who) =>
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await admission.TokenOfAsync(who));

    /// <returns>The new case's number.</returns>
    public async Task<string> RegisterAsync(RegisterCase.Command command)
    {
        using var response = await SendCaseAsync(command.Json().ToJsonString(), NewKey());
        return (await response.JsonAsync(HttpStatusCode.Created)).Text("number")!;
    }

    /// <summary>Registers and waits until the catalogue has looked at it.</summary>
    public async Task<string> RegisterAndDispatchAsync(RegisterCase.Command command)
    {
        var number = await RegisterAsync(command);
        await WaitUntilAsync(number, "InProgress");
        return number;
    }

    /// <param name="key"><c>null</c> leaves the header out.</param>
    public async Task<HttpResponseMessage> SendCaseAsync(string body, string? key, string mediaType = "application/json", string? language = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/cases") { Content = new StringContent(body, Encoding.UTF8, mediaType) };
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        if (language is not null)
        {
            request.Headers.Add("Accept-Language", language);
        }

        return await http.SendAsync(request);
    }

    public async Task<JsonElement> ReadAsync(string number) => await GetAsync($"/api/cases/{number}");

    public async Task<IReadOnlyList<JsonElement>> ReadTimelineAsync(string number) =>
        [.. (await GetAsync($"/api/cases/{number}/events")).EnumerateArray()];

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
        return await response.JsonAsync();
    }

    /// <summary>Takes a step as somebody who has just looked at the case.</summary>
    public async Task<JsonElement> StepAsync(string number, string step, object body)
    {
        using var response = await SendStepAsync(number, step, body, (await ReadAsync(number)).Version());
        return await response.JsonAsync();
    }

    public Task<HttpResponseMessage> SendStepAsync(string number, string step, object body, int version) =>
        SendStepAsync(number, step, body, string.Create(CultureInfo.InvariantCulture, $"\"{version}\""));

    /// <param name="ifMatch"><c>null</c> leaves the header out.</param>
    public async Task<HttpResponseMessage> SendStepAsync(string number, string step, object body, string? ifMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/cases/{number}/{step}") { Content = JsonContent.Create(body) };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return await http.SendAsync(request);
    }

    public Task<JsonElement> WaitUntilAsync(string number, string status, TimeSpan? within = null) => Eventually.SeeAsync(
        () => ReadAsync(number), @case => @case.Text("status") == status, $"{number} is {status}", within);

    /// <summary>Signs, replies, supporters first, and has the review pass: all that lies between a dispatch and its call-back.</summary>
    public async Task BringToCallbackAsync(string number)
    {
        await BringToReviewAsync(number);
        await StepAsync(number, "review", new { outcome = "Pass" });
    }

    /// <summary>Signs and replies, supporters first: all that lies between a dispatch and its review.</summary>
    public async Task BringToReviewAsync(string number)
    {
        var open = (await ReadAsync(number)).List("assignments").Where(assignment => assignment.Text("status") == "Pending")
            .Select(assignment => assignment.GetProperty("number").GetInt32()).ToList();
        foreach (var assignment in open)
        {
            await StepAsync(number, "sign", new { assignment });
        }

        foreach (var assignment in open.OrderDescending())
        {
            await StepAsync(number, "reply", AReply(assignment));
        }
    }

    public static object AReply(int assignment) =>
        new { assignment, substantiated = true, contacted = false, resolution = "Solved", publicReply = "已责令停止夜间施工。" };

    public static string NewKey() => NewId.NextGuid().ToString("N");
}
