using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Storage;
using Hotline.Tests.Support;

namespace Hotline.Tests.Cases;

/// <summary>并单 and 关联, there and back, and what becomes of a case that is handled as part of another.</summary>
public sealed class JoiningCases
{
    private static readonly RegisterCase.Command Neighbour = TestHotline.Registration with { Requester = new Requester { Name = "李四", Phone = "13900001234" } };

    private TestHotline _hotline = null!;
    private string _main = null!;

    [SetUp]
    public async Task Register()
    {
        _hotline = await TestHotline.StartAsync();
        _main = (await _hotline.RegisterAsync()).Number;
    }

    [TearDown]
    public async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task The_same_callers_second_case_is_merged_and_can_stand_on_its_own_again()
    {
        var second = await SecondAsync();
        var merged = await _hotline.TakeAsync(second, new MergeCase.Command { Into = Typed(_main), Reason = "同一楼顶加建" });
        var main = await _hotline.ReadAsync(_main);
        Assert.That((merged.Status, merged.MergedInto, merged.Standing), Is.EqualTo((CaseStatus.Merged, _main, Standing.Merged)));
        Assert.That((main.Joined.Single().Number, main.Joined.Single().Bond), Is.EqualTo((second, Bond.Merged)));
        Assert.That((await _hotline.TextAsync(second, merged.Version)).Reason, Is.EqualTo("同一楼顶加建"));

        var parted = await _hotline.TakeAsync(second, new UnmergeCase.Command { Reason = "并非同一处" });
        Assert.That((parted.Status, parted.MergedInto, parted.Standing), Is.EqualTo((CaseStatus.AwaitingDispatch, (string?)null, Standing.Open)));
        Assert.That((await _hotline.ReadAsync(_main)).Joined, Is.Empty);
        Assert.That(await _hotline.RefusalAsync(() => _hotline.TakeAsync(second, new UnmergeCase.Command { Reason = "x" })), Is.EqualTo("case.step_not_allowed"));
        Assert.That((await _hotline.CheckRowsAsync(mend: false)).Different, Is.Empty);
        Assert.That((await _hotline.BalanceAsync()).Open, Is.EqualTo(2));
    }

    [Test]
    public async Task What_must_not_be_joined_is_not_and_neither_case_is_touched()
    {
        var other = (await _hotline.RegisterAsync(Neighbour)).Number;
        var second = await SecondAsync();
        Assert.That(await MergeRefusalAsync(other, _main), Is.EqualTo("merge.other_requester"));
        Assert.That(await MergeRefusalAsync(_main, _main), Is.EqualTo("merge.itself"));
        await LinkAsync(other, _main);
        Assert.That(await MergeRefusalAsync(second, other), Is.EqualTo("merge.main_follows"));
        Assert.That(await MergeRefusalAsync(_main, second), Is.EqualTo("merge.has_followers"));
        Assert.That(await _hotline.RefusalAsync(() => LinkAsync(other, second)), Is.EqualTo("link.linked_already"));
        await _hotline.TakeAsync(second, new VoidCase.Command { Reason = VoidReason.Test });
        var third = await SecondAsync();
        Assert.That(await MergeRefusalAsync(third, second), Is.EqualTo("merge.main_ended"));
        await _hotline.RouteAsync(third);
        Assert.That(await _hotline.RefusalAsync(() => _hotline.TakeAsync(third, new UnlinkCase.Command { Reason = "x" })), Is.EqualTo("link.not_linked"));
        Assert.That(
            () => _hotline.TakeAsync(third, new MergeCase.Command { Into = CaseNumber.Make(new DateOnly(2025, 9, 26), 999), Reason = "x" }),
            Throws.TypeOf<CaseNotFoundException>());
    }

    [Test]
    public async Task A_linked_case_is_called_back_on_its_own_once_its_main_case_has_passed_review()
    {
        var linked = (await _hotline.RegisterAsync(Neighbour)).Number;
        var following = await LinkAsync(linked, _main);
        Assert.That((following.Status, following.Follows, following.Lead), Is.EqualTo((CaseStatus.InProgress, _main, (Assignment?)null)));

        await HandleAsync(_main);
        var (main, own) = (await _hotline.ReadAsync(_main), await _hotline.ReadAsync(linked));
        Assert.That((main.Status, own.Status, own.Follows), Is.EqualTo((CaseStatus.AwaitingCallback, CaseStatus.AwaitingCallback, (string?)null)));
        Assert.That((own.HandledBy!.By, own.Responsible), Is.EqualTo((_main, main.Lead!.Unit)));

        await _hotline.CallBackAsync(linked, Resolution.Solved, Satisfaction.Satisfied);
        Assert.That((await _hotline.ReadAsync(linked)).IsClosed, Is.True);
        Assert.That((await _hotline.ReadAsync(_main)).Status, Is.EqualTo(CaseStatus.AwaitingCallback), "each call-back is its own");
    }

    [Test]
    public async Task A_linked_case_stands_on_its_own_when_its_main_case_ends_in_another_way([Values("withdrawn", "void", "guided")] string ending)
    {
        var linked = (await _hotline.RegisterAsync(Neighbour)).Number;
        await LinkAsync(linked, _main);
        await (ending switch
        {
            "withdrawn" => _hotline.DecideAsync(_main, Withdrawing.Decide),
            "void" => _hotline.TakeAsync(_main, new VoidCase.Command { Reason = VoidReason.WrongEntry }),
            _ => _hotline.TakeAsync(_main, new GuideCase.Command { Reason = GuideReason.Litigation }),
        });
        var own = await _hotline.ReadAsync(linked);
        Assert.That((own.Status, own.Follows, own.Standing), Is.EqualTo((CaseStatus.AwaitingDispatch, (string?)null, Standing.Open)));
        Assert.That((await _hotline.CheckRowsAsync(mend: false)).Different, Is.Empty);
    }

    [Test]
    public async Task Unlinked_a_case_waits_for_a_dispatcher_and_no_longer_follows()
    {
        var linked = (await _hotline.RegisterAsync(Neighbour)).Number;
        await LinkAsync(linked, _main);
        var own = await _hotline.TakeAsync(linked, new UnlinkCase.Command { Reason = "另一处噪声" });
        Assert.That((own.Status, own.Follows), Is.EqualTo((CaseStatus.AwaitingDispatch, (string?)null)));
        await HandleAsync(_main);
        Assert.That((await _hotline.ReadAsync(linked)).Status, Is.EqualTo(CaseStatus.AwaitingDispatch));
    }

    [Test]
    public async Task A_merge_seen_too_late_is_stale_and_touches_neither_case()
    {
        var second = await SecondAsync();
        await _hotline.TakeAsync(second, new ReclassifyCase.Command { Urgency = Urgency.Complex });
        var before = _hotline.Dump();
        Assert.That(
            () => _hotline.TakeAsync(second, new MergeCase.Command { Into = _main, Reason = "同一件事" }, seen: 1), Throws.TypeOf<StaleCaseException>());
        Assert.That(_hotline.Dump(), Is.EqualTo(before));
    }

    private async Task<string> SecondAsync() => (await _hotline.RegisterAsync()).Number;

    private Task<Case> LinkAsync(string child, string main) => _hotline.TakeAsync(child, new LinkCase.Command { Into = main, Reason = "同一楼顶" });

    private Task<string> MergeRefusalAsync(string child, string main) =>
        _hotline.RefusalAsync(() => _hotline.TakeAsync(child, new MergeCase.Command { Into = main, Reason = "同一件事" }));

    private async Task HandleAsync(string number)
    {
        var @case = await _hotline.RouteAsync(number);
        foreach (var assignment in @case.Assignments)
        {
            await _hotline.SignAsync(number, assignment.Number);
        }

        foreach (var assignment in @case.Assignments.Reverse())
        {
            await _hotline.ReplyAsync(number, assignment.Number);
        }

        await _hotline.ReviewAsync(number);
    }

    // As it is read out: in breaths, and in full-width digits.
    private static string Typed(string number) => string.Concat(number.Replace("-", " ", StringComparison.Ordinal)
        .Select(character => character is >= '0' and <= '9' ? (char)(character - '0' + '０') : character));
}
