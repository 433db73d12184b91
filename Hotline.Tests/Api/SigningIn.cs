using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hotline.Accounts;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Tests.Api;

/// <summary>Who is let in, for how long, and by what.</summary>
public sealed partial class SigningIn
{
    private static HotlineApplication _hotline = null!;

    [OneTimeSetUp]
    public static void Start() => _hotline = HotlineApplication.Start();

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task Begins_a_session_that_says_who_it_is_however_the_login_is_typed()
    {
        var login = await NewAsync("Handler", "ecology");
        using var browser = new Browser(_hotline);
        using var response = await browser.SignInAsync($" {login.ToUpperInvariant()} ", Admission.Password);
        Assert.That(response.Headers.GetValues("Set-Cookie").Single(), Does.StartWith("hotline=").And.Contain("httponly").And.Contain("samesite=lax").And.Not.Contain("expires"));
        var me = await (await browser.GetAsync("/api/me")).JsonAsync();
        Assert.That((me.Text("login"), me.Text("unit"), me.List("roles").Single().GetString()), Is.EqualTo((login, "ecology", "Handler")));
        using var ended = await browser.SendAsync(HttpMethod.Post, "/api/sign-out", new { });
        Assert.That(ended.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        using var after = await browser.GetAsync("/api/me");
        Assert.That(after.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Is_refused_alike_whoever_does_not_exist_is_disabled_or_mistypes()
    {
        var (known, disabled) = (await NewAsync("Agent"), await NewAsync("Agent"));
        await DisableAsync(disabled);
        var answers = new List<string>();
        foreach (var (login, password) in new[] { (known, "not this one at all"), (disabled, Admission.Password), ("nobody-at-all", Admission.Password) })
        {
            using var browser = new Browser(_hotline);
            using var response = await browser.SignInAsync(login, password);
            var refused = await response.RefusedAsync();
            answers.Add($"{refused.Status} {refused.Code} {refused.Title} {refused.Detail}");
        }

        Assert.That(answers.Distinct().Single(), Does.StartWith("Unauthorized sign_in.wrong"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Is_locked_after_five_wrong_passwords_and_says_until_when_known_or_not(bool isKnown)
    {
        await using var hotline = HotlineApplication.Start();
        var login = "locked-one";
        if (isKnown)
        {
            await hotline.Client.AsAsync(new Who(login, null, "Agent"));
        }

        using var browser = new Browser(hotline);
        var statuses = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 6; attempt++)
        {
            // The sixth is right, and too late.
            using var response = await browser.SignInAsync(login, attempt == 5 ? Admission.Password : "wrong " + attempt);
            statuses.Add(response.StatusCode);
            if (attempt == 5)
            {
                Assert.That((await response.RefusedAsync()).Detail, Does.Match(@"\d\d:\d\d"));
            }
        }

        Assert.That(statuses, Is.EqualTo(Enumerable.Repeat(HttpStatusCode.Unauthorized, 4).Concat(Enumerable.Repeat(HttpStatusCode.TooManyRequests, 2))));
        hotline.Clock.MoveOn(SignInAccount.Lock + TimeSpan.FromSeconds(1));
        using var later = await browser.SignInAsync(login, Admission.Password);
        Assert.That(later.StatusCode, Is.EqualTo(isKnown ? HttpStatusCode.OK : HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Counts_attempts_that_come_at_once()
    {
        var login = await NewAsync("Agent");
        var statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(async attempt =>
        {
            using var browser = new Browser(_hotline);
            using var response = await browser.SignInAsync(login, $"wrong {attempt}");
            return response.StatusCode;
        }));
        Assert.That(statuses.Count(status => status == HttpStatusCode.Unauthorized), Is.EqualTo(4), "no more guesses than one after the other");
    }

    [TestCase("disabled")]
    [TestCase("roles")]
    [TestCase("password")]
    public async Task Ends_at_once_with_what_it_was_granted_by(string what)
    {
        var login = await NewAsync("Agent");
        using var browser = new Browser(_hotline);
        await browser.SignInAsync(login, Admission.Password);
        Assert.That((await browser.GetAsync("/api/me")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var token = (await Service<KeepTokens>().CreateAsync(login, new KeepTokens.Command { Name = "t" }, Actor.System, default)).Secret;
        using var bearer = _hotline.Client.Stranger();
        bearer.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Assert.That((await bearer.GetAsync(Me)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        switch (what)
        {
            case "disabled":
                await DisableAsync(login);
                break;
            case "roles":
                var account = await Service<ListAccounts>().ReadAsync(login, default);
                await Service<ChangeAccount>().ExecuteAsync(
                    login, account.Version, new ChangeAccount.Command { DisplayName = "x", Roles = [Role.Caller], Active = true }, Actor.System, default);
                break;
            default:
                await Service<ChangePassword>().ExecuteAsync(
                    new ChangePassword.Command { Old = Admission.Password, New = "Quite another one" }, new Actor(login), default);
                break;
        }

        Assert.That((await browser.GetAsync("/api/me")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), "the session");
        using var asked = await bearer.GetAsync(Me);
        Assert.That(asked.StatusCode, Is.EqualTo(what == "disabled" ? HttpStatusCode.Unauthorized : HttpStatusCode.OK), "the token");
        if (what == "roles")
        {
            Assert.That((await asked.JsonAsync()).List("roles").Single().GetString(), Is.EqualTo("Caller"), "it has what its account has now");
        }
    }

    [Test]
    public async Task Holds_for_a_shift_of_work_and_never_longer_than_twelve_hours()
    {
        await using var hotline = HotlineApplication.Start();
        await hotline.Client.AsAsync(new Who("long-day", null, "Agent"));
        using var busy = new Browser(hotline);
        using var idle = new Browser(hotline);
        await busy.SignInAsync("long-day", Admission.Password);
        await idle.SignInAsync("long-day", Admission.Password);
        hotline.Clock.MoveOn(TimeSpan.FromHours(5));
        Assert.That((await busy.GetAsync("/api/me")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        hotline.Clock.MoveOn(TimeSpan.FromHours(5));
        Assert.That((await busy.GetAsync("/api/me")).StatusCode, Is.EqualTo(HttpStatusCode.OK), "it goes on while it is used");
        Assert.That((await idle.GetAsync("/api/me")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), "it ends when it is not");
        hotline.Clock.MoveOn(TimeSpan.FromHours(2.5));
        Assert.That((await busy.GetAsync("/api/me")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), "twelve hours are over");
    }

    [Test]
    public async Task Holds_on_every_process_of_the_hotline()
    {
        using var folder = new HotlineFolder();
        var clock = new RunningClock();
        await using var one = HotlineApplication.StartOn(folder, clock);
        await using var other = HotlineApplication.StartOn(folder, clock);
        await one.Client.AsAsync(new Who("wanderer", null, "Agent"));
        using var browser = new Browser(one);
        await browser.SignInAsync("wanderer", Admission.Password);
        using var elsewhere = new Browser(other) { Cookies = browser.Cookies };
        Assert.That((await elsewhere.GetAsync("/api/me")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await folder.HoldsAnywhereAsync("<masterKey"), Is.False, "the keys that sign it are sealed");
    }

    [Test]
    public async Task With_a_one_time_password_leads_to_a_new_one_and_nowhere_else()
    {
        var receipt = await Service<CreateAccount>().ExecuteAsync(
            new CreateAccount.Command { Login = "newcomer", DisplayName = "新人", Roles = [Role.Agent] }, Actor.System, default);
        using var browser = new Browser(_hotline);
        Assert.That((await (await browser.SignInAsync("newcomer", receipt.Password)).JsonAsync()).GetProperty("mustChangePassword").GetBoolean());
        Assert.That((await (await browser.GetAsync("/api/queues/dispatch")).RefusedAsync()).Code, Is.EqualTo("access.password_change_needed"));
        Assert.That((await browser.GetAsync("/?period=2025Q3")).Headers.Location?.ToString(), Is.EqualTo("/account/password?back=%2F%3Fperiod%3D2025Q3"));

        foreach (var (old, @new, field) in new[]
        {
            (receipt.Password, "short", "new"), (receipt.Password, "Newcomer-and-more", "new"), (receipt.Password, "Hotline-2025", "new"),
            (receipt.Password, receipt.Password, "new"), ("not the old one", "A good long one", "old"),
        })
        {
            using var refused = await browser.SendAsync(HttpMethod.Post, "/api/me/password", new { old, @new });
            Assert.That((await refused.RefusedAsync()).Errors.Keys, Is.EqualTo(new[] { field }), @new);
        }

        using var changed = await browser.SendAsync(HttpMethod.Post, "/api/me/password", new { old = receipt.Password, @new = "A good long one" });
        Assert.That(changed.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await browser.GetAsync("/api/queues/dispatch")).StatusCode, Is.EqualTo(HttpStatusCode.OK), "the session goes on");
    }

    [Test]
    public async Task By_the_page_leads_back_to_where_one_wanted_to_go()
    {
        var login = await NewAsync("Agent");
        using var browser = new Browser(_hotline);
        var sent = (await browser.GetAsync("/?period=2025Q3")).Headers.Location!.ToString();
        Assert.That(sent, Is.EqualTo("/sign-in?back=%2F%3Fperiod%3D2025Q3"));
        using (var wrong = await browser.SubmitAsync(sent, "/sign-in", ("login", login), ("password", "wrong password")))
        {
            Assert.That(wrong.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(await wrong.Content.ReadAsStringAsync(), Does.Contain("账号或密码不正确").And.Contain($"value=\"{login}\"").And.Not.Contain("wrong password"));
        }

        using var right = await browser.SubmitAsync(sent, "/sign-in", ("login", login), ("password", Admission.Password));
        Assert.That((right.StatusCode, right.Headers.Location?.ToString()), Is.EqualTo((HttpStatusCode.Redirect, "/?period=2025Q3")));
        Assert.That((await browser.GetAsync("/?period=2025Q3")).StatusCode, Is.EqualTo(HttpStatusCode.OK));

        using var changed = await browser.SubmitAsync(
            "/account/password", "/account/password", ("old", Admission.Password), ("new", "Another good one"), ("again", "Another good one"));
        Assert.That(changed.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        using var ended = await browser.SubmitAsync("/account/password", "/sign-out");
        Assert.That(ended.Headers.Location?.ToString(), Is.EqualTo("/sign-in"));
        Assert.That((await browser.GetAsync("/")).StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
    }

    [TestCase("https://elsewhere.example/")]
    [TestCase("//elsewhere.example/")]
    [TestCase("/\\elsewhere.example/")]
    [TestCase("javascript:alert(1)")]
    public async Task Leads_to_no_other_site(string back)
    {
        using var browser = new Browser(_hotline);
        var login = await NewAsync("Agent");
        using var response = await browser.SubmitAsync(
            "/sign-in?back=" + Uri.EscapeDataString(back), "/sign-in", ("login", login), ("password", Admission.Password));
        Assert.That((response.StatusCode, response.Headers.Location?.ToString()), Is.EqualTo((HttpStatusCode.Redirect, "/")));
    }

    [Test]
    public async Task Needs_the_form_that_was_shown()
    {
        var login = await NewAsync("Agent");
        using var browser = new Browser(_hotline);
        using var response = await browser.PostFormAsync("/sign-in", ("login", login), ("password", Admission.Password));
        Assert.That((response.StatusCode, browser.Cookies.ContainsKey("hotline")), Is.EqualTo((HttpStatusCode.BadRequest, false)));
        Assert.That((await browser.GetAsync("/api/me")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [TestCase("Sec-Fetch-Site", "cross-site", "application/json", 403)]
    [TestCase("Sec-Fetch-Site", "same-site", "application/json", 403)]
    [TestCase("Sec-Fetch-Site", "same-origin", "application/json", 201)]
    [TestCase("Origin", "http://elsewhere.example", "application/json", 403)]
    [TestCase("Origin", "null", "application/json", 403)]
    [TestCase(null, null, "application/json", 201)]
    [TestCase(null, null, "text/plain", 403)]
    [TestCase("Sec-Fetch-Site", "same-origin", "application/x-www-form-urlencoded", 403)]
    public async Task Lends_a_session_to_no_other_site(string? header, string? value, string type, int status)
    {
        var login = await NewAsync("Agent");
        using var browser = new Browser(_hotline);
        await browser.SignInAsync(login, Admission.Password);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/me/tokens") { Content = new StringContent("""{"name":"x"}""", Encoding.UTF8, type) };
        if (header is not null)
        {
            request.Headers.Add(header, value);
        }

        using var response = await browser.SendAsync(request);
        Assert.That((int)response.StatusCode, Is.EqualTo(status));
        if (status == 403)
        {
            Assert.That((await response.RefusedAsync()).Code, Is.EqualTo("access.cross_site"));
        }
    }

    [Test]
    public async Task By_a_token_lasts_until_it_is_revoked_or_over_and_gives_no_more_than_it_says()
    {
        await using var hotline = HotlineApplication.Start();
        var client = await hotline.Client.AsAsync(new Who("both", null, "Agent", "Caller"));
        using var made = await client.Http.PostAsJsonAsync("/api/me/tokens", new { name = "script", days = 2, roles = new[] { "Caller" } });
        var receipt = await made.JsonAsync(HttpStatusCode.Created);
        Assert.That(receipt.Text("secret"), Does.Match(@"\Ahl_[A-Za-z0-9_-]{43}\z"));
        Assert.That(await hotline.Data.HoldsAnywhereAsync(receipt.Text("secret")!), Is.False);
        using var bearer = hotline.Client.Stranger();
        bearer.DefaultRequestHeaders.Authorization = new("Bearer", receipt.Text("secret"));
        Assert.That((await (await bearer.GetAsync(Me)).JsonAsync()).List("roles").Select(role => role.GetString()), Is.EqualTo(new[] { "Caller" }));
        using var more = await bearer.PostAsJsonAsync("/api/me/tokens", new { name = "more", roles = new[] { "Agent" } });
        Assert.That((await more.RefusedAsync()).Errors.Keys, Is.EqualTo(new[] { "roles" }), "a token makes no stronger one");

        hotline.Clock.MoveOn(TimeSpan.FromDays(2));
        Assert.That((await bearer.GetAsync(Me)).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), "it is over");

        using var second = await (await client.Http.PostAsJsonAsync("/api/me/tokens", new { name = "second" })).Content.ReadAsStreamAsync();
        var next = JsonSerializer.Deserialize<JsonElement>(second);
        using var again = hotline.Client.Stranger();
        again.DefaultRequestHeaders.Authorization = new("Bearer", next.Text("secret"));
        Assert.That((await again.GetAsync(Me)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        using var revoked = await client.Http.DeleteAsync(new Uri("/api/me/tokens/" + next.Text("id"), UriKind.Relative));
        Assert.That(revoked.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await again.GetAsync(Me)).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), "it was revoked");
    }

    [Test]
    public async Task Is_given_and_taken_by_an_administrator_and_every_change_is_in_the_log()
    {
        await using var hotline = HotlineApplication.Start();
        var administrator = (await hotline.Client.AsAsync(Who.Administrator)).Http;
        using var made = await administrator.PostAsJsonAsync("/api/accounts", new { login = "li.si", displayName = "李四", unit = "ecology", roles = new[] { "Handler" } });
        var password = (await made.JsonAsync(HttpStatusCode.Created)).Text("password")!;
        using (var twice = await administrator.PostAsJsonAsync("/api/accounts", new { login = "li.si", displayName = "李四", roles = new[] { "Agent" } }))
        {
            Assert.That((await twice.RefusedAsync()).Code, Is.EqualTo("account.exists"));
        }

        async Task<HttpResponseMessage> PutAsync(string? seen, object body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, "/api/accounts/li.si") { Content = JsonContent.Create(body) };
            request.Headers.TryAddWithoutValidation("If-Match", seen);
            return await administrator.SendAsync(request);
        }

        var promoted = new { displayName = "李四", unit = "ecology", roles = new[] { "Handler", "UnitHead" }, active = true };
        var etag = made.Headers.ETag!.Tag;
        using (var changed = await PutAsync(etag, promoted))
        {
            Assert.That((await changed.JsonAsync()).Version(), Is.GreaterThan(1));
        }

        using (var stale = await PutAsync(etag, promoted with { active = false }))
        {
            Assert.That((await stale.RefusedAsync()).Code, Is.EqualTo("account.stale"));
        }

        using (var reset = await administrator.PostAsync(new Uri("/api/accounts/li.si/reset", UriKind.Relative), null))
        {
            Assert.That((await reset.JsonAsync()).Text("password"), Is.Not.Null.And.Not.EqualTo(password));
        }

        var log = await (await administrator.GetAsync(new Uri("/api/accounts/changes?login=li.si", UriKind.Relative))).Content.ReadAsStringAsync();
        var entries = JsonSerializer.Deserialize<JsonElement>(log).List("items").ToList();
        Assert.That(entries.Select(entry => entry.Text("kind")).Order(), Is.EqualTo(new[] { "Changed", "Created", "PasswordReset" }));
        Assert.That(entries.Select(entry => entry.Text("actor")), Has.All.EqualTo("administrator"));
        Assert.That(log, Does.Contain("Handler,UnitHead").And.Not.Contain(password).And.Not.Contain("Hash"));
        var found = await (await administrator.GetAsync(new Uri("/api/accounts?role=UnitHead&unit=ecology&text=李", UriKind.Relative))).JsonAsync();
        Assert.That(found.List("items").Select(item => item.Text("login")), Is.EqualTo(new[] { "li.si" }));
        var first = await (await administrator.GetAsync(new Uri("/api/accounts?take=1", UriKind.Relative))).JsonAsync();
        var rest = await (await administrator.GetAsync(new Uri($"/api/accounts?after={first.Text("next")}", UriKind.Relative))).JsonAsync();
        Assert.That(first.List("items").Concat(rest.List("items")).Select(item => item.Text("login")), Is.Ordered.And.Unique);
    }

    [TestCase("Administrator,Agent", null, "roles")]
    [TestCase("Handler", null, "roles")]
    [TestCase("Agent", "ecology", "roles")]
    [TestCase("Handler,Agent", "ecology", "roles")]
    [TestCase("Handler", "moon", "unit")]
    [TestCase("", null, "roles")]
    public async Task Is_given_to_no_account_that_may_too_much(string roles, string? unit, string field)
    {
        var administrator = (await _hotline.Client.AsAsync(Who.Administrator)).Http;
        using var response = await administrator.PostAsJsonAsync(
            "/api/accounts", new { login = "wrong-one", displayName = "x", unit, roles = roles.Split(',', StringSplitOptions.RemoveEmptyEntries) });
        Assert.That((await response.RefusedAsync()).Errors.Keys, Is.EqualTo(new[] { field }));
    }

    [Test]
    public async Task Is_never_taken_from_the_last_administrator()
    {
        await using var hotline = HotlineApplication.Start();
        var change = hotline.Services.GetRequiredService<ChangeAccount>();
        Assert.That(
            async () => await change.DisableAsync(FirstAccounts.Administrator, Actor.System, default),
            Throws.InstanceOf<Hotline.Cases.CaseRefusedException>().With.Property("Code").EqualTo("account.last_administrator"));
        await hotline.Client.AsAsync(Who.Administrator);
        await change.DisableAsync(FirstAccounts.Administrator, Actor.System, default);
    }

    private static readonly Uri Me = new("/api/me", UriKind.Relative);

    private static T Service<T>()
        where T : notnull => _hotline.Services.GetRequiredService<T>();

    private static async Task<string> NewAsync(string role, string? unit = null)
    {
        var login = "p" + HotlineClient.NewKey();
        await _hotline.Client.AsAsync(new Who(login, unit, role));
        return login;
    }

    private static Task DisableAsync(string login) => Service<ChangeAccount>().DisableAsync(login, Actor.System, default);

    /// <summary>Keeps cookies, follows nothing, and submits the forms it was shown.</summary>
    private sealed partial class Browser(HotlineApplication hotline) : IDisposable
    {
        private readonly HttpClient _http = hotline.Client.Stranger();

        public Dictionary<string, string> Cookies { get; init; } = [];

        public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

        public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object body) =>
            SendAsync(new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) });

        public Task<HttpResponseMessage> SignInAsync(string login, string password) => SendAsync(HttpMethod.Post, "/api/sign-in", new { login, password });

        public Task<HttpResponseMessage> PostFormAsync(string path, params (string Name, string Value)[] fields) => SendAsync(
            new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) });

        /// <summary>Looks at a page and sends its form, with what is hidden in it.</summary>
        public async Task<HttpResponseMessage> SubmitAsync(string page, string action, params (string Name, string Value)[] fields)
        {
            using var shown = await GetAsync(page);
            var html = await shown.Content.ReadAsStringAsync();
            var hidden = Hidden().Matches(html).Where(match => fields.All(field => field.Name != match.Groups["name"].Value))
                .DistinctBy(match => match.Groups["name"].Value).Select(match => (match.Groups["name"].Value, WebUtility.HtmlDecode(match.Groups["value"].Value)));
            return await PostFormAsync(action, [.. hidden, .. fields]);
        }

        public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
        {
            if (Cookies.Count > 0)
            {
                request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
            }

            var response = await _http.SendAsync(request);
            foreach (var line in response.Headers.TryGetValues("Set-Cookie", out var lines) ? lines : [])
            {
                var parts = line.Split(';')[0].Split('=', 2);
                if (parts[1].Length == 0)
                {
                    Cookies.Remove(parts[0]);
                }
                else
                {
                    Cookies[parts[0]] = parts[1];
                }
            }

            return response;
        }

        public void Dispose() => _http.Dispose();

        [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)" """)]
        private static partial Regex Hidden();
    }
}
