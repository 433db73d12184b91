using System.Text;
using Hotline.Contracts.Cases;

namespace Hotline.Zone;

/// <summary>告知用语 and 常用语模板 as somebody sends them; a list that is left out stays as it is.</summary>
internal static class PhrasesFile
{
    /// <summary>How two versions of the phrases are compared.</summary>
    public static readonly IReadOnlyList<CsvColumn<ZonePhrase>> PhraseColumns =
    [
        new("reason", "告知原因", phrase => phrase.Reason.ToString()),
        new("text", "用语", phrase => phrase.Text),
        new("textEn", "英文用语", phrase => phrase.TextEn),
        new("channel", "途径", phrase => phrase.Channel),
        new("channelEn", "英文途径", phrase => phrase.ChannelEn),
        new("phone", "电话", phrase => phrase.Phone ?? ""),
    ];

    /// <summary>How two versions of the templates are compared.</summary>
    public static readonly IReadOnlyList<CsvColumn<ZoneTemplate>> TemplateColumns =
    [
        new("code", "编码", template => template.Code),
        new("kind", "用途", template => template.Kind.ToString()),
        new("name", "名称", template => template.Name),
        new("nameEn", "英文名称", template => template.NameEn),
        new("text", "正文", template => template.Text),
        new("textEn", "英文正文", template => template.TextEn ?? ""),
        new("category", "类别", template => template.Category ?? ""),
    ];

    /// <summary>The next version of the document.</summary>
    /// <param name="json">What was sent.</param>
    /// <param name="before">The newest version.</param>
    /// <param name="categories">The codes that cases may be given.</param>
    /// <param name="errors">Gets everything that is wrong.</param>
    public static ZoneDocuments.Phrases Read(ReadOnlyMemory<byte> json, ZoneDocuments.Phrases before, IReadOnlySet<string> categories, List<ImportError> errors)
    {
        ZoneDocuments.PhraseLists sent;
        try
        {
            sent = ZoneDocuments.Read<ZoneDocuments.PhraseLists>(ZoneKind.Phrases, Encoding.UTF8.GetString(json.Span).TrimStart('\uFEFF'));
        }
        catch (InvalidDataException unreadable)
        {
            errors.Add(new ImportError(null, null, ZoneTexts.Format("PhrasesUnreadable", unreadable.Message)));
            return before;
        }

        errors.AddRange(PhraseProblems(sent.Phrases ?? []));
        errors.AddRange(ZoneTemplate.Problems(sent.Templates ?? [], categories).Select(problem => new ImportError(null, problem.Field, problem.Message)));
        return before with { Items = sent.Phrases ?? before.Items, Templates = sent.Templates ?? before.Templates };
    }

    public static IReadOnlyList<ZoneChange> Between(ZoneDocuments.Phrases before, ZoneDocuments.Phrases after) =>
    [
        .. ZoneChange.Between(before.Items, after.Items, PhraseColumns, orderMatters: false),
        .. ZoneChange.Between(ZoneDocuments.TemplatesOf(before), ZoneDocuments.TemplatesOf(after), TemplateColumns, orderMatters: true),
    ];

    private static IEnumerable<ImportError> PhraseProblems(IReadOnlyList<ZonePhrase> phrases)
    {
        for (var index = 0; index < phrases.Count; index++)
        {
            var (phrase, field) = (phrases[index], FormattableString.Invariant($"phrases[{index}]"));
            if (!Enum.IsDefined(phrase.Reason) || phrases.Take(index).Any(other => other.Reason == phrase.Reason))
            {
                yield return new ImportError(null, $"{field}.reason", ZoneTexts.Format("PhraseReason", string.Join(", ", Enum.GetNames<GuideReason>())));
            }

            foreach (var (member, text) in new[] { ("text", phrase.Text), ("textEn", phrase.TextEn), ("channel", phrase.Channel), ("channelEn", phrase.ChannelEn) })
            {
                if (string.IsNullOrWhiteSpace(text) || text.Length > ZoneTemplate.MostCharacters)
                {
                    yield return new ImportError(null, $"{field}.{member}", ZoneTexts.Format("TemplateLength", ZoneTemplate.MostCharacters));
                }
            }
        }
    }
}
