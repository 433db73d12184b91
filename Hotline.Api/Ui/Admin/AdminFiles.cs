using System.Globalization;
using Hotline.Api.Accounts;
using Hotline.Contracts.Cases;
using Hotline.Zone;

namespace Hotline.Api.Ui.Admin;

/// <summary>The versions of the configuration as files, in the format in which they are imported.</summary>
internal static class AdminFiles
{
    public static void MapAdminFiles(this IEndpointRouteBuilder app) =>
        app.MapGet("/admin/{kind}/file", SendAsync).Allow(Role.Administrator).ExcludeFromDescription();

    /// <summary>How the file of a kind ends.</summary>
    public static string EndingOf(ZoneKind kind) => kind is ZoneKind.Catalogue or ZoneKind.Profile ? "csv" : "json";

    private static async Task<IResult> SendAsync(string kind, ZoneVersions versions, CancellationToken cancellation, int? version = null)
    {
        if (!Enum.TryParse<ZoneKind>(kind, ignoreCase: true, out var known) || !AdminNav.Kinds.Contains(known))
        {
            return TypedResults.NotFound();
        }

        var ending = EndingOf(known);
        return TypedResults.File(
            await versions.ExportAsync(known, version, cancellation),
            ending == "csv" ? "text/csv; charset=utf-8" : "application/json",
            string.Create(CultureInfo.InvariantCulture, $"{AdminNav.PathOf(known)}{(version is { } number ? $"-v{number}" : "")}.{ending}"));
    }
}
