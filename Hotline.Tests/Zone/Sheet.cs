using System.Text;
using Hotline.Zone;

namespace Hotline.Tests.Zone;

/// <summary>A sheet as somebody at a spreadsheet changes it.</summary>
internal static class Sheet
{
    public const string ProfileHeader =
        "key,name,types,urgencies,requester,dispatch,sign,firstContact,resolve,review,callback,reworkSign,reworkFirstContact,rework,extension,returnWindow,consultation";

    public const string CatalogueHeader = "id,category,area,requester,lead,supporters,basis,automatic";

    public static byte[] Bytes(this string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(this byte[] csv) => Encoding.UTF8.GetString(csv).TrimStart('\uFEFF');

    public static byte[] Profile(params string[] lines) => Of(ProfileHeader, lines);

    public static byte[] Catalogue(params string[] lines) => Of(CatalogueHeader, lines);

    /// <summary>A profile's line whose limits are all harmless but the one to resolve.</summary>
    public static string Line(string key, string types, string urgencies, string requester, string resolve) =>
        $"{key},{key},{types},{urgencies},{requester},4h,4wh,24h,{resolve},1wd,3wd,2wh,4wh,{resolve},,1wd,1wd";

    public static ImportZone.Command Dry { get; } = new() { DryRun = true };

    public static ImportZone.Command From(string day) =>
        new() { EffectiveFrom = DateOnly.ParseExact(day, "yyyy-MM-dd", null), Note = "试点" };

    private static byte[] Of(string header, string[] lines) => $"{header}\n{string.Join('\n', lines)}\n".Bytes();
}
