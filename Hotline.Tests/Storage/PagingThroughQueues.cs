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
    [TestCase("Invitations of a unit")]
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
            "Invitations of a unit" => db.ListInvitationsOfAsync("unit", QueueWindow.All, QueuePlace.Start, 50),
            "Unit" => db.ListAssignmentsAsync("unit", QueueWindow.All, QueuePlace.Start, 50),
            _ => db.ListOpenAssignmentsAsync(QueueWindow.All, QueuePlace.Start, 50),
        });
        var plan = hotline.Sql("EXPLAIN QUERY PLAN " + sql);
        Assert.That(plan, Has.Some.Contains("USING COVERING INDEX"), string.Join('\n', plan));
        Assert.That(plan, Has.None.Contains("SCAN a").And.None.Contains("SCAN c"), string.Join('\n', plan));
    }

    // What a unit has open may be ten thousand assignments, and none of them of the stage that is asked for.
    [TestCase(InboxStage.Any, "ix_Assignments_UnitInbox")]
    [TestCase(InboxStage.Rework, "ix_Assignments_UnitReworks")]
    [TestCase(InboxStage.ToSign, "ix_Assignments_UnitToSign")]
    [TestCase(InboxStage.FirstToSign, "ix_Assignments_UnitToSign")]
    [TestCase(InboxStage.ToContact, "ix_Assignments_UnitToContact")]
    [TestCase(InboxStage.FirstToContact, "ix_Assignments_UnitToContact")]
    [TestCase(InboxStage.FirstOther, "ix_Assignments_UnitInbox")]
    public async Task Finds_a_stage_of_an_inbox_among_nothing_else(InboxStage stage, string index)
    {
        await using var hotline = await TestHotline.StartAsync();
        var plan = hotline.Sql("EXPLAIN QUERY PLAN " + await StatementOf(db => db.ListInboxAsync("unit", stage, QueueWindow.All, QueuePlace.Start, 50)));
        Assert.That(plan, Has.Some.Contains($"USING COVERING INDEX {index} "), string.Join('\n', plan));
        Assert.That(plan, Has.None.Contains("SCAN Assignments").And.None.Contains("SCAN a").And.None.Contains("SCAN c"), string.Join('\n', plan));
    }

    [TestCase(null, "ix_Praises_Kind (Kind=? AND At>? AND At<?)")]
    [TestCase("unit", "ix_Praises_UnitKind (Unit=? AND Kind=? AND At>? AND At<?)")]
    public async Task Finds_the_praises_of_a_period_in_an_index(string? unit, string search)
    {
        await using var hotline = await TestHotline.StartAsync();
        var plan = hotline.Sql("EXPLAIN QUERY PLAN " + await StatementOf(
            db => db.ListPraisesAsync("Phone", unit, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, CaseStore.Turn.Start, 50)));
        Assert.That(plan, Has.Some.Contains(search), string.Join('\n', plan));
        Assert.That(plan, Has.None.Contains("TEMP B-TREE"), string.Join('\n', plan));
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
