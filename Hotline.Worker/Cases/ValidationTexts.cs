using System.Globalization;
using System.Resources;

namespace Hotline.Cases;

/// <summary>What the validators say beyond FluentValidation's own sentences: Chinese first, English by culture (ValidationTexts.resx).</summary>
public static class ValidationTexts
{
    private static readonly ResourceManager Texts = new("Hotline.Cases.ValidationTexts", typeof(ValidationTexts).Assembly);

    /// <summary>{0}: the values.</summary>
    public static string OneOf => Get(nameof(OneOf));

    public static string Line => Get(nameof(Line));

    public static string Telephone => Get(nameof(Telephone));

    public static string CreditCode => Get(nameof(CreditCode));

    public static string Recording => Get(nameof(Recording));

    public static string CaseNumber => Get(nameof(CaseNumber));

    public static string Blank => Get(nameof(Blank));

    public static string UnknownCategory => Get(nameof(UnknownCategory));

    public static string CategoryOfOtherKind => Get(nameof(CategoryOfOtherKind));

    public static string UnknownArea => Get(nameof(UnknownArea));

    public static string UnknownUnit => Get(nameof(UnknownUnit));

    public static string NotReceivedYet => Get(nameof(NotReceivedYet));

    public static string ReceivedBeforeCalendar => Get(nameof(ReceivedBeforeCalendar));

    public static string NoWayToReply => Get(nameof(NoWayToReply));

    public static string UnsolvedNeedsReason => Get(nameof(UnsolvedNeedsReason));

    public static string AnswersOnlyWhenReached => Get(nameof(AnswersOnlyWhenReached));

    public static string LimitText => Get(nameof(LimitText));

    public static string InformRequesterFirst => Get(nameof(InformRequesterFirst));

    public static string InterimReplyFirst => Get(nameof(InterimReplyFirst));

    public static string OnlyWhenSentBack => Get(nameof(OnlyWhenSentBack));

    public static string OnlyWhenWaived => Get(nameof(OnlyWhenWaived));

    public static string OneOutcome => Get(nameof(OneOutcome));

    public static string OnlyWhenJoined => Get(nameof(OnlyWhenJoined));

    public static string TelephoneAssigned => Get(nameof(TelephoneAssigned));

    /// <summary>{0}: how many.</summary>
    public static string BatchTooLong => Get(nameof(BatchTooLong));

    public static string BatchTwice => Get(nameof(BatchTwice));

    public static string SupportersNeedLead => Get(nameof(SupportersNeedLead));

    public static string MarkUntil => Get(nameof(MarkUntil));

    public static string MatterCount => Get(nameof(MatterCount));

    public static string MonthText => Get(nameof(MonthText));

    public static string ProblemCount => Get(nameof(ProblemCount));

    public static string PeriodText => Get(nameof(PeriodText));

    /// <summary>{0}: the places.</summary>
    public static string Unfilled => Get(nameof(Unfilled));

    private static string Get(string name) => Texts.GetString(name, CultureInfo.CurrentUICulture)
        ?? throw new MissingManifestResourceException($"ValidationTexts.resx lacks '{name}'.");
}
