using System.Globalization;
using Hotline.Api.Ui.Shared;
using Hotline.Cases;
using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using static Hotline.Api.Ui.Cases.CaseTexts;

namespace Hotline.Api.Ui.Cases;

/// <summary>What each kind of event says, in words. Its name alone would not tell to whom, why, until when.</summary>
/// <param name="view">The case, for what an event names by number.</param>
internal sealed class EventWords(CaseHistory.View view, ZoneNames names, When when)
{
    public TimelineLine LineOf(CaseHistory.Entry entry) => new(
        entry.Version,
        entry.Type,
        entry.At,
        entry.ActorName ?? entry.Actor,
        entry.Unit is { } unit ? names.Unit(unit) : null,
        [.. FactsOf(entry.Data).OfType<string>().Where(fact => fact.Length > 0)],
        [.. SaidWith(entry)],
        Case.IsNotice(entry.Data));

    private IEnumerable<string?> FactsOf(HotlineEvent happened) => happened switch
    {
        CaseRegistered taken =>
        [
            Words.Of(taken.Channel), .. KindOf(taken.Type, taken.Category, taken.Area, taken.Urgency),
            If(taken.Confidential, "Confidential"), If(taken.Anonymous, "Anonymous"), If(!taken.ReplyWanted, "NoReplyWanted"),
            taken.SameCall is { Count: > 0 } others ? Labelled("SameCall", List(others)) : null,
        ],
        CaseReclassified changed => KindOf(changed.Type, changed.Category, changed.Area, changed.Urgency),
        CaseAnswered answered => [Labelled("Article", answered.Article), Word(answered.Resolution), Word(answered.Satisfaction)],
        InformationAsked asked => [Labelled("Missing", List(asked.Missing.Select(Words.Of)))],
        EmergencyHandedOver handed => [Words.Of(handed.Service), when.Minute(handed.HandedOverAt)],
        CaseGuided guided => [Words.Of(guided.Reason)],
        CaseVoided voided => [Words.Of(voided.Reason)],
        CaseMerged merged => [merged.Into],
        CaseUnmerged unmerged => [unmerged.From],
        CaseLinked linked => [linked.To],
        CaseUnlinked unlinked => [unlinked.From],
        CaseHandledElsewhere handled => [handled.By, .. Leading(handled.Lead, handled.Supporters)],
        CaseJoined joined => [joined.Other, Words.Of(joined.Bond)],
        CaseParted parted => [parted.Other],
        CaseDispatched dispatched =>
        [
            .. UnitsOf(dispatched.Units), If(dispatched.Automatic, "ByCatalogue"), If(dispatched.Designated, "Designated"),
            Labelled("Rule", dispatched.Rule), Labelled("DueOn", Day(dispatched.DueOn)),
        ],
        CaseLeftToDispatcher left => [Words.Of(left.Reason), Labelled("Rule", left.Rule)],
        ConsultationOpened opened => [List(opened.Units.Select(names.Unit)), If(opened.Automatic, "Automatic")],
        ConsultationConcluded concluded => [.. Leading(concluded.Lead, concluded.Supporters), If(concluded.Designated, "Designated")],
        SupportAdded added => UnitsOf([added.Supporter]),
        AssignmentSigned signed => [UnitOf(signed.Assignment, signed.Unit), If(signed.Automatic, "SignedByTimer")],
        RequesterContacted contacted => [Words.Of(contacted.Means), Get(contacted.Reached ? "Reached" : "NotReached")],
        HandlingNoted noted => [Get(noted.Public ? "Public" : "Internal")],
        AssignmentDelegated delegated => [Labelled("DueOn", Day(delegated.DueOn))],
        AssignmentReplied replied =>
        [
            Words.Of(replied.Resolution), Get(replied.Substantiated ? "Substantiated" : "Unsubstantiated"),
            Get(replied.Contacted ? "HasContacted" : "HasNotContacted"), If(replied.WithoutSupport, "WithoutSupport"), If(replied.BeyondDuty, "BeyondDuty"),
        ],
        ReviewReturned returned => [List(returned.Defects.Select(Words.Of)), List(returned.Assignments.Select(number => UnitOf(number, null)))],
        CallbackWaived waived => [Words.Of(waived.Reason)],
        CallbackAttempted { Reached: false } attempted => [Get("NotReached"), Labelled("Recording", attempted.Recording)],
        CallbackAttempted attempted =>
        [
            Labelled("AskedContacted", YesNo(attempted.Contacted)), Labelled("AskedResolution", Words.Of(attempted.Resolution)),
            Labelled("AskedSatisfaction", attempted.Satisfaction is { } answer ? Words.Of(answer) : Get("Unrated")),
            attempted.Truthful is { } truthful ? Labelled("AskedTruthful", YesNo(truthful)) : null, Labelled("Recording", attempted.Recording),
        ],
        ReworkOrdered rework => [Format("RoundN", rework.Round), .. UnitsOf(rework.Units), If(rework.Escalated, "Escalated")],
        CaseReopened reopened => [Format("RoundN", reopened.Round), .. UnitsOf(reopened.Units)],
        RatingJudged judged => [Get(judged.Justified ? "Justified" : "Unjustified")],
        CaseClosed closed => [Words.Of(closed.Result), Words.Of(closed.Survey)],
        LightTurned turned => [Words.Of(turned.Clock), turned.Assignment is { } number ? UnitOf(number, null) : null, Words.Of(turned.Light), Labelled("Due", when.Minute(turned.DueAt))],
        RequestFiled filed =>
        [
            Asked(filed.Request, filed.Kind), Words.Of(filed.Reason), Labelled("Suggested", filed.Suggested is { } unit ? names.Unit(unit) : null),
            Labelled("ExtendBy", filed.By is { } by ? Limit(by) : null), Labelled("TargetOn", Day(filed.TargetOn)), filed.Metric is { } metric ? Words.Of(metric) : null,
        ],
        RequestApproved approved => [Asked(approved.Request), Words.Of(approved.Role), Get(approved.Final ? "Final" : "NotFinal")],
        RequestRefused refused => [Asked(refused.Request)],
        RequestRetracted retracted => [Asked(retracted.Request)],
        RequestEscalated escalated => [Asked(escalated.Request)],
        CaseReactivated reactivated => [If(reactivated.Automatic, "ByTargetDate")],
        CaseExcluded excluded => [List(excluded.Metrics.Select(Words.Of)), Words.Of(excluded.Reason)],
        CaseReminded reminded => [Words.Of(reminded.Source), Format("ReminderN", reminded.Count)],
        SupervisionIssued issued => [Format("OrderN", issued.Supervision), names.Unit(issued.Supervised), Words.Of(issued.Origin), Labelled("DueOn", Day(issued.DueOn))],
        SupervisionReported reported => [Format("OrderN", reported.Supervision)],
        SupervisionReturnAsked asked => [Format("OrderN", asked.Supervision)],
        SupervisionSettled settled => [Format("OrderN", settled.Supervision), Words.Of(settled.Outcome)],
        FileAttached attached => [Format("FileN", attached.Attachment), Words.Of(attached.Kind), Size(attached.Bytes), If(attached.Internal, "Internal")],
        FileRemoved removed => [Format("FileN", removed.Attachment)],
        DeadlinesRecounted recounted => [Format("CalendarN", recounted.CalendarVersion)],
        _ => [],
    };

    private static IEnumerable<Said> SaidWith(CaseHistory.Entry entry)
    {
        var text = entry.Text ?? new CaseText();
        // What was said at the intake stands on top of the page.
        var isIntake = entry.Data is CaseRegistered;
        (string Label, string? Text, bool Public)[] said =
        [
            ("Content", isIntake ? null : text.Content, true),
            ("Place", isIntake ? null : text.Place, true),
            ("Question", text.Question, entry.Data is InformationAsked),
            ("Answer", text.Answer, true),
            ("PublicReply", text.PublicReply, true),
            ("Minutes", text.Minutes, false),
            ("Basis", text.Basis ?? (entry.Data is CaseDispatched { Basis: { Length: > 0 } basis } ? basis : null), false),
            ("To", text.To, false),
            ("Reason", text.Reason, false),
            ("InternalNote", text.InternalNote, false),
        ];
        return said.Where(line => !string.IsNullOrWhiteSpace(line.Text)).Select(line => new Said(Get("Said." + line.Label), line.Text!, line.Public));
    }

    /// <summary>A size as people read it.</summary>
    public static string Size(int bytes) => bytes < 1024 * 1024
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, bytes / 1024)} KB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576m:0.0} MB");

    public static string YesNo(bool? answer) => answer is { } said ? Get(said ? "Yes" : "No") : "—";

    private IEnumerable<string?> KindOf(CaseType type, string category, string? area, Urgency urgency) =>
        [Words.Of(type), names.Category(category), area is null ? null : names.Area(area), Words.Of(urgency)];

    private IEnumerable<string> UnitsOf(IReadOnlyList<DispatchedUnit> units) =>
        units.GroupBy(unit => unit.Role).OrderBy(role => role.Key).Select(role => Format("Labelled", Words.Of(role.Key), List(role.Select(unit => names.Unit(unit.Unit)))));

    private IEnumerable<string?> Leading(string lead, IReadOnlyList<string> supporters) =>
    [
        Format("Labelled", Words.Of(AssignmentRole.Lead), names.Unit(lead)),
        supporters.Count == 0 ? null : Format("Labelled", Words.Of(AssignmentRole.Support), List(supporters.Select(names.Unit))),
    ];

    // Whose step it was is said already, unless a timer took it.
    private string UnitOf(int assignment, string? actors) =>
        actors is null && view.Assignments.FirstOrDefault(known => known.Number == assignment) is { } known ? names.Unit(known.Unit) : "";

    private string Asked(int request, RequestKind? kind = null) =>
        Format("RequestN", request, (kind ?? view.Requests.FirstOrDefault(known => known.Number == request)?.Kind) is { } known ? Words.Of(known) : "");

    private static string? Labelled(string label, string? value) => string.IsNullOrEmpty(value) ? null : Format("Labelled", Get(label), value);

    private static string? If(bool said, string text) => said ? Get(text) : null;

    private static string? Word<TEnum>(TEnum? value)
        where TEnum : struct, Enum => value is { } known ? Words.Of(known) : null;

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string List(IEnumerable<string> items) => string.Join(Get("Between"), items.Where(item => item.Length > 0));
}
