using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Storage;
using Hotline.Tests.Storage.SqlServer;
using Hotline.Tests.Support;

namespace Hotline.Tests.Storage;

public sealed class PagingThroughQueues
{
    [TestCase("Cases")]
    [TestCase("Unit")]
    [TestCase("Open")]
    [TestCase("Free")]
    [TestCase("Mine")]
    [TestCase("Requests")]
    [TestCase("Requests of a unit")]
    [TestCase("Orders")]
    [TestCase("Orders of a unit")]
    public async Task Finds_the_lines_of_a_page_in_an_index_alone(string queue)
    {
        await using var hotline = await TestHotline.StartAsync();
        var sql = await StatementOf(db => queue switch
        {
            "Cases" => db.ListCasesAsync("AwaitingDispatch", false, QueueWindow.All, QueuePlace.Start, 50),
            "Free" => db.ListFreeCasesAsync("AwaitingDispatch", QueueWindow.All, QueuePlace.Start, 50),
            "Mine" => db.ListClaimedCasesAsync("me", "AwaitingDispatch", QueueWindow.All, QueuePlace.Start, 50),
            "Requests" => db.ListPendingRequestsAsync(QueueWindow.All, QueuePlace.Start, 50),
            "Requests of a unit" => db.ListPendingRequestsOfAsync("unit", QueueWindow.All, QueuePlace.Start, 50),
            "Orders" => db.ListOpenOrdersAsync(QueueWindow.All, QueuePlace.Start, 50),
            "Orders of a unit" => db.ListOpenOrdersOfAsync("unit", QueueWindow.All, QueuePlace.Start, 50),
            "Unit" => db.ListAssignmentsAsync("unit", QueueWindow.All, QueuePlace.Start, 50),
            _ => db.ListOpenAssignmentsAsync(QueueWindow.All, QueuePlace.Start, 50),
        });
        var plan = hotline.Sql("EXPLAIN QUERY PLAN " + sql);
        Assert.That(plan, Has.Some.Contains("USING COVERING INDEX"), string.Join('\n', plan));
        Assert.That(plan, Has.None.Contains("SCAN a").And.None.Contains("SCAN c"), string.Join('\n', plan));
    }

    [Test]
    public async Task Offers_no_page_after_a_last_one_that_is_full()
    {
        await using var hotline = await TestHotline.StartAsync();
        for (var count = 0; count < 4; count++)
        {
            await hotline.RegisterAsync();
        }

        var first = await hotline.ListAsync(QueueName.Dispatch, null, take: 2);
        var last = await hotline.ListAsync(QueueName.Dispatch, null, take: 2, after: first.Next);
        Assert.That(first.Items.Concat(last.Items).Select(item => item.Number), Is.Unique.And.Exactly(4).Items);
        Assert.That(last.Next, Is.Null);
    }

    [Test]
    public async Task Finds_each_line_under_exactly_one_light()
    {
        await using var hotline = await TestHotline.StartAsync();
        for (var count = 0; count < 3; count++)
        {
            await hotline.WalkToAsync(CaseStatus.InProgress);
            hotline.Clock.Advance(TimeSpan.FromDays(1));
        }

        for (var day = 0; day < 20; day++)
        {
            var all = (await hotline.ListAsync(QueueName.Supervision, null, take: 50)).Items;
            foreach (var light in Enum.GetValues<Light>())
            {
                var lit = (await hotline.ListAsync(QueueName.Supervision, light, take: 50)).Items;
                Assert.That(lit, Is.EqualTo(all.Where(item => item.Light == light)), $"{light} on day {day}");
            }

            hotline.Clock.Advance(TimeSpan.FromHours(12));
        }
    }

    private static async Task<string> StatementOf(Func<Session, Task> ask)
    {
        DapperSetup.Ensure();
        await using var server = new ParseOnlySqlServer(answersOneRow: false);
        await ask(new Session(server, null, SqlDialect.For(Hotline.Composition.StorageEngine.Sqlite), CancellationToken.None));
        return server.Statements.Single();
    }
}
