using System.Net;
using System.Net.Sockets;
using Hotline.Tests.Support;

namespace Hotline.Tests.Faults;

[Platform(Exclude = "Win")]
public sealed class StartingAndStopping
{
    public static IEnumerable<TestCaseData> Mistakes()
    {
        yield return new TestCaseData("Hotline__Transport", "RabbitMq", "Hotline:Broker is set for the RabbitMq transport");
        yield return new TestCaseData("Hotline__Storage", "Oracle", "Hotline:Storage");
        yield return new TestCaseData("Hotline__TimeZone", "Mars/Olympus", "Mars/Olympus");
        yield return new TestCaseData("Hotline__KeyFile", "short.key", "is not a key");
    }

    [TestCaseSource(nameof(Mistakes))]
    public async Task End_in_one_line_when_a_setting_is_wrong(string name, string value, string said)
    {
        using var folder = new HotlineFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "short.key"), "c2hvcnQ=");
        await using var api = HotlineProcess.Api(folder, settings: (name, value));
        await using var worker = HotlineProcess.Worker(folder, (name, value));
        foreach (var (exitCode, output) in new[] { await api.EndAsync(), await worker.EndAsync() })
        {
            Assert.That(exitCode, Is.EqualTo(1), output);
            Assert.That(output, Does.Contain(said).And.Not.Contain("   at "));
        }
    }

    [Test]
    public async Task End_in_one_line_when_the_port_is_taken()
    {
        using var folder = new HotlineFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        await using var api = HotlineProcess.Api(folder, "Development", settings: ("ASPNETCORE_URLS", url));
        var (exitCode, output) = await api.EndAsync();
        Assert.That(exitCode, Is.EqualTo(1), output);
        Assert.That(output, Does.Contain(url).And.Not.Contain("   at "));
        Assert.That(await folder.CountCasesAsync(), Is.Zero, "before the sample was loaded");
    }

    [Test]
    public async Task Stop_with_everything_in_the_file_itself()
    {
        using var folder = new HotlineFolder();
        await using var api = HotlineProcess.Api(folder);
        var client = await api.ServeAsync();
        await client.RegisterAsync(ACase.OfNoise);
        var (exitCode, output) = await api.StopAsync();
        Assert.That(exitCode, Is.Zero, output);
        var log = new FileInfo(Path.Combine(folder.Path, "data", "hotline.db-wal"));
        Assert.That(!log.Exists || log.Length == 0, Is.True, "something is left in the write-ahead log");
        Assert.That(await folder.CountCasesAsync(), Is.EqualTo(1));
    }
}
