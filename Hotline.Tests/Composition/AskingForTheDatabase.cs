using Hotline.Tests.Support;

namespace Hotline.Tests.Composition;

public sealed class AskingForTheDatabase
{
    [TestCase("verify")]
    [TestCase("rebuild")]
    [TestCase("scorecard", "2025Q3")]
    public async Task Where_there_is_none_is_refused_and_makes_none(params string[] command)
    {
        using var folder = new HotlineFolder();
        var (exitCode, output) = await HotlineProcess.RunAsync(folder, command);
        Assert.That(exitCode, Is.EqualTo(1), output);
        Assert.That(output, Does.Contain("There is no database at"));
        Assert.That(Directory.EnumerateFileSystemEntries(folder.Path), Is.Empty);
    }
}
