using System.Globalization;
using System.Resources;
using System.Text.Json;
using Hotline.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Storage;
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

    /// <summary>All field errors of one request, by the names the request uses.</summary>
    public static ProblemDetails Invalid(IDictionary<string, string[]> errors)
    {
        var problem = Problem(StatusCodes.Status400BadRequest, "request.invalid", null);
        problem.Extensions["errors"] = errors;
        return problem;
    }

    private static ProblemDetails ProblemOf(Exception exception) => exception switch
    {
        BadRequestException bad => Problem(bad.Status, bad.Code, bad.Message),
        CaseRefusedException refused => Problem(StatusCodes.Status409Conflict, refused.Code, refused.Message),
        CaseNotFoundException missing => Problem(StatusCodes.Status404NotFound, "case.not_found", missing.Message),
        StaleCaseException stale => Problem(StatusCodes.Status412PreconditionFailed, "case.stale", stale.Message),
        IntakeKeyReusedException reused => Problem(StatusCodes.Status422UnprocessableEntity, "idempotency.key_reused", reused.Message),
        DeadlineOutOfRangeException range => Problem(StatusCodes.Status409Conflict, "deadline.out_of_range", range.Message),
        StorageUnavailableException => Problem(StatusCodes.Status503ServiceUnavailable, "storage.unavailable", null),
        BadHttpRequestException { InnerException: JsonException json } => Malformed(json),
        BadHttpRequestException { InnerException: null, StatusCode: StatusCodes.Status400BadRequest } bad
            when bad.Message.Contains("no body was provided", StringComparison.Ordinal) =>
            Problem(StatusCodes.Status400BadRequest, "request.empty", null),
        BadHttpRequestException bad => Problem(bad.StatusCode, "request.malformed", bad.Message),
        _ => Problem(StatusCodes.Status500InternalServerError, "server.error", null),
    };

    // System.Text.Json names the place as $.requester.phone; people know it as requester.phone. Its own sentences name
    // our types, which are nobody's business, so the field gets one of ours.
    private static ProblemDetails Malformed(JsonException json)
    {
        var field = json.Path is { Length: > 2 } path ? path[2..] : "";
        // The reader's own complaint, about broken JSON, is wrapped in the serializer's.
        var isBroken = json.InnerException is JsonException;
        if (field.Length > 0 && !isBroken)
        {
            return Invalid(new Dictionary<string, string[]> { [field] = [Text(json is InstantFormatException ? "field.instant" : "field.unknown")] });
        }

        return Problem(
            StatusCodes.Status400BadRequest,
            "request.malformed",
            string.Create(CultureInfo.InvariantCulture, $"Line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1}."));
    }

    private static string Text(string code) => Texts.GetString(code, CultureInfo.CurrentUICulture) ?? code;

    /// <param name="status">HTTP status.</param>
    /// <param name="code">Stable, for programs.</param>
    /// <param name="detail">What exactly is wrong, in English; the title says it in the reader's language.</param>
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
