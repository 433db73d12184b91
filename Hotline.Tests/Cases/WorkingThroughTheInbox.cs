using System.Text.Json;
using Hotline.Callbacks;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Storage;
using Hotline.Tests.Support;

namespace Hotline.Tests.Cases;

/// <summary>A unit's work in lanes: every assignment once, where it presses most, and all of a kind when that is asked for.</summary>
public sealed class WorkingThroughTheInbox
{
    private static readonly Actor Lead = TestHotline.Unit with { Roles = [Role.Handler] };

    [Test]
    public async Task Puts_each_assignment_once_where_it_presses_most_whatever_the_hour()
    {
        await using var hotline = await TestHotline.StartAsync("2025-09-15T09:00:00+08:00");
        var seen = new HashSet<InboxLane>();
        for (var day = 0; day < 16; day++)
        {
            for (var hour = 9; hour < 33; hour += 6)
            {
                // In the afternoon: what came in the morning is to be signed the same day.
                if (day < 5 && hour == 15)
                {
                    await FillAsync(hotline);
                }

                seen.UnionWith(await LookAsync(hotline, $"day {day}, hour {hour}"));
                hotline.Clock.Advance(TimeSpan.FromHours(6));
            }
        }

        Assert.That(seen, Is.EquivalentTo(Enum.GetValues<InboxLane>()), "every lane was seen");
    }

    [Test]
    public async Task Waits_no_more_for_one_who_cannot_be_reached()
    {
        await using var hotline = await TestHotline.StartAsync("2025-09-15T09:00:00+08:00");
        var number = (await hotline.WalkToAsync(CaseStatus.InProgress)).Number;
        await hotline.SignAsync(number, 1);
        foreach (var hours in new[] { 1, 1, 4 })
        {
            Assert.That(await AllAsync(hotline, InboxView.ToContact, take: 10), Has.Count.EqualTo(1));
            await hotline.ContactAsync(number, 1, reached: false);
            hotline.Clock.Advance(TimeSpan.FromHours(hours));
        }

        await hotline.ContactAsync(number, 1, reached: false);
        Assert.That(await AllAsync(hotline, InboxView.ToContact, take: 10), Is.Empty, "tried in two half-days");
    }

    [Test]
    public async Task Is_one_units_own()
    {
        await using var hotline = await TestHotline.StartAsync();
        var number = (await hotline.WalkToAsync(CaseStatus.InProgress)).Number;
        var inbox = hotline.Get<UnitInbox>();
        Assert.That((await inbox.ReadAsync(InboxView.All, Lead with { Unit = "tax" }, null, 10, CancellationToken.None)).Items, Is.Empty);
        Assert.That(await inbox.ConcernsAsync([number], Lead with { Unit = "tax" }, CancellationToken.None), Is.Empty);
        Assert.That(await inbox.ConcernsAsync([number], Lead, CancellationToken.None), Is.EqualTo(new[] { number }));
        Assert.That(async () => await inbox.ReadAsync(InboxView.All, TestHotline.Agent, null, 10, CancellationToken.None), Throws.TypeOf<AccessRefusedException>());
        Assert.That(async () => await inbox.ReadAsync(InboxView.All, Lead, "nonsense", 10, CancellationToken.None), Throws.TypeOf<FormatException>());
    }

    [Test]
    public async Task Hears_of_whatever_moves_a_units_work_and_of_little_else()
    {
        await using var hotline = await TestHotline.StartAsync("2025-09-15T09:00:00+08:00");
        await FillAsync(hotline);
        await hotline.WalkToAsync(CaseStatus.Closed);
        await hotline.AnswerAsync((await hotline.RegisterAsync()).Number, Resolution.Solved);
        var consulted = (await hotline.RegisterAsync()).Number;
        await hotline.TakeAsync(consulted, new ClaimCase.Command());
        await hotline.TakeAsync(consulted, new ConsultUnits.Command { Units = ["tax", "finance"], Question = "该由谁办理？" });
        await hotline.TakeAsync(consulted, new ConcludeConsultation.Command { Lead = "tax", Supporters = [], Minutes = "由税务局办理。" });

        var (heard, unheard) = (new HashSet<string>(), new HashSet<string>());
        foreach (var number in hotline.Sql("SELECT Number FROM Cases"))
        {
            string? before = null;
            var events = await hotline.Database.ReadAsync(db => db.ReadEventsAsync(number), CancellationToken.None);
            for (var count = 1; count <= events.Count; count++)
            {
                var @case = Case.Fold(events.Take(count));
                var rows = CaseRows.Of(@case, hotline.Zone.BasisOf(@case));
                var after = JsonSerializer.Serialize(new { rows.Assignments, rows.Requests, rows.Supervisions, rows.Invitations, @case.Urgency, @case.Category });
                var type = events[count - 1].GetType().Name;
                (UnitInbox.MayConcern(type) ? heard : unheard).Add(type);
                if (before is not null)
                {
                    Assert.That(after == before || UnitInbox.MayConcern(type), $"{type} of {number} moved a unit's work");
                }

                before = after;
            }
        }

        Assert.That(heard, Is.SupersetOf(new[] { "CaseDispatched", "AssignmentSigned", "ReviewPassed", "ConsultationOpened", "ReworkOrdered" }));
        Assert.That(unheard, Is.SupersetOf(new[] { "CaseRegistered", "CaseClaimed", "CaseAnswered", "CallbackAttempted" }));
    }

    // One only dispatched, one signed, one contacted, one to be reworked.
    private static async Task FillAsync(TestHotline hotline)
    {
        var numbers = new List<string>();
        for (var index = 0; index < 3; index++)
        {
            numbers.Add((await hotline.WalkToAsync(CaseStatus.InProgress)).Number);
        }

        await hotline.SignAsync(numbers[1], 1);
        await hotline.SignAsync(numbers[2], 1);
        await hotline.ContactAsync(numbers[2], 1, reached: true);
        await ReworkAsync(hotline);
    }

    private static async Task<IEnumerable<InboxLane>> LookAsync(TestHotline hotline, string when)
    {
        var all = await AllAsync(hotline, InboxView.All, take: 200);
        var counts = await hotline.Get<UnitInbox>().CountAsync(Lead, CancellationToken.None);
        Assert.That(all.Select(item => item.Key), Is.Unique, when);
        Assert.That(all, Has.Count.EqualTo(int.Parse(hotline.Sql($"SELECT COUNT(*) FROM Assignments WHERE Unit = '{Story.Lead}' AND IsOpen = 1").Single(), null)), when);
        Assert.That(all.Select(item => item.Lane), Is.Ordered, when);
        foreach (var lane in all.GroupBy(item => item.Lane))
        {
            Assert.That(lane.Select(item => item.Due), Is.Ordered, $"{lane.Key}, most pressing first, {when}");
        }

        var now = hotline.Clock.GetUtcNow();
        Assert.That(all.Where(item => item.Lane == InboxLane.Red), Is.EquivalentTo(all.Where(item => item.Due <= now)), when);
        Assert.That(counts.Lanes, Is.EqualTo(Enum.GetValues<InboxLane>().ToDictionary(lane => lane, lane => all.Count(item => item.Lane == lane))), when);
        foreach (var view in Enum.GetValues<InboxView>())
        {
            Assert.That(await AllAsync(hotline, view, take: 200), Has.Count.EqualTo(counts.Views[view]), $"{view}, {when}");
        }

        Assert.That(await AllAsync(hotline, InboxView.ToSign, take: 200), Has.Count.EqualTo(all.Count(item => !item.IsSigned)), when);
        Assert.That((await AllAsync(hotline, InboxView.All, take: 3)).Select(item => item.Key), Is.EqualTo(all.Select(item => item.Key)), $"page by page, {when}");
        return all.Select(item => item.Lane);
    }

    private static async Task ReworkAsync(TestHotline hotline)
    {
        var number = (await hotline.WalkToAsync(CaseStatus.AwaitingCallback)).Number;
        await hotline.CallBackAsync(number, Resolution.Unsolved, Satisfaction.Dissatisfied, CallbackOutcome.Rework);
        var again = (await hotline.TakeAsync(number, new JudgeRating.Command { Justified = true }, new Actor("supervisor"))).Assignments.Last(assignment => assignment.Unit == Story.Lead);
        await hotline.SignAsync(number, again.Number);
        await hotline.ContactAsync(number, again.Number, reached: true);
    }

    private static async Task<List<UnitInbox.Item>> AllAsync(TestHotline hotline, InboxView view, int take)
    {
        var all = new List<UnitInbox.Item>();
        string? after = null;
        do
        {
            var page = await hotline.Get<UnitInbox>().ReadAsync(view, Lead, after, take, CancellationToken.None);
            all.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        return all;
    }
}
