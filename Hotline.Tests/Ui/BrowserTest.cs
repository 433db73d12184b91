using Hotline.Tests.Support;
using Microsoft.Playwright;

namespace Hotline.Tests.Ui;

/// <summary>
/// A fixture that works the screens in a real browser, all its tests at one application. Where no browser is installed
/// its tests say so instead of passing.
/// </summary>
[Category("Browser")]
public abstract class BrowserTest
{
    private readonly List<Screen> _screens = [];

    [OneTimeSetUp]
    public static void NeedTheBrowser()
    {
        if (Chromium.Missing is { } reason)
        {
            Assert.Ignore(reason);
        }
    }

    /// <summary>Every screen of a test stayed on this machine; a picture of each is kept when it failed.</summary>
    [TearDown]
    public async Task CloseScreens()
    {
        foreach (var screen in _screens)
        {
            if (TestContext.CurrentContext.Result.Outcome.Status == NUnit.Framework.Interfaces.TestStatus.Failed)
            {
                var picture = Path.Combine(TestContext.CurrentContext.WorkDirectory, "TestResults", $"{TestContext.CurrentContext.Test.ID}-{_screens.IndexOf(screen)}.png");
                await screen.Page.ScreenshotAsync(new PageScreenshotOptions { Path = picture });
                await TestContext.Out.WriteLineAsync($"The screen as it was: {picture}");
            }

            await screen.DisposeAsync();
        }

        Assert.Multiple(() => _screens.ForEach(screen => screen.StayedHere()));
        _screens.Clear();
    }

    /// <summary>A person's own browser: cookies, size, colours. Closed after the test.</summary>
    /// <param name="who">Who has signed in there; <c>null</c> for nobody.</param>
    private protected async Task<Screen> OpenAsync(
        HotlineApplication hotline, string path, int width = 1366, int height = 768, bool dark = false, string language = "zh-CN", bool island = true, Who? who = null)
    {
        var screen = await Screen.OpenAsync(hotline, width, height, dark, language);
        _screens.Add(screen);
        if (who is not null)
        {
            await screen.SignInAsync(hotline, who);
        }

        await screen.GoAsync(path, island);
        return screen;
    }
}
