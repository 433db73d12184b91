using System.Text.RegularExpressions;

namespace Hotline.Zone;

/// <summary>What a template is for.</summary>
public enum TemplateKind
{
    /// <summary>答复内容: what the requester is told.</summary>
    PublicReply,
    /// <summary>办理情况: for the hotline and the units only.</summary>
    InternalNote,
    /// <summary>直接答复: said on the line.</summary>
    Answer,
    /// <summary>话术: first contact and call-back.</summary>
    CallbackScript,
    /// <summary>引导: on the line, beside the standard phrase of each reason.</summary>
    Guidance,
}

/// <summary>常用语模板: a text to begin with, never one to send as it is.</summary>
/// <param name="Code">Stable, e.g. <c>reply.rectified</c>.</param>
/// <param name="Text">With places for <see cref="Places"/> in braces; whatever else is to be filled in is named in 【】.</param>
/// <param name="TextEn"><c>null</c> where nobody needs it in English.</param>
/// <param name="Category">Only for cases of this category; <c>null</c>: for all.</param>
public sealed partial record ZoneTemplate(
    string Code, TemplateKind Kind, string Name, string NameEn, string Text, string? TextEn = null, string? Category = null)
{
    public const int MostCharacters = 2000;
    public const int MostCodeCharacters = 64;
    public const int MostNameCharacters = 100;

    /// <summary>What the program fills in: the case's number and title, the unit's name, today.</summary>
    public static IReadOnlyList<string> Places { get; } = ["number", "title", "unit", "date"];

    /// <summary>The Chinese text with what is known filled in; a place whose value is not known stays, to be seen and filled in by hand.</summary>
    public string Fill(string? number = null, string? title = null, string? unit = null, string? date = null) =>
        Place().Replace(Text, place => place.Groups["name"].Value switch
        {
            "number" => number,
            "title" => title,
            "unit" => unit,
            "date" => date,
            _ => null,
        } ?? place.Value);

    /// <summary>What is wrong with a list of them, in the words of an import's answer; empty when it can be used.</summary>
    /// <param name="templates">The list.</param>
    /// <param name="categories">The codes that cases may be given.</param>
    public static IEnumerable<(string Field, string Message)> Problems(IReadOnlyList<ZoneTemplate> templates, IReadOnlySet<string> categories)
    {
        for (var index = 0; index < templates.Count; index++)
        {
            var template = templates[index];
            var field = FormattableString.Invariant($"templates[{index}]");
            if (!CodeShape().IsMatch(template.Code ?? "") || template.Code!.Length > MostCodeCharacters)
            {
                yield return ($"{field}.code", ZoneTexts.Format("TemplateCode", template.Code));
            }
            else if (templates.Take(index).Any(other => other.Code == template.Code))
            {
                yield return ($"{field}.code", ZoneTexts.Format("TemplateTwice", template.Code));
            }

            if (!Enum.IsDefined(template.Kind))
            {
                yield return ($"{field}.kind", ZoneTexts.Format("TemplateKind", string.Join(", ", Enum.GetNames<TemplateKind>())));
            }

            foreach (var (member, text, most) in new[]
            {
                ("name", template.Name, MostNameCharacters), ("nameEn", template.NameEn, MostNameCharacters),
                ("text", template.Text, MostCharacters), ("textEn", template.TextEn ?? "-", MostCharacters),
            })
            {
                if (string.IsNullOrWhiteSpace(text) || text.Length > most)
                {
                    yield return ($"{field}.{member}", ZoneTexts.Format("TemplateLength", most));
                }

                foreach (Match place in Place().Matches(text ?? ""))
                {
                    if (!Places.Contains(place.Groups["name"].Value))
                    {
                        yield return ($"{field}.{member}", ZoneTexts.Format("TemplatePlace", place.Value, string.Join(' ', Places.Select(known => $"{{{known}}}"))));
                    }
                }
            }

            if (template.Category is { } category && !categories.Contains(category))
            {
                yield return ($"{field}.category", ZoneTexts.Format("TemplateCategory", category));
            }
        }
    }

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Place();

    [GeneratedRegex(@"\A[a-z0-9]+([.-][a-z0-9]+)*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex CodeShape();
}
