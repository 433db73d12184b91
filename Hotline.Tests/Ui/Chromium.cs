using System.Diagnostics;
using Microsoft.Playwright;

namespace Hotline.Tests.Ui;

/// <summary>The one browser of a test run: Debian's Chromium, which reaches nothing but the application under test.</summary>
[SetUpFixture]
internal sealed class Chromium
{
    public const string Path = "/usr/bin/chromium";

    private static readonly SemaphoreSlim Gate = new(1);
    private static IPlaywright? _playwright;
    private static IBrowser? _browser;

    /// <summary>Why there is no browser here; <c>null</c> where there is one.</summary>
    public static string? Missing { get; } = !File.Exists(Path) ? $"{Path} is not installed (Debian package chromium); no screen was tried."
        : !HasChineseFont() ? "No Chinese font is installed (Debian package fonts-noto-cjk); no screen was tried."
        : null;

    public static async Task<IBrowser> GetAsync()
    {
        await Gate.WaitAsync();
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            return _browser ??= await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = Path,
                Args =
                [
                    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                    "--disable-sync", "--lang=zh-CN",
                ],
                Env = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
                    .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!)
                    .Concat([new("LANGUAGE", "zh_CN")]).DistinctBy(entry => entry.Key),
            });
        }
        finally
        {
            Gate.Release();
        }
    }

    [OneTimeTearDown]
    public static async Task Stop()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
    }

    private static bool HasChineseFont()
    {
        try
        {
            using var list = Process.Start(new ProcessStartInfo("fc-list", ":lang=zh-cn family") { RedirectStandardOutput = true })!;
            var families = list.StandardOutput.ReadToEnd();
            list.WaitForExit();
            return families.Length > 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
