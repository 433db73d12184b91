using Hotline.Api.Ui.Shared;
using Hotline.Contracts.Cases;
using Hotline.Zone;

namespace Hotline.Api.Ui.Intake;

/// <summary>联想输入: what the zone's comboboxes offer, by name, code or pinyin.</summary>
internal static class Finding
{
    private const int Most = 20;

    /// <param name="codes">The zone's.</param>
    /// <param name="text">As typed.</param>
    /// <param name="kind">Whose categories; <c>null</c> for all.</param>
    public static IReadOnlyList<Choice<string>> Categories(LookUpCodes codes, string text, RequesterKind? kind) =>
        [.. codes.Find(LookupList.Categories, text, kind?.ToString(), Most).Select(hit => ChoiceOf(hit.Item, $"{Either(hit.Item.Parent, hit.Item.ParentEn)} {hit.Item.Code}"))];

    /// <inheritdoc cref="Categories"/>
    public static IReadOnlyList<Choice<string>> Areas(LookUpCodes codes, string text) =>
        [.. codes.Find(LookupList.Areas, text, null, Most).Select(hit => ChoiceOf(hit.Item, hit.Field == LookupField.Alias ? hit.Text : null))];

    private static Choice<string> ChoiceOf(Lookup.Item item, string? hint) => new(item.Code, Either(item.Name, item.NameEn)!, hint);

    private static string? Either(string? chinese, string? english) => Words.AreChinese ? chinese : english;
}
