using System.Globalization;
using System.Resources;
using Hotline.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Storage;
using Hotline.Zone;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Hotline.Api.Http;

/// <summary>
/// The one table from exception to answer: RFC 9457 with a stable <c>code</c>, Chinese first and English by
/// Accept-Language (Problems.resx). What nobody foresaw is 500 without detail; it is logged, not shown.
/// </summary>
internal sealed partial class Problems(IProblemDetailsService service, ILogger<Problems> logger) : IExceptionHandler
{
    private static readonly ResourceManager Texts = new("Hotline.Api.Http.Problems", typeof(Problems).Assembly);

    private long _unavailableLoggedAt = Environment.TickCount64 - 1000;

    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var problem = ProblemOf(exception);
        if (problem.Status == StatusCodes.Status500InternalServerError)
        {
            LogUnexpected(logger, context.Request.Method, context.Request.Path, exception);
        }
        else if (problem.Status == StatusCodes.Status503ServiceUnavailable)
        {
            LogUnavailableNowAndThen(exception);
            context.Response.Headers.RetryAfter = "1";
        }

        context.Response.StatusCode = problem.Status!.Value;
        return await service.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem });
    }

    /// <summary>Gives an answer that the framework made a code, and a title in the reader's language.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        if (!problem.Extensions.ContainsKey("code"))
        {
            var code = problem.Status switch
            {
                // Of these the framework answers by itself: no exception comes by.
                StatusCodes.Status413PayloadTooLarge => "request.too_large",
                StatusCodes.Status415UnsupportedMediaType => "request.media_type",
                _ => $"http.{problem.Status}",
            };
            problem.Extensions["code"] = code;
            problem.Title = Texts.GetString(code, CultureInfo.CurrentUICulture) ?? problem.Title;
        }

        problem.Type = null;
        problem.Instance ??= context.HttpContext.Request.Path;
    }

    /// <summary>A sentence of Problems.resx in the reader's language.</summary>
    public static string Text(string code) => Texts.GetString(code, CultureInfo.CurrentUICulture) ?? code;

    /// <summary>All field errors of one request, by the names the request uses.</summary>
    public static ProblemDetails Invalid(IDictionary<string, string[]> errors)
    {
        var problem = Problem(StatusCodes.Status400BadRequest, "request.invalid", null);
        problem.Extensions["errors"] = errors;
        return problem;
    }

    private static ProblemDetails ProblemOf(Exception exception) => exception switch
    {
        BadRequestException bad => Problem(
            bad.Status, bad.Code, bad.Detail is { } detail ? string.Format(CultureInfo.InvariantCulture, Text(detail), [.. bad.Values]) : null),
        CaseRefusedException refused => Problem(StatusCodes.Status409Conflict, refused.Code, English(refused)),
        CaseNotFoundException missing => Problem(StatusCodes.Status404NotFound, "case.not_found", English(missing)),
        AccessRefusedException refused => Problem(StatusCodes.Status403Forbidden, "access.other_unit", English(refused)),
        StaleCaseException stale => Problem(StatusCodes.Status412PreconditionFailed, "case.stale", English(stale)),
        DraftNotFoundException missing => Problem(StatusCodes.Status404NotFound, "draft.not_found", English(missing)),
        StaleDraftException stale => Problem(StatusCodes.Status412PreconditionFailed, "draft.stale", English(stale)),
        DraftVersionMissingException => Problem(StatusCodes.Status428PreconditionRequired, "precondition.missing", Text("precondition.missing.detail")),
        IntakeKeyReusedException => Problem(StatusCodes.Status422UnprocessableEntity, "idempotency.key_reused", null),
        ImportRefusedException refused => Invalid(refused.Errors.GroupBy(error => error.Field, error => error.Message)
            .ToDictionary(field => field.Key, field => field.Distinct().ToArray())),
        ImportConflictException conflict => Problem(StatusCodes.Status409Conflict, conflict.Code, conflict.Message),
        ZoneVersionNotFoundException missing => Problem(StatusCodes.Status404NotFound, "zone.version_not_found", English(missing)),
        DeadlineOutOfRangeException range => Problem(StatusCodes.Status409Conflict, "deadline.out_of_range", English(range)),
        StorageUnavailableException => Problem(StatusCodes.Status503ServiceUnavailable, "storage.unavailable", null),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problem(StatusCodes.Status413PayloadTooLarge, "request.too_large", null),
        BadHttpRequestException bad => Problem(bad.StatusCode, "request.malformed", English(bad)),
        _ => Problem(StatusCodes.Status500InternalServerError, "server.error", null),
    };

    // What the rules say is English; under a Chinese title it would be noise, and the title says enough.
    private static string? English(Exception exception) => ReadersLanguage.IsEnglish ? exception.Message : null;

    /// <param name="status">HTTP status.</param>
    /// <param name="code">Stable, for programs.</param>
    /// <param name="detail">What the title does not say, in the reader's language.</param>
    private static ProblemDetails Problem(int status, string code, string? detail) => new()
    {
        Status = status,
        Title = Text(code),
        Detail = detail,
        Extensions = { ["code"] = code },
    };

    // One line a second at most, without a stack trace: the log may lie on the very disk that is full.
    private void LogUnavailableNowAndThen(Exception exception)
    {
        var now = Environment.TickCount64;
        var last = Interlocked.Read(ref _unavailableLoggedAt);
        if (now - last >= 1000 && Interlocked.CompareExchange(ref _unavailableLoggedAt, now, last) == last)
        {
            LogUnavailable(logger, exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed.")]
    private static partial void LogUnexpected(ILogger logger, string method, string path, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The storage is not available; requests are answered with 503. {Reason}")]
    private static partial void LogUnavailable(ILogger logger, string reason);
}
