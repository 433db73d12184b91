using Hotline.Contracts.Cases;
using Hotline.Tests.Support;

namespace Hotline.Tests.Storage.SqlServer;

public sealed class RunningOnSqlServer
{
    private const string Variable = "HOTLINE_TEST_SQLSERVER";

    /// <summary>Needs an empty database of its own.</summary>
    [Test]
    public async Task SqlServer_contract()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } connectionString)
        {
            Assert.Ignore($"{Variable} is not set; only the grammar of the T-SQL was proven.");
            return;
        }

        await using var hotline = await TestHotline.StartAsync("2025-09-26T16:40:00+08:00", new Dictionary<string, string?>
        {
            ["Hotline:Storage"] = "SqlServer",
            ["Hotline:ConnectionString"] = connectionString,
        });
        var key = Guid.CreateVersion7().ToString();
        var receipt = await hotline.RegisterAsync(key: key);
        Assert.That(await hotline.RegisterAsync(key: key), Is.EqualTo(receipt with { IsNew = false }));
        var closed = await hotline.WalkToAsync(CaseStatus.Closed, TestHotline.Registration with { Title = key });
        Assert.That(closed.Result, Is.EqualTo(ClosingResult.Solved));
        hotline.Clock.MoveTo("2025-10-11T00:00:00+08:00");
        await hotline.SweepAsync();
        await hotline.CountAllAsync();
        Assert.That(await hotline.RebuildRowsAsync(mend: false), Is.Empty);
        var counted = await hotline.TalliesAsync();
        Assert.That(await hotline.RebuildScorecardAsync(), Is.EqualTo(counted));
    }
}
