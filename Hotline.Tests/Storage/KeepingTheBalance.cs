using Hotline.Contracts.Cases;
using Hotline.Contracts.Praises;
using Hotline.Domain.Cases;
using Hotline.Tests.Support;

namespace Hotline.Tests.Storage;

public sealed class KeepingTheBalance
{
    [Test]
    public async Task Counts_every_case_where_it_stands_at_every_step()
    {
        await using var hotline = await TestHotline.StartAsync();
        Assert.That(await hotline.BalanceAsync(), Is.EqualTo(default(Balance)));
        var steps = new List<Balance>();
        foreach (var status in TestHotline.Walkable)
        {
            await hotline.WalkToAsync(status);
            steps.Add(await hotline.BalanceAsync());
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(steps, Has.All.Property(nameof(Balance.Holds)).True);
            Assert.That(steps.Select(balance => (balance.Accepted, balance.Open, balance.Closed)), Is.EqualTo(new[] { (1, 1, 0), (2, 2, 0), (3, 3, 0), (4, 4, 0), (5, 4, 1) }));
            Assert.That((await hotline.AuditBalanceAsync()).IsClean);
        }
    }

    [Test]
    public async Task Counts_nothing_of_what_is_undone_and_no_praise()
    {
        await using var hotline = await TestHotline.StartAsync();
        await hotline.PraiseAsync(PraiseKind.Banner, Story.Lead, "praise");
        await hotline.RegisterAsync(key: "once");
        await hotline.RegisterAsync(key: "once");
        hotline.Sql("CREATE TRIGGER Refuse BEFORE INSERT ON IntakeKeys BEGIN SELECT RAISE(ABORT, 'refused'); END");
        Assert.That(async () => await hotline.RegisterAsync(), Throws.Exception);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await hotline.BalanceAsync()).Accepted, Is.EqualTo(1));
            Assert.That((await hotline.AuditBalanceAsync()).IsClean);
        }
    }

    [Test]
    public async Task Holds_whatever_is_written_at_the_same_time()
    {
        await using var hotline = await TestHotline.StartAsync();
        await using var second = await hotline.StartSecondAsync();
        List<Task> walking =
        [
            .. Enumerable.Range(0, 20).Select(index => hotline.WalkToAsync(index % 2 == 0 ? CaseStatus.Closed : CaseStatus.InProgress)),
            .. Enumerable.Range(0, 20).Select(index => second.RegisterAsync(key: $"second-{index}")),
        ];
        while (!Task.WhenAll(walking).IsCompleted)
        {
            Assert.That((await hotline.BalanceAsync()).Holds);
        }

        await Task.WhenAll(walking);
        Assert.That(await hotline.BalanceAsync(), Is.EqualTo(new Balance(40, 30, 10, 0, 0, 0)));
    }

    [Test]
    public async Task Does_not_hold_when_the_row_of_a_case_was_not_written()
    {
        await using var hotline = await TestHotline.StartAsync();
        var number = (await hotline.RegisterAsync()).Number;
        hotline.Sql($"DELETE FROM Cases WHERE Number = '{number}'");
        var audit = await hotline.AuditBalanceAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(audit.Recounted.Holds, Is.False);
            Assert.That(audit.IsClean, Is.False);
        }

        await hotline.RebuildRowsAsync(mend: true);
        await hotline.MendBalanceAsync();
        Assert.That(await hotline.BalanceAsync(), Is.EqualTo(new Balance(1, 1, 0, 0, 0, 0)));
    }

    [Test]
    public async Task Is_counted_anew_when_its_counters_are_wrong()
    {
        await using var hotline = await TestHotline.StartAsync();
        await hotline.WalkToAsync(CaseStatus.Closed);
        await hotline.RegisterAsync();
        var right = await hotline.BalanceAsync();
        hotline.Sql("UPDATE Balances SET Cases = Cases + 3 WHERE Shard < 2; DELETE FROM Balances WHERE Shard = 5");
        Assert.That((await hotline.AuditBalanceAsync()).IsClean, Is.False);
        await hotline.MendBalanceAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await hotline.BalanceAsync(), Is.EqualTo(right));
            Assert.That((await hotline.AuditBalanceAsync()).IsClean);
        }
    }

    [Test]
    public async Task Does_not_count_a_case_twice_whose_rows_are_mended()
    {
        await using var hotline = await TestHotline.StartAsync();
        var number = (await hotline.WalkToAsync(CaseStatus.Closed)).Number;
        hotline.Sql($"UPDATE Cases SET Urgency = 'Urgent' WHERE Number = '{number}'");
        Assert.That(await hotline.RebuildRowsAsync(mend: true), Is.EqualTo(new[] { number }));
        Assert.That(await hotline.BalanceAsync(), Is.EqualTo(new Balance(1, 0, 1, 0, 0, 0)));
    }

    [Test]
    public void Has_a_place_for_every_state_in_which_a_case_ends()
    {
        Assert.That(Standings.StandingOf(null), Is.EqualTo(Standing.Open));
        foreach (var ((from, step), to) in CaseLifecycle.Cases.Where(entry => entry.Value is not [CaseStatus.Archived]))
        {
            foreach (var ending in to.Intersect([CaseStatus.Closed, CaseStatus.Guided, CaseStatus.Merged, CaseStatus.Voided]))
            {
                Assert.That(Standings.StandingOf(ending).ToString(), Is.EqualTo(ending.ToString()), $"{from} {step}");
            }
        }
    }
}
