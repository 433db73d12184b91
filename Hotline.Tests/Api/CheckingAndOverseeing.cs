using System.Net;
using Hotline.Tests.Support;

namespace Hotline.Tests.Api;

public sealed class CheckingAndOverseeing
{
    private static readonly object Content = new { reached = true, contacted = true, resolution = "Solved", satisfaction = "Satisfied" };
    private static readonly object Discontent = new { reached = true, contacted = true, resolution = "Unsolved", satisfaction = "Dissatisfied", reason = "仍在施工" };
    private static readonly Who Tax = new("tax-handler", "tax", "Handler");

    private HotlineApplication _hotline = null!;

    private HotlineClient Client => _hotline.Client;

    [SetUp]
    public void Start() => _hotline = HotlineApplication.Start();

    [TearDown]
    public async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task Sends_a_feedback_back_twice_and_then_only_by_a_supervisor()
    {
        var number = await ToReviewAsync();
        Assert.That(await Client.WrongFieldsAsync(number, "review", new { }), Is.EqualTo(new[] { "outcome" }), "nothing passes unsaid");
        Assert.That(await Client.WrongFieldsAsync(number, "review", new { outcome = "Return" }), Is.EqualTo(new[] { "defects" }));
        Assert.That(await Client.WrongFieldsAsync(number, "review", new { outcome = "Close" }), Is.EqualTo(new[] { "waiveReason" }));
        Assert.That(
            await Client.WrongFieldsAsync(number, "review", new { outcome = "Pass", defects = new[] { "NotContacted" }, waiveReason = "NoReplyWanted" }),
            Is.EquivalentTo(new[] { "defects", "waiveReason" }), "what belongs to another outcome");
        var back = new { outcome = "Return", defects = new[] { "NotContacted", "NoEvidence" }, note = "请补充" };
        for (var time = 0; time < 2; time++)
        {
            Assert.That((await Client.DoAsync(Who.Reviewer, number, "review", back)).Text("status"), Is.EqualTo("InProgress"));
            await Client.DoAsync(Tax, number, "reply", HotlineClient.AReply(1));
        }

        Assert.That(await Client.RefusalAsync(Who.Reviewer, number, "review", back), Is.EqualTo("review.return_limit"));
        await Client.DoAsync(Who.Supervisor, number, "review", back);
        Assert.That((await Client.ReadTimelineAsync(number))[^1].GetProperty("data").List("defects").Select(defect => defect.GetString()), Is.EqualTo(new[] { "NotContacted", "NoEvidence" }));
    }

    [Test]
    public async Task Closes_without_a_call_only_for_a_reason_that_is_true()
    {
        var number = await ToReviewAsync();
        Assert.That(
            await Client.RefusalAsync(Who.Reviewer, number, "review", new { outcome = "Close", waiveReason = "AnonymousWithoutNumber" }), Is.EqualTo("review.waive_reason"));

        var reachable = await ToReviewAsync(ACase.OfAnInvoice with { Anonymous = true });
        Assert.That(
            await Client.RefusalAsync(Who.Reviewer, reachable, "review", new { outcome = "Close", waiveReason = "AnonymousWithoutNumber" }),
            Is.EqualTo("review.waive_reason"), "anonymous, but with a number");

        var unreachable = await ToReviewAsync(ACase.OfAnInvoice with
        {
            Anonymous = true, ReplyWanted = false, Requester = new Hotline.Storage.Requester(),
        });
        var closed = await Client.DoAsync(Who.Reviewer, unreachable, "review", new { outcome = "Close", waiveReason = "AnonymousWithoutNumber" });
        Assert.That(closed.Text("status"), Is.EqualTo("Closed"));
    }

    [Test]
    public async Task Keeps_what_the_unit_and_the_caller_say_of_the_handling()
    {
        var number = await Client.RegisterAndDispatchAsync(ACase.OfNoise);
        foreach (var assignment in (await Client.ReadAsync(number)).List("assignments").Select(entry => entry.GetProperty("number").GetInt32()).OrderDescending())
        {
            await Client.StepAsync(number, "sign", new { assignment });
            await Client.StepAsync(
                number, "reply", new { assignment, substantiated = true, contacted = false, resolution = "Solved", publicReply = "已处理。", beyondDuty = true });
        }

        Assert.That((await Client.ReadTimelineAsync(number))[^1].GetProperty("data").GetProperty("beyondDuty").GetBoolean(), Is.True);
        await Client.StepAsync(number, "review", new { outcome = "Pass" });
        foreach (var recording in (string[])["张三 来电", "19912345678", new string('x', 65), ""])
        {
            Assert.That(await Client.WrongFieldsAsync(number, "callback", new { reached = false, recording }), Is.EqualTo(new[] { "recording" }));
        }

        Assert.That(await Client.WrongFieldsAsync(number, "callback", new { reached = false, truthful = true }), Is.EqualTo(new[] { "reached" }));
        await Client.DoAsync(
            Who.Caller, number, "callback", new { reached = true, contacted = true, resolution = "Solved", satisfaction = "Satisfied", truthful = false, recording = "REC-20250926.0017" });
        var said = (await Client.ReadTimelineAsync(number)).Single(entry => entry.Text("type") == "CallbackAttempted").GetProperty("data");
        Assert.That((said.GetProperty("truthful").GetBoolean(), said.Text("recording")), Is.EqualTo((false, "REC-20250926.0017")));
    }

    [Test]
    public async Task Lets_one_person_work_on_a_case_at_a_time()
    {
        var number = await ToReviewAsync();
        var version = (await Client.ReadAsync(number)).Version();
        await Client.DoAsync(Who.Reviewer, number, "claim", new { });
        var other = new Who("other", null, "Reviewer");
        Assert.That(await Client.RefusalAsync(other, number, "claim", new { }), Is.EqualTo("claim.held_by_other"));
        Assert.That(await Client.RefusalAsync(other, number, "review", new { outcome = "Pass" }), Is.EqualTo("claim.held_by_other"));
        Assert.That(await Client.RefusalAsync(other, number, "release", new { }), Is.EqualTo("claim.held_by_other"));
        using (var late = await Client.AskAsync(other, number, "claim", new { }, version))
        {
            Assert.That(late.StatusCode, Is.EqualTo(HttpStatusCode.PreconditionFailed), "who claims at the same moment is told to look again");
        }

        Assert.That(await QueueAsync("review?claimed=mine", Who.Reviewer), Is.EqualTo(new[] { number }));
        Assert.That(await QueueAsync("review?claimed=mine", other), Is.Empty);
        Assert.That(await QueueAsync("review?claimed=free", other), Is.Empty);
        await Client.DoAsync(Who.ShiftLeader, number, "release", new { });
        Assert.That(await QueueAsync("review?claimed=free", other), Is.EqualTo(new[] { number }));
        Assert.That(await QueueAsync("review?claimed=mine", Who.Reviewer), Is.Empty);
        foreach (var wrong in new[] { "review?claimed=yours", "unit?unit=tax&claimed=mine" })
        {
            using var response = await Client.Http.GetAsync(new Uri("/api/queues/" + wrong, UriKind.Relative));
            Assert.That((await response.RefusedAsync()).Code, Is.EqualTo("queue.invalid"), wrong);
        }
    }

    [Test]
    public async Task Gives_a_requester_up_after_three_attempts_on_two_days()
    {
        var number = await ToReviewAsync();
        await Client.DoAsync(Who.Reviewer, number, "review", new { outcome = "Pass" });
        var giveUp = new { reached = false, outcome = "Close" };
        await Client.DoAsync(Who.Caller, number, "callback", new { reached = false });
        await Client.DoAsync(Who.Caller, number, "callback", new { reached = false });
        Assert.That(await Client.RefusalAsync(Who.Caller, number, "callback", giveUp), Is.EqualTo("callback.try_again"), "three, but on one day");
        _hotline.Clock.MoveOn(TimeSpan.FromDays(1));
        Assert.That((await Client.DoAsync(Who.Caller, number, "callback", giveUp)).Text("status"), Is.EqualTo("Closed"));
    }

    [Test]
    public async Task Judges_a_bad_rating_before_anybody_does_it_again()
    {
        var number = await ToReviewAsync();
        await Client.DoAsync(Who.Reviewer, number, "review", new { outcome = "Pass" });
        Assert.That(await Client.RefusalAsync(Who.Supervisor, number, "judge", new { justified = true, reason = "属实" }), Is.EqualTo("judge.nothing_proposed"));
        await Client.DoAsync(Who.Caller, number, "callback", Discontent);
        Assert.That(await QueueAsync("judgement"), Is.EqualTo(new[] { number }));
        Assert.That(await QueueAsync("callback"), Is.Empty, "nobody is called until it is judged");
        Assert.That(await Client.RefusalAsync(Who.Caller, number, "callback", Content), Is.EqualTo("callback.awaits_judgement"));
        Assert.That(await Client.RefusalAsync(Who.Caller with { Roles = ["Supervisor"] }, number, "judge", new { justified = true, reason = "属实" }), Is.EqualTo("judge.needs_supervisor"));
        Assert.That(await Client.WrongFieldsAsync(number, "judge", new { }), Is.EquivalentTo(new[] { "justified", "reason" }));

        var again = await Client.DoAsync(Who.Supervisor, number, "judge", new { justified = true, reason = "须停工整改" });
        Assert.That((again.Text("status"), again.GetProperty("round").GetInt32()), Is.EqualTo(("InProgress", 2)));
        Assert.That(await QueueAsync("judgement"), Is.Empty);
    }

    [Test]
    public async Task Closes_what_was_rated_badly_without_reason()
    {
        var number = await ToReviewAsync();
        await Client.DoAsync(Who.Reviewer, number, "review", new { outcome = "Pass" });
        await Client.DoAsync(Who.Caller, number, "callback", Discontent);
        var closed = await Client.DoAsync(Who.Supervisor, number, "judge", new { justified = false, reason = "诉求超出政策" });
        Assert.That((closed.Text("status"), closed.GetProperty("firstRating").Text("satisfaction")), Is.EqualTo(("Closed", "Dissatisfied")));
    }

    [Test]
    public async Task Keeps_a_case_open_while_an_order_of_supervision_is()
    {
        var number = await ToReviewAsync();
        await Client.DoAsync(Who.Reviewer, number, "review", new { outcome = "Pass" });
        Assert.That(await Client.WrongFieldsAsync(number, "supervise", new { unit = "moon" }), Is.EquivalentTo(new[] { "unit", "requirement" }));
        Assert.That(await Client.RefusalAsync(Who.Supervisor, number, "supervise", new { dueOn = "2025-09-01", requirement = "限期整改" }), Is.EqualTo("deadline.in_the_past"));
        await Client.DoAsync(Who.Supervisor, number, "supervise", new { dueOn = "2025-09-18", requirement = "限期整改" });
        Assert.That(await QueueAsync("orders"), Is.EqualTo(new[] { number }));
        Assert.That(await QueueAsync("orders?unit=tax"), Is.EqualTo(new[] { number }));
        Assert.That(await QueueAsync("orders?unit=ecology"), Is.Empty);
        Assert.That((await Client.DoAsync(Who.Caller, number, "callback", Content)).Text("status"), Is.EqualTo("AwaitingCallback"), "the answers are kept, the closing waits");

        var report = new { supervision = 1, text = "已整改" };
        Assert.That(await Client.RefusalAsync(Who.Ecology, number, "supervision-report", report), Is.EqualTo("case.not_found"));
        Assert.That(await Client.RefusalAsync(Who.Supervisor, number, "supervision-settle", new { supervision = 1, outcome = "Completed" }), Is.EqualTo("supervision.not_reported"));
        await Client.DoAsync(Tax, number, "supervision-report", report);
        Assert.That(await Client.RefusalAsync(Tax, number, "supervision-report", report), Is.EqualTo("supervision.not_issued"));
        Assert.That(await Client.RefusalAsync(Tax with { Roles = ["Supervisor"] }, number, "supervision-settle", new { supervision = 1, outcome = "Completed" }), Is.EqualTo("supervision.needs_supervisor"));
        await Client.DoAsync(Who.Supervisor, number, "supervision-settle", new { supervision = 1, outcome = "SentBack", note = "再报" });
        await Client.DoAsync(Tax, number, "supervision-return", new { supervision = 1, text = "非我单位职责" });
        var settled = await Client.DoAsync(Who.Supervisor, number, "supervision-settle", new { supervision = 1, outcome = "Cancelled", note = "确非其职责" });
        Assert.That(settled.Text("status"), Is.EqualTo("Closed"), "the requester had answered");
        Assert.That(await QueueAsync("orders"), Is.Empty);
    }

    [Test]
    public async Task Turns_a_leaders_word_and_the_fourth_reminder_into_an_order()
    {
        var number = await Client.RegisterAndDispatchAsync(ACase.OfAnInvoice);
        Assert.That(await Client.WrongFieldsAsync(number, "instruct", new { }), Is.EqualTo(new[] { "text" }));
        Assert.That(await Client.WrongFieldsAsync(number, "remind", new { source = "Deadline" }), Is.EqualTo(new[] { "source" }), "that is the system's");
        await Client.DoAsync(Who.Leader, number, "instruct", new { text = "请尽快办理" });
        Assert.That((await Client.TypesAsync(number)).TakeLast(2), Is.EqualTo(new[] { "InstructionGiven", "SupervisionIssued" }));
        Assert.That((await Client.ReadTimelineAsync(number))[^2].GetProperty("text").Text("internalNote"), Is.EqualTo("请尽快办理"));

        var other = await Client.RegisterAndDispatchAsync(ACase.OfAnInvoice);
        for (var time = 0; time < 4; time++)
        {
            await Client.DoAsync(Who.Caller, other, "remind", new { source = "Requester", note = "再次来电" });
        }

        Assert.That((await Client.TypesAsync(other)).TakeLast(2), Is.EqualTo(new[] { "CaseReminded", "SupervisionIssued" }));
    }

    [Test]
    public async Task Lets_a_requester_withdraw_and_a_supervisor_reopen_once()
    {
        var number = await Client.RegisterAndDispatchAsync(ACase.OfAnInvoice);
        Assert.That(await Client.WrongFieldsAsync(number, "withdraw", new { evidence = "Hearsay" }), Is.EquivalentTo(new[] { "evidence", "statement" }));
        Assert.That(await Client.RefusalAsync(Who.Supervisor, number, "reopen", new { newFacts = "复发" }), Is.EqualTo("case.step_not_allowed"));
        var withdrawn = await Client.DoAsync(Who.Caller, number, "withdraw", new { evidence = "Recording", statement = "问题已自行解决" });
        Assert.That((withdrawn.Text("status"), withdrawn.Text("result")), Is.EqualTo(("Closed", "Withdrawn")));
        Assert.That((await Client.ReadTimelineAsync(number))[^1].GetProperty("text").Text("evidence"), Is.EqualTo("Recording"));

        Assert.That(await Client.RefusalAsync(Who.Caller, number, "reopen", new { newFacts = "复发" }), Is.EqualTo("reopen.needs_supervisor"));
        var reopened = await Client.DoAsync(Who.Supervisor, number, "reopen", new { newFacts = "复发", lead = "tax" });
        Assert.That((reopened.Text("status"), reopened.GetProperty("round").GetInt32()), Is.EqualTo(("InProgress", 2)));
        await Client.DoAsync(Who.Caller, number, "withdraw", new { evidence = "Written", statement = "书面撤诉" });
        Assert.That(await Client.RefusalAsync(Who.Supervisor, number, "reopen", new { newFacts = "又复发" }), Is.EqualTo("reopen.once"));
    }

    private async Task<string> ToReviewAsync(Hotline.Cases.RegisterCase.Command? command = null)
    {
        var number = await Client.RegisterAndDispatchAsync(command ?? ACase.OfAnInvoice);
        await Client.DoAsync(Tax, number, "sign", new { assignment = 1 });
        await Client.DoAsync(Tax, number, "reply", HotlineClient.AReply(1));
        return number;
    }

    private async Task<IReadOnlyList<string?>> QueueAsync(string query, Who? who = null) =>
        [.. (await Client.AskAsync(who ?? Who.Supervisor, "/api/queues/" + query)).List("items").Select(item => item.Text("number"))];
}
