using System.IO.Compression;
using System.Reflection;
using Hotline.Api.Accounts;
using Hotline.Api.Ui.Admin;
using Hotline.Api.Ui.Cases;
using Hotline.Api.Ui.Kit;
using Hotline.Api.Ui.Layout;
using Hotline.Api.Ui.Live;
using Hotline.Api.Ui.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.ResponseCompression;

namespace Hotline.Api.Ui;

/// <summary>The screens: Blazor's own components, server-rendered, with interactive islands where a person types.</summary>
internal static class UiModule
{
    /// <summary>Addresses that programs call too, in the language of their Accept-Language; all others are screens.</summary>
    private static readonly string[] Interfaces = ["/api", "/openapi", "/scalar", "/health", "/metrics"];

    public static WebApplicationBuilder AddHotlineUi(this WebApplicationBuilder builder)
    {
        // While not published, the framework's own script lies in a package and not in wwwroot.
        builder.WebHost.UseStaticWebAssets();
        // What a page has read comes back with the circuit's first message; the usual 32 kB are soon full.
        builder.Services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(options => options.MaximumReceiveMessageSize = 256 * 1024);
        builder.Services.AddSingleton(typeof(PersistentComponentStateSerializer<>), typeof(CompactState<>));
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddSingleton<When>();
        builder.Services.AddSingleton<ZoneNames>();
        builder.Services.AddScoped<Toaster>();
        builder.Services.AddScoped<Faults>();
        builder.Services.AddScoped<KitScripts>();
        builder.Services.AddScoped<Steps>();
        builder.Services.AddSingleton<CaseReading>();
        builder.Services.AddSingleton<Presence>();
        // First: whoever reads in a browser gets a page, all others the JSON of ProblemJson.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IProblemDetailsWriter, ProblemPage>());
        builder.Services.PostConfigure<RequestLocalizationOptions>(options =>
        {
            var accepted = new AcceptLanguageHeaderRequestCultureProvider { Options = options };
            options.RequestCultureProviders =
            [
                new QueryStringRequestCultureProvider { Options = options },
                new CookieRequestCultureProvider { Options = options },
                new CustomRequestCultureProvider(context => IsScreen(context.Request.Path)
                    ? Task.FromResult<ProviderCultureResult?>(null)
                    : accepted.DetermineProviderCultureResult(context)),
            ];
        });
        builder.Services.AddResponseCompression(options =>
        {
            // Pages over TLS too. What BREACH needs is missing: other sites' requests carry no session (SameSite), and tokens
            // and component state are encrypted anew for every answer. The JSON stays plain: it is small, and its speed counts.
            options.EnableForHttps = true;
            options.MimeTypes = ["text/html"];
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        builder.Services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        return builder;
    }

    public static void MapHotlineUi(this WebApplication app)
    {
        app.UseResponseCompression();
        app.MapPreferences();
        app.MapAdminFiles();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode()
            .WithStaticAssets()
            .Add(DeclareAccess);
    }

    /// <summary>Whether the kit's own page is shown: to developers and to tests.</summary>
    public static bool ShowsKit(IHostEnvironment environment, IConfiguration configuration) =>
        environment.IsDevelopment() || configuration.GetValue<bool>("Hotline:ShowKit");

    private static bool IsScreen(PathString path) => !Interfaces.Any(prefix => path.StartsWithSegments(prefix, StringComparison.Ordinal));

    private static void DeclareAccess(EndpointBuilder endpoint)
    {
        // A page that says nothing stays closed, and is found by the test that lists them all.
        var rule = endpoint.Metadata.OfType<ComponentTypeMetadata>().FirstOrDefault() switch
        {
            // The circuit: every page that begins one is for people who have signed in, and what it shows was handed out, sealed,
            // with a page that its reader was allowed to open. Of what else there is, nothing says anything of us.
            null => new AccessRule([], Everybody: endpoint is not RouteEndpointBuilder { RoutePattern.RawText: { } path } || !path.TrimStart('/').StartsWith("_blazor", StringComparison.Ordinal)),
            { Type: var page } when page.GetCustomAttribute<ForAttribute>() is { } some => new AccessRule(some.Roles, Everybody: false),
            { Type: var page } when page.IsDefined(typeof(ForEverybodyAttribute)) => new AccessRule([], Everybody: true),
            _ => null,
        };
        foreach (var item in rule is null ? [] : Access.MetadataOf(rule))
        {
            endpoint.Metadata.Add(item);
        }
    }
}
