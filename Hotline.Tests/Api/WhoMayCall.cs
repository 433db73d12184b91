extern alias HotlineApi;

using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Hotline.Contracts.Cases;
using Hotline.Tests.Support;
using HotlineApi::Hotline.Api.Accounts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Tests.Api;

/// <summary>Every endpoint says who may call it, and nobody else is let through.</summary>
public sealed class WhoMayCall
{
    private static HotlineApplication _hotline = null!;

    [OneTimeSetUp]
    public static void Start() => _hotline = HotlineApplication.Start();

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public void Is_said_of_every_endpoint()
    {
        var silent = Endpoints().Where(endpoint => endpoint.Metadata.GetMetadata<AccessRule>() is null).Select(endpoint => endpoint.DisplayName);
        Assert.That(silent, Is.Empty, "these need .Allow(…), .AllowSignedIn() or .AllowEverybody()");
        Assert.That(Endpoints().Count(), Is.GreaterThan(70), "the search finds what is there");
    }

    [Test]
    public void Is_everybody_for_few()
    {
        var open = Endpoints().Where(endpoint => endpoint.Metadata.GetMetadata<AccessRule>()!.Everybody).Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/')).Distinct();
        Assert.That(
            // The framework's own files; the circuit is no file.
            open.Where(path => !Path.HasExtension(path) && (!path.StartsWith("/_", StringComparison.Ordinal) || path.StartsWith("/_blazor", StringComparison.Ordinal))),
            Is.EquivalentTo(new[] { "/api/sign-in", "/api/sign-out", "/sign-in", "/sign-out", "/health/live", "/health/ready", "/language", "/theme" }));
    }

    [Test]
    public async Task Is_nobody_without_a_sign_in()
    {
        using var stranger = _hotline.Client.Stranger();
        using (Assert.EnterMultipleScope())
        {
            foreach (var (method, path, rule) in Calls().Where(call => !call.Rule.Everybody))
            {
                using var response = await stranger.SendAsync(Request(method, path));
                if (path.StartsWith("/api", StringComparison.Ordinal) || path.StartsWith("/openapi", StringComparison.Ordinal) || path.StartsWith("/_blazor", StringComparison.Ordinal))
                {
                    var refused = await response.RefusedAsync();
                    Assert.That((refused.Status, refused.Code, response.Headers.WwwAuthenticate.ToString()), Is.EqualTo((HttpStatusCode.Unauthorized, "access.sign_in_needed", "Bearer")), $"{method} {path}");
                }
                else
                {
                    Assert.That(response.Headers.Location?.ToString(), Does.StartWith("/sign-in?back=%2F"), $"{method} {path}");
                }
            }
        }
    }

    [TestCaseSource(nameof(Roles))]
    public async Task Is_told_by_role(Role role)
    {
        var unit = role is Role.Handler or Role.UnitHead ? "ecology" : null;
        var client = await _hotline.Client.AsAsync(new Who("only-" + role, unit, role.ToString()));
        using (Assert.EnterMultipleScope())
        {
            foreach (var (method, path, rule) in Calls().Where(call => !call.Rule.Everybody))
            {
                using var response = await client.Http.SendAsync(Request(method, path));
                var isAllowed = rule.Roles.Count == 0 || rule.Roles.Contains(role);
                Assert.That(response.StatusCode == HttpStatusCode.Forbidden, Is.EqualTo(!isAllowed), $"{role}: {method} {path} {response.StatusCode}");
            }
        }
    }

    public static IEnumerable<Role> Roles() => Enum.GetValues<Role>();

    private static IEnumerable<RouteEndpoint> Endpoints() => _hotline.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    // With something in the place of each parameter that is of its kind and does not exist.
    private static IEnumerable<(string Method, string Path, AccessRule Rule)> Calls() =>
        from endpoint in Endpoints()
        let rule = endpoint.Metadata.GetMetadata<AccessRule>()
        where rule is not null
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        where method != "HEAD"
        select (method, Regex.Replace("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), @"\{[^}]*\}", parameter => parameter.Value.Contains(":int", StringComparison.Ordinal) ? "1" : "x"), rule);

    private static HttpRequestMessage Request(string method, string path) => new(new HttpMethod(method), path)
    {
        Content = method is "POST" or "PUT" or "DELETE" ? new StringContent("{}", Encoding.UTF8, "application/json") : null,
    };
}
