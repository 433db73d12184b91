using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Hotline.Api.Ui;
using Hotline.Api.Accounts;
using Hotline.Composition;
using Hotline.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Scalar.AspNetCore;

namespace Hotline.Api.Http;

/// <summary>Everything about HTTP that is not an endpoint.</summary>
internal static class HttpModule
{
    private const long MostBodyBytes = 256 * 1024;

    public static WebApplicationBuilder AddHotlineHttp(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.ReadHotlineOptions();
        var zone = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostBodyBytes;
        });
        // Not published, the static files would bring a catch-all for GET that answers every unknown path's POST with 405.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        builder.Services.ConfigureHttpJsonOptions(json => Json.Configure(json.SerializerOptions, zone));
        // A body that cannot be read is an answer of ours, not an empty 400 of the framework.
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddSingleton<IProblemDetailsWriter, ProblemJson>();
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = Problems.Complete);
        builder.Services.AddExceptionHandler<Problems>();
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in options.ListProxies() ?? [])
            {
                forwarded.KnownIPNetworks.Add(network);
            }

            // Without a known proxy nothing is believed, not even the loopback's word.
            forwarded.ForwardedHeaders = forwarded.KnownIPNetworks.Count == 0 ? ForwardedHeaders.None
                : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            // As far back as each is known.
            forwarded.ForwardLimit = null;
        });
        builder.Services.AddRequestLocalization(localization =>
        {
            localization.SetDefaultCulture("zh-CN");
            localization.SupportedCultures = [CultureInfo.GetCultureInfo("zh-CN")];
            localization.AddSupportedUICultures("zh-CN", "en");
        });
        builder.AddHotlineUi();
        // Chinese stays Chinese in the page's source.
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        builder.Services.AddOpenApi(OpenApiDocument.Configure);
        builder.Services.AddSingleton<DatabaseWrites>();
        builder.Services.AddHealthChecks()
            .AddCheck<DatabaseWrites>(
                "database", failureStatus: null, tags: ["ready"], timeout: TimeSpan.FromSeconds(5))
            .AddCheck<BalanceFigure>("balance", failureStatus: null, tags: ["ready"], timeout: TimeSpan.FromSeconds(5))
            .AddCheck<PoisonFigure>("poison", failureStatus: null, tags: ["ready"], timeout: TimeSpan.FromSeconds(5));
        return builder;
    }

    public static WebApplication UseHotlineHttp(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.Use(AddHeaders);
        app.UseRequestLocalization();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        // Here and not, as by default, before all this: static files end the way at the routing.
        app.UseRouting();
        app.UseHotlineSignIn();
        app.MapStaticAssets().ShortCircuit().AllowEverybody();
        app.Describe(app.MapOpenApi());
        app.Describe(app.MapScalarApiReference("/scalar", scalar => scalar
            .WithTitle("Hotline 接诉即办")
            // Nothing that talks to a host outside, nor offers to.
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .HideClientButton()
            .HideDeveloperTools()));
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowEverybody();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains("ready"),
            ResponseWriter = (context, report) => context.Response.WriteAsJsonAsync(new
            {
                status = report.Status.ToString(),
                dependencies = report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Status.ToString()),
                balance = report.Entries["balance"].Data,
                poison = report.Entries["poison"].Data,
            }),
        }).AllowEverybody();
        return app;
    }

    /// <summary>What the interface says of itself: to every developer, and elsewhere to whoever has signed in.</summary>
    private static void Describe(this WebApplication app, IEndpointConventionBuilder endpoint)
    {
        _ = app.Environment.IsDevelopment() ? endpoint.AllowEverybody() : endpoint.AllowSignedIn();
        // The reference's own scripts open themselves: they come out of the package, and say nothing of us.
        endpoint.Finally(built =>
        {
            if (built.Metadata.OfType<IAllowAnonymous>().Any())
            {
                built.Metadata.Add(new AccessRule([], Everybody: true));
            }
        });
    }

    private static Task AddHeaders(HttpContext context, RequestDelegate next)
    {
        // At the last moment: a refusal clears what was set before.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            // A screen shows people and their matters as the interface does; what everybody may read may be kept.
            if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
                || (context.User.Identity is { IsAuthenticated: true } && context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true))
            {
                context.Response.Headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });
        return next(context);
    }

    /// <summary>
    /// Whether a case could be registered now. It writes: a full disk and one mounted read-only answer reads as ever. Asked
    /// often or by many, it writes once a second.
    /// </summary>
    private sealed class DatabaseWrites(Database database, TimeProvider clock) : IHealthCheck
    {
        private static readonly TimeSpan Shared = TimeSpan.FromSeconds(1);
        private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(10);

        private readonly Lock _gate = new();
        private Task? _written;
        private long _askedAt;

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await WriteAsync().WaitAsync(cancellationToken);
                // On a disk that is all but full a mark still finds room where a case does not.
                return database.HasRefusedWithin(Remembered)
                    ? HealthCheckResult.Unhealthy("A write was refused a moment ago.")
                    : HealthCheckResult.Healthy();
            }
            catch (StorageUnavailableException exception)
            {
                return HealthCheckResult.Unhealthy(exception.Message);
            }
        }

        private Task WriteAsync()
        {
            lock (_gate)
            {
                if (_written is null || (_written.IsCompleted && clock.GetElapsedTime(_askedAt) >= Shared))
                {
                    var now = clock.GetUtcNow();
                    _askedAt = clock.GetTimestamp();
                    _written = database.WriteAsync(
                        Lane.People, db => db.SetMarkAsync("health", now.ToString("O", CultureInfo.InvariantCulture), now), CancellationToken.None);
                }

                return _written;
            }
        }
    }
}
