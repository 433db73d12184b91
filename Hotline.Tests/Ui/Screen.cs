using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Hotline.Tests.Support;
using Microsoft.Playwright;

namespace Hotline.Tests.Ui;

/// <summary>One person's browser at the application: what it shows, what it fetched, what it complained of.</summary>
internal sealed class Screen : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly string _host;
    private readonly ConcurrentQueue<string> _elsewhere = new();
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentDictionary<string, long> _weights = new();

    private readonly ConcurrentBag<IWebSocketRoute> _sockets = [];
    private volatile bool _connected = true;

    private Screen(IBrowserContext context, IPage page, Uri address)
    {
        (_context, Page, Address, _host) = (context, page, address, address.Authority);
        context.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: not ("data" or "blob") } asked && asked.Authority != _host)
            {
                _elsewhere.Enqueue(request.Url);
            }
        };
        context.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _complaints.Enqueue(message.Text);
            }
        };
        context.WebError += (_, error) => _complaints.Enqueue(error.Error);
    }

    public IPage Page { get; }

    public Uri Address { get; }

    /// <summary>Bytes that came over the wire since the last <see cref="WeighAsync"/>, headers included, the WebSocket not.</summary>
    public long Weight => _weights.Values.Sum();

    public static async Task<Screen> OpenAsync(HotlineApplication hotline, int width = 1366, int height = 768, bool dark = false, string language = "zh-CN")
    {
        var address = new Uri(hotline.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        var context = await (await Chromium.GetAsync()).NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            // What the browser asks for is not what the screens go by.
            Locale = "fr-FR",
            TimezoneId = "Asia/Shanghai",
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        if (language != "zh-CN")
        {
            await context.AddCookiesAsync([new Cookie { Name = ".AspNetCore.Culture", Value = $"c=zh-CN|uic={language}", Url = address.ToString() }]);
        }

        var screen = new Screen(context, await context.NewPageAsync(), address);
        screen.Page.SetDefaultTimeout(15_000);
        await context.RouteWebSocketAsync("**/_blazor**", socket =>
        {
            if (screen._connected)
            {
                socket.ConnectToServer();
                screen._sockets.Add(socket);
            }
            else
            {
                _ = socket.CloseAsync();
            }
        });
        return screen;
    }

    /// <summary>Lets a person in, who from now on is signed in in this browser.</summary>
    public async Task SignInAsync(HotlineApplication hotline, Who who)
    {
        await hotline.Admission.TokenOfAsync(who);
        var answer = await _context.APIRequest.PostAsync("/api/sign-in", new APIRequestContextOptions
        {
            DataObject = new { login = who.Name.ToLowerInvariant(), password = Admission.Password },
        });
        Assert.That(answer.Ok, Is.True, $"{who.Name} signs in: {await answer.TextAsync()}");
    }

    /// <summary>Goes to an address and waits until the page's island answers, where it has one.</summary>
    public async Task GoAsync(string path, bool island = true)
    {
        await Page.GotoAsync(path);
        if (island)
        {
            await Page.Locator(".island[data-ready]").First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        }
    }

    public Task PressAsync(string key) => Page.Keyboard.PressAsync(key);

    public Task TypeAsync(string text) => Page.Keyboard.TypeAsync(text);

    /// <summary>What is shown under a <c>data-test</c> name.</summary>
    public ILocator Told(string name) => Page.Locator($"[data-test={name}]");

    /// <summary>The id or the text of what has the focus.</summary>
    public Task<string> FocusAsync() => Page.EvaluateAsync<string>("() => document.activeElement.id || document.activeElement.innerText.trim()");

    /// <summary>Fails on any serious or critical finding of axe (WCAG 2.2 A and AA).</summary>
    public async Task SeeNoBarrierAsync(string where)
    {
        // At the end nothing lies half beneath a bar that stays in view; what has the focus is scrolled clear of it.
        await Page.EvaluateAsync("() => window.scrollTo(0, document.documentElement.scrollHeight)");
        var result = await Page.RunAxe(new AxeRunOptions
        {
            RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        });
        var found = result.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id} ({violation.Impact}): {node.Html} {string.Join("; ", node.Any.Select(check => check.Message))}"));
        Assert.That(found, Is.Empty, where);
    }

    /// <summary>Fails when anything was asked of another host.</summary>
    public void StayedHere() => Assert.That(_elsewhere, Is.Empty, "requests to other hosts");

    /// <summary>Fails when the browser reported an error.</summary>
    public void WasQuiet() => Assert.That(_complaints, Is.Empty, "errors in the browser's console");

    /// <summary>Begins to weigh what is fetched from now on, as it comes over the wire.</summary>
    public async Task WeighAsync()
    {
        _weights.Clear();
        var wire = await _context.NewCDPSessionAsync(Page);
        await wire.SendAsync("Network.enable");
        wire.Event("Network.loadingFinished").OnEvent += (_, finished) =>
        {
            if (finished is { } end)
            {
                _weights[end.GetProperty("requestId").GetString()!] = (long)end.GetProperty("encodedDataLength").GetDouble();
            }
        };
    }

    /// <summary>The circuit's connection breaks, and no new one comes about until <see cref="RestoreConnection"/>.</summary>
    public async Task LoseConnectionAsync()
    {
        _connected = false;
        foreach (var socket in _sockets)
        {
            await socket.CloseAsync();
        }

        _sockets.Clear();
    }

    public void RestoreConnection() => _connected = true;

    public async ValueTask DisposeAsync() => await _context.CloseAsync();
}
