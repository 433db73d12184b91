using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Hotline.Api.Ui.Layout;

/// <summary>A refusal or a fault as a page, for whoever reads in a browser; the interface keeps its JSON.</summary>
internal sealed class ProblemPage(IServiceScopeFactory scopes, ILoggerFactory loggers) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context)
    {
        var request = context.HttpContext.Request;
        return !request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            && request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
    }

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        // A scope of its own: the request's may be what failed.
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        var http = context.HttpContext;
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(Problem.Status)] = context.ProblemDetails.Status ?? http.Response.StatusCode,
            [nameof(Problem.Detail)] = context.ProblemDetails.Detail,
            [nameof(Problem.Theme)] = Preferences.ThemeOf(http.Request),
            [nameof(Problem.Trace)] = http.TraceIdentifier,
            [nameof(Problem.Rooms)] = Desks.Of(http.User),
        });
        var page = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<Problem>(parameters)).ToHtmlString());
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync("<!DOCTYPE html>" + page, http.RequestAborted);
    }
}
