extern alias HotlineApi;

using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;

namespace Hotline.Tests.Api;

/// <summary>Every code that a refusal may carry says what it means in both languages.</summary>
public sealed class Refusals
{
    private static readonly string[] Codes =
    [
        "request.invalid", "request.empty", "request.malformed", "request.malformed.detail",
        "field.unknown", "field.twice", "field.text", "field.boolean", "field.integer", "field.instant", "field.date", "field.list", "field.object",
        "request.too_large", "request.media_type",
        "idempotency.key_missing", "idempotency.key_malformed", "idempotency.key_reused",
        "idempotency.key_missing.detail", "idempotency.key_malformed.detail", "precondition.missing.detail", "precondition.malformed.detail",
        "case.number_wrong.detail", "period.unknown.detail",
        "queue.name.detail", "queue.light.detail", "queue.take.detail", "queue.claimed.detail", "picture.media_type", "picture.not_what_it_says", "praise.not_found", "actor.role_missing", "actor.other_unit", "actor.own_work", "inbox.invalid", "inbox.not_found", "inbox.recipient.detail", "queue.unit.detail", "queue.unit_unknown.detail", "queue.after.detail",
        "precondition.missing", "precondition.malformed",
        "case.not_found", "case.number_wrong", "case.stale", "case.step_not_allowed",
        "assignment.not_found", "assignment.step_not_allowed", "assignment.not_signed",
        "answer.needs_a_unit",
        "dispatch.unit_unknown", "dispatch.unit_inactive", "dispatch.unit_twice",
        "deadline.beyond_calendar", "deadline.in_the_past", "deadline.beyond_limit", "deadline.out_of_range",
        "reply.only_the_lead_excuses", "reply.supporters_open",
        "callback.nothing_to_rework", "callback.rework_limit",
        "appeal.metric", "appeal.once", "book.lead_only", "book.never", "book.overdue", "book.target", "callback.awaits_judgement",
        "callback.not_reached", "callback.try_again", "claim.held_by_other", "extension.lead_only", "extension.limit",
        "extension.none", "extension.too_late", "extension.too_long", "judge.needs_supervisor", "judge.nothing_proposed",
        "reopen.needs_supervisor", "reopen.no_unit", "reopen.once", "reopen.window_closed", "request.approved_before",
        "request.case_open", "request.excluded_already", "request.needs_higher_role", "request.not_found", "request.other_unit",
        "request.own", "request.pending", "request.reason", "request.settled", "request.suggest_a_unit", "request.suggest_another",
        "return.designated", "return.replied_before", "return.window_closed", "review.rated_before", "review.return_limit",
        "review.waive_reason", "supervision.needs_supervisor", "supervision.no_unit", "supervision.not_asked",
        "supervision.not_found", "supervision.not_issued", "supervision.not_reported", "supervision.open", "supervision.other_unit",
        "supervision.settled", "unreasonable.window_closed", "withdraw.rated_before",
        "case.follows", "answer.rated_before", "ask.once", "guide.rated_before", "guide.not_asked",
        "guide.hand_over_first", "guide.ask_again", "guide.too_early", "hand_over.time", "reclassify.nothing_changes", "case.was_with_a_unit", "reclassify.overdue", "reclassify.needs_supervisor", "support.on_book", "supervision.too_far", "reclassify.category_of_other_kind",
        "void.needs_shift_leader", "void.rated_before", "merge.itself", "merge.main_ended", "merge.main_follows", "merge.has_followers",
        "merge.other_requester", "merge.rated_before", "link.linked_already", "link.not_linked", "link.handled_already", "consult.too_few",
        "conclude.needs_higher_role", "dispatch.needs_higher_role", "dispatch.not_as_concluded", "dispatch.needs_designation", "dispatch.returned_by_unit", "dispatch.same_lead",
        "recall.replied", "reply.contact_not_logged", "support.no_lead", "delegate.beyond_due", "draft.not_found", "draft.stale", "draft.discarded",
        "draft.needs_shift_leader", "draft.id_wrong", "caller.needs_agent", "list.invalid", "list.take.detail", "list.after.detail", "list.stale.detail",
        "zone.media_type", "zone.media_type.detail", "zone.unchanged", "zone.changed_meanwhile", "zone.version_not_found",
        "scorecard.needs_assessor", "scorecard.not_over", "scorecard.frozen_already", "scorecard.does_not_close",
        "period.unknown", "queue.invalid", "poison.invalid", "poison.state.detail", "poison.not_found", "poison.failed_again", "poison.failed_again.detail",
        "attachment.form", "attachment.form.detail", "attachment.empty", "attachment.too_large", "attachment.type", "attachment.too_many",
        "attachment.case_full", "attachment.archived", "attachment.no_assignment", "attachment.not_found", "attachment.not_yours",
        "attachment.accepted", "attachment.too_late",
        "reveal.confidential", "reveal.not_open", "reveal.beyond_contact", "reveal.anonymous", "reveal.nothing",
        "access.sign_in_needed", "access.denied", "access.password_change_needed", "access.cross_site", "sign_in.wrong", "sign_in.locked", "sign_in.locked.detail",
        "account.not_found", "account.exists", "account.stale", "account.last_administrator", "account.role.detail", "token.not_found",
        "mark.exists", "mark.needs_shift_leader", "mark.removed", "mark.not_found", "dispatch.no_proposal", "lookup.invalid", "lookup.q.detail", "unit.unknown",
        "access.other_unit", "drill.figure.detail", "drill.whole.detail",
        "poison.resolved", "theme.not_found", "theme.stale", "theme.closed", "theme.running", "theme.not_running", "theme.problems",
        "theme.no_tasks", "theme.task_unknown", "theme.problem_unknown", "theme.units_report", "theme.other_unit", "theme.other_task",
        "theme.in_use", "theme.too_many_cases", "meeting.not_found", "meeting.stale", "meeting.too_many_decisions", "decision.not_found",
        "decision.other_unit", "decision.reported", "decision.done", "decision.needs_supervisor", "decision.not_reported",
        "drill.indicator.detail", "drill.side.detail",
        "scorecard.not_frozen", "scorecard.not_frozen.detail",
        "http.404", "http.405", "storage.unavailable", "server.error",
    ];

    private static readonly ResourceManager Titles = new("Hotline.Api.Http.Problems", typeof(HotlineApi::Program).Assembly);

    [TestCaseSource(nameof(Codes))]
    public void Has_a_title_in_both_languages(string code)
    {
        var (chinese, english) = (In("zh-CN", code), In("en", code));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(chinese, Does.Match(new Regex(@"\p{IsCJKUnifiedIdeographs}")));
            Assert.That(english, Does.Match(new Regex(@"\A\p{IsBasicLatin}+\z")));
        }
    }

    [Test]
    public void Are_listed_completely()
    {
        // A code is in the resources because the program gives it; what is listed here and there must be the same.
        var titled = Titles.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: false)!
            .Cast<System.Collections.DictionaryEntry>().Select(entry => (string)entry.Key);
        Assert.That(titled, Is.EquivalentTo(Codes));
    }

    [Test]
    public void Say_more_in_Chinese_only_of_codes_that_there_are()
    {
        var detailed = new ResourceManager("Hotline.Api.Http.RefusalDetails", typeof(HotlineApi::Program).Assembly)
            .GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: false)!
            .Cast<System.Collections.DictionaryEntry>().Select(entry => (string)entry.Key).Where(key => !key.StartsWith("limit.", StringComparison.Ordinal));
        Assert.That(detailed, Is.SubsetOf(Codes));
    }

    private static string? In(string language, string code) => Titles.GetString(code, CultureInfo.GetCultureInfo(language));
}
