using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Domain.Cases;
using Hotline.Storage;
using Hotline.Tests.Storage.SqlServer;
using Hotline.Tests.Support;

namespace Hotline.Tests.Cases;

/// <summary>查询: what is found is what a look at every case would find, page by page.</summary>
public sealed class FindingCases
{
    private static readonly Actor Unit = new("handler", Story.Lead);

    [Test]
    public async Task Finds_what_a_look_at_every_case_finds()
    {
        await using var hotline = await TestHotline.StartAsync();
        var cases = new List<Case>();
        foreach (var category in new[] { "C0107", "C0501", "C0107" })
        {
            foreach (var status in TestHotline.Walkable)
            {
                cases.Add(await hotline.WalkToAsync(status, TestHotline.Registration with { Category = category, Area = category == "C0501" ? "street-east" : null }));
            }

            hotline.Clock.Advance(TimeSpan.FromDays(1));
        }

        var now = hotline.Clock.Now;
        var last = DateOnly.FromDateTime(cases[^1].RegisteredAt.ToOffset(TimeSpan.FromHours(8)).Date);
        await AssertAsync(new FindCases.Query(), _ => true);
        await AssertAsync(new FindCases.Query { Category = "C0501" }, @case => @case.Category == "C0501");
        await AssertAsync(new FindCases.Query { Area = "street-east", Status = CaseStatus.Closed }, @case => @case is { Area: "street-east", Status: CaseStatus.Closed });
        await AssertAsync(new FindCases.Query { Status = CaseStatus.AwaitingReview }, @case => @case.Status == CaseStatus.AwaitingReview);
        await AssertAsync(new FindCases.Query { Standing = Standing.Open, Category = "C0107" }, @case => !@case.HasEnded && @case.Category == "C0107");
        await AssertAsync(new FindCases.Query { Standing = Standing.Closed }, @case => @case.IsClosed);
        await AssertAsync(new FindCases.Query { Unit = Story.Supporter }, @case => @case.Assignments.Any(assignment => assignment.Unit == Story.Supporter));
        await AssertAsync(new FindCases.Query { From = last, To = last }, @case => @case.RegisteredAt == cases[^1].RegisteredAt || cases.IndexOf(@case) >= 10);
        await AssertAsync(new FindCases.Query { To = last.AddDays(-1) }, @case => cases.IndexOf(@case) < 10);
        await AssertAsync(new FindCases.Query { Number = cases[3].Number.Replace("-", " ", StringComparison.Ordinal) }, @case => @case == cases[3]);
        await AssertAsync(new FindCases.Query { Number = cases[0].Number[..6] }, @case => @case.Number[..6] == cases[0].Number[..6]);
        await AssertAsync(new FindCases.Query { Number = cases[3].Number[7..13] }, @case => @case.Number[7..13] == cases[3].Number[7..13]);
        await AssertAsync(new FindCases.Query { Number = cases[3].Number[7..] }, @case => @case.Number[7..] == cases[3].Number[7..]);
        await AssertAsync(new FindCases.Query { Number = "000999" }, _ => false);
        await AssertAsync(new FindCases.Query { Words = " 楼顶有人 " }, _ => true);
        await AssertAsync(new FindCases.Query { Words = "楼顶加建", Category = "C0501" }, @case => @case.Category == "C0501");
        await AssertAsync(new FindCases.Query { Words = "路灯" }, _ => false);
        await AssertAsync(new FindCases.Query { Words = "title" }, _ => false);
        await AssertAsync(new FindCases.Query { Words = "三_楼" }, _ => false);
        await AssertAsync(new FindCases.Query { Phone = "138 0000 5678", Channel = Channel.Phone }, _ => true);
        await AssertAsync(new FindCases.Query { Phone = "13800005679" }, _ => false);
        await AssertAsync(new FindCases.Query { Urgency = Urgency.Urgent }, _ => false);
        await AssertAsync(new FindCases.Query { Type = CaseType.Help, RequesterKind = RequesterKind.Citizen }, _ => true);
        foreach (var light in Enum.GetValues<Light>())
        {
            var lit = (await AllAsync(new FindCases.Query { Standing = Standing.Open }, TestHotline.Agent)).Where(item => item.Case.Light == light).Select(item => item.Case.Number);
            Assert.That((await AllAsync(new FindCases.Query { Light = light }, TestHotline.Agent)).Select(item => item.Case.Number), Is.EqualTo(lit));
        }

        // The same in the eyes of a unit: its own, and nothing of who leads or what is due elsewhere.
        var own = await AllAsync(new FindCases.Query { Status = CaseStatus.InProgress }, Unit);
        Assert.That(
            own.Select(item => item.Case.Number),
            Is.EqualTo(Newest(cases.Where(@case => @case.Status == CaseStatus.InProgress && @case.Assignments.Any(assignment => assignment.Unit == Story.Lead)))));
        Assert.That(own.Select(item => item.Case.Due), Has.All.Null);
        Assert.That(async () => await AllAsync(new FindCases.Query { Unit = Story.Supporter }, Unit), Throws.TypeOf<AccessRefusedException>());
        Assert.That(async () => await AllAsync(new FindCases.Query { Phone = "13800005678" }, Unit), Throws.TypeOf<CaseRefusedException>());
        Assert.That(async () => await AllAsync(new FindCases.Query(), new Actor("admin") { Roles = [Role.Administrator] }), Throws.TypeOf<AccessRefusedException>());

        async Task AssertAsync(FindCases.Query query, Func<Case, bool> wanted)
        {
            var expected = Newest(cases.Where(wanted));
            Assert.That((await AllAsync(query, TestHotline.Agent)).Select(item => item.Case.Number), Is.EqualTo(expected), $"{query} at {now}");
            var exported = new List<string>();
            await foreach (var page in hotline.Get<FindCases>().ListPagesAsync(query, TestHotline.Agent, CancellationToken.None))
            {
                exported.AddRange(page.Select(line => line.Number));
            }

            Assert.That(exported, Is.EqualTo(expected), $"{query}, exported");
        }

        async Task<List<FindCases.Item>> AllAsync(FindCases.Query query, Actor actor)
        {
            var all = new List<FindCases.Item>();
            string? place = null;
            do
            {
                var page = await hotline.Get<FindCases>().ExecuteAsync(query with { After = place, Take = 2 }, actor, CancellationToken.None);
                Assert.That(page.Items, Has.Count.LessThanOrEqualTo(2));
                all.AddRange(page.Items);
                place = page.Next;
            }
            while (place is not null);

            return all;
        }
    }

    [TestCase("写着\"井盖\"的牌子", "\"井盖\"", true)]
    [TestCase("占道 100% 严重", "100%", true)]
    [TestCase("占道 1000 次", "100%", false)]
    [TestCase("C:\\temp", ":\\t", true)]
    [TestCase("夜里 <b>很吵</b> & 震动", "<b>很吵</b> &", true)]
    public async Task Takes_words_for_what_they_say(string content, string words, bool found)
    {
        await using var hotline = await TestHotline.StartAsync();
        await hotline.RegisterAsync(TestHotline.Registration with { Content = content });
        var page = await hotline.Get<FindCases>().ExecuteAsync(new FindCases.Query { Words = words }, TestHotline.Agent, CancellationToken.None);
        Assert.That(page.Items, Has.Count.EqualTo(found ? 1 : 0));
    }

    private static IEnumerable<string> Newest(IEnumerable<Case> cases) => cases.Select(@case => @case.Number).OrderDescending(StringComparer.Ordinal);

    [TestCase("Nothing", "PRIMARY KEY")]
    [TestCase("Open", "ix_Cases_Open")]
    [TestCase("Category", "ix_Cases_Category")]
    [TestCase("Unit", "ix_Assignments_Cases")]
    [TestCase("Unit", "ix_Invitations_Cases")]
    [TestCase("Phone", "ix_Requesters_PhoneIndex")]
    public async Task Begins_with_an_index_in_the_order_of_numbers(string by, string index)
    {
        await using var hotline = await TestHotline.StartAsync();
        var filter = by switch
        {
            "Open" => new CaseFilter { IsOpen = true, Status = "OnBook" },
            "Category" => new CaseFilter { Category = "C0501", Status = "Closed" },
            "Unit" => new CaseFilter { Unit = "unit", Category = "C0501" },
            "Phone" => new CaseFilter { PhoneIndex = "index" },
            _ => new CaseFilter { Status = "Closed", Area = "street-east" },
        };
        foreach (var ask in (Func<Session, Task>[])
            [db => db.FindStretchAsync(filter, new NumberSpan("", "~"), 50), db => db.ListFoundAsync(filter, new NumberSpan("", "~"), 50)])
        {
            DapperSetup.Ensure();
            await using var server = new ParseOnlySqlServer(answersOneRow: true);
            await ask(new Session(server, null, SqlDialect.For(Hotline.Composition.StorageEngine.Sqlite), CancellationToken.None));
            var plan = hotline.Sql("EXPLAIN QUERY PLAN " + server.Statements.Single());
            Assert.That(plan, Has.Some.Contains(index), string.Join('\n', plan));
            Assert.That(plan, Has.None.Contains("SCAN Cases").And.None.Contains("SCAN Assignments").And.None.Contains(by == "Unit" ? "SCAN c" : "TEMP B-TREE FOR ORDER BY"), string.Join('\n', plan));
        }
    }
}
