namespace Hotline.Api.Ui;

internal static class Home
{
    public static void MapHome(this IEndpointRouteBuilder app) => app.MapGet("/", () => "Hotline").ExcludeFromDescription();
}
