using System.Reflection;
using System.Security.Claims;
using Hotline.Api.Ui.Shared;
using Microsoft.AspNetCore.Components;

namespace Hotline.Api.Ui.Layout;

/// <summary>工作台: a room that somebody works in.</summary>
/// <param name="Name">Of its word in UiTexts.resx.</param>
public sealed record Desk(string Path, string Name);

/// <summary>The desks in the order of a case's way. Whose they are, their pages say (<see cref="ForAttribute"/>).</summary>
public static class Desks
{
    private static readonly Dictionary<string, ForAttribute> Pages = (
        from page in typeof(Desks).Assembly.GetTypes()
        from route in page.GetCustomAttributes<RouteAttribute>()
        let access = page.GetCustomAttribute<ForAttribute>()
        where access is not null
        select (route.Template, access)).ToDictionary(page => page.Template, page => page.access);

    public static IReadOnlyList<Desk> All { get; } =
    [
        new("/intake", "Intake"),
        new("/dispatch", "Dispatch"),
        new("/unit", "Unit"),
        new("/review", "Review"),
        new("/callback", "Callback"),
        new("/supervision", "Supervision"),
        new("/scorecards", "Scorecards"),
        new("/themes", "Themes"),
        new("/meetings", "Meetings"),
        new("/cases", "Cases"),
        new("/admin", "Admin"),
    ];

    public static IReadOnlyList<Desk> Of(ClaimsPrincipal person) =>
        [.. All.Where(desk => Pages.TryGetValue(desk.Path, out var page) && person.MayOpen(page))];
}
