using System.Text.RegularExpressions;

namespace Hotline.Domain.Cases;

/// <summary>What a reply to a requester should not look like. A warning to whoever writes it, never a refusal: the reviewer judges.</summary>
public enum ReplyWarning
{
    /// <summary>过短: says too little to be an answer.</summary>
    TooShort,
    /// <summary>空话: says only that it was passed on, or will be looked into.</summary>
    EmptyPhrase,
    /// <summary>模板未填: a place of a template is left open.</summary>
    PlaceLeftOpen,
    /// <summary>含手机号</summary>
    MobileNumber,
    /// <summary>含身份证号</summary>
    IdentityNumber,
}

/// <summary>答复质量: looks at the text of a public reply before it is sent.</summary>
public static partial class ReplyQuality
{
    /// <summary>Fewer characters than this, blanks and punctuation not counted, are too short.</summary>
    public const int FewestCharacters = 20;

    /// <returns>Each once, in the order of the enum; empty when nothing strikes the eye.</returns>
    public static IReadOnlyList<ReplyWarning> Check(string text)
    {
        var said = text.Normalize(System.Text.NormalizationForm.FormKC);
        var warnings = new List<ReplyWarning>();
        if (LengthOf(said) < FewestCharacters)
        {
            warnings.Add(ReplyWarning.TooShort);
        }

        // What is left when the phrases that say nothing are taken away is what the requester learns.
        if (EmptyPhrases().IsMatch(said) && LengthOf(EmptyPhrases().Replace(said, "")) < FewestCharacters)
        {
            warnings.Add(ReplyWarning.EmptyPhrase);
        }

        if (OpenPlaces().IsMatch(said))
        {
            warnings.Add(ReplyWarning.PlaceLeftOpen);
        }

        // An identity number holds what looks like a mobile one, and is the graver of the two.
        var identities = IdentityNumbers().Matches(said).Where(match => IsIdentity(match.Value)).ToList();
        if (MobileNumbers().Matches(said).Any(mobile => !identities.Any(identity => mobile.Index >= identity.Index && mobile.Index < identity.Index + identity.Length)))
        {
            warnings.Add(ReplyWarning.MobileNumber);
        }

        if (identities.Count > 0)
        {
            warnings.Add(ReplyWarning.IdentityNumber);
        }

        return warnings;
    }

    /// <summary>What a template left to be filled in and nobody did: 【日期】, {unit}. The year of a document, 【2025】, is no such place.</summary>
    /// <returns>Each once, in the order of the text.</returns>
    public static IReadOnlyList<string> Unfilled(string text) => [.. TemplatePlaces().Matches(text).Select(place => place.Value).Distinct()];

    private static int LengthOf(string text) => text.Count(char.IsLetterOrDigit);

    // GB 11643—1999: the last character checks the seventeen before it (ISO 7064, MOD 11-2).
    private static bool IsIdentity(string text)
    {
        var sum = 0;
        for (var index = 0; index < 17; index++)
        {
            sum += (text[index] - '0') * ((1 << (17 - index)) % 11);
        }

        return "10X98765432"[sum % 11] == char.ToUpperInvariant(text[17]);
    }

    [GeneratedRegex("""
        (您好|尊敬的(市民|来电人|诉求人)|诉求人)[,,。!:]?
        |(您|你)?(反映|咨询|投诉|提出)的(问题|事项|情况|诉求)(已)?(收悉|收到|知悉)
        |已?(经)?(将(该|此|您的)?(问题|事项|诉求|情况))?(及时)?(转|移交|转交|转办|转至|反馈|上报)(至|给|到)?(相关|有关|属地|责任)?(部门|单位|科室|领导)(进行)?(处理|办理|核实|跟进|研究)?
        |(我们|我单位|我局|工作人员)?(将|会|正在)?(高度重视|认真(对待|研究|核实)|积极(协调|处理|推进)|尽快(处理|办理|核实|解决|答复)|进一步(核实|研究|处理)|持续(跟进|关注)|加强(监管|管理|巡查)|妥善处理)
        |感谢(您|你)?(对(我们|我局|我单位)?工作)?(的)?(理解|支持|监督|来电|关注|配合)(与|和|、)?(理解|支持|监督|配合)?
        |请(您)?(耐心等待|谅解|理解)
        |(问题|事项|情况)?(正在|已)(处理|办理|核实)(中|完毕|完成)?
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex EmptyPhrases();

    [GeneratedRegex(@"\{[^{}\n]*\}|【[^【】\n]*】|_{3,}|×{2,}|[xX]{3,}", RegexOptions.ExplicitCapture)]
    private static partial Regex OpenPlaces();

    [GeneratedRegex(@"\{(number|title|unit|date)\}|【(?![0-9０-９]+】)[^【】\n]*】", RegexOptions.ExplicitCapture)]
    private static partial Regex TemplatePlaces();

    [GeneratedRegex(@"(?<![0-9])(\+?86[ -]?)?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])", RegexOptions.ExplicitCapture)]
    private static partial Regex MobileNumbers();

    [GeneratedRegex("(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])")]
    private static partial Regex IdentityNumbers();
}
