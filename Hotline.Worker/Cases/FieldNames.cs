using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.Json;

namespace Hotline.Cases;

/// <summary>What people call the fields that they fill in, Chinese first and English by culture (FieldNames.resx).</summary>
public static class FieldNames
{
    private static readonly ResourceManager Texts = new("Hotline.Cases.FieldNames", typeof(FieldNames).Assembly);

    /// <summary>A field may be called otherwise in one use case than in the others: <c>ReopenCase.Lead</c> goes before <c>Lead</c>.</summary>
    /// <returns>As the request spells it where nobody has named it; <c>null</c> of nothing.</returns>
    public static string? Of(MemberInfo? member) => member is null
        ? null
        : Find($"{(member.DeclaringType?.DeclaringType ?? member.DeclaringType)?.Name}.{member.Name}")
            ?? Find(member.Name)
            ?? JsonNamingPolicy.CamelCase.ConvertName(member.Name);

    internal static string? Find(string name) => Texts.GetString(name, CultureInfo.CurrentUICulture);
}
