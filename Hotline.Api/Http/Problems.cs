using System.Globalization;
using System.Resources;
using System.Text;
using Hotline.Accounts;
using Hotline.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Meetings;
using Hotline.Storage;
using Hotline.Themes;
using Hotline.Zone;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Hotline.Api.Http;

/// <summary>
/// The one table from exception to answer: RFC 9457 with a stable <c>code</c>, Chinese first and English by
/// Accept-Language (Problems.resx). What nobody foresaw is 500 without detail; it is logged, not shown.
/// </summary>
internal sealed partial class Problems(IProblemDetailsService service, ZoneBook zone, ILogger<Problems> logger) : IExceptionHandler
{
    private static readonly ResourceManager Texts = new("Hotline.Api.Http.Problems", typeof(Problems).Assembly);

    // Chinese only: in English it is the rule's own sentence.
    private static readonly ResourceManager Details = new("Hotline.Api.Http.RefusalDetails", typeof(Problems).Assembly);

    private long _unavailableLoggedAt = Environment.TickCount64 - 1000;

    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var problem = ProblemOf(exception, zone.Current);
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

    /// <summary>Answers with a refusal from where no exception is caught.</summary>
    public static async Task WriteAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        await context.RequestServices.GetRequiredService<IProblemDetailsService>()
            .TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = Problem(status, code, null) });
    }

    /// <summary>A sentence of Problems.resx in the reader's language.</summary>
    public static string Text(string code) => Texts.GetString(code, CultureInfo.CurrentUICulture) ?? code;

    /// <summary>All field errors of one request, by the names the request uses.</summary>
    public static ProblemDetails Invalid(IReadOnlyDictionary<string, string[]> errors)
    {
        var problem = Problem(StatusCodes.Status400BadRequest, "request.invalid", null);
        problem.Extensions["errors"] = errors;
        return problem;
    }

    /// <summary>The same table for screens, which show what an answer would say.</summary>
    /// <returns>Errors only where single fields are to blame.</returns>
    public static (string Title, string Code, string? Detail, int Status, IReadOnlyDictionary<string, string[]>? Errors) Describe(Exception exception, HotlineZone zone)
    {
        var problem = ProblemOf(exception, zone);
        return (
            problem.Title!,
            (string)problem.Extensions["code"]!,
            problem.Detail,
            problem.Status!.Value,
            problem.Extensions.TryGetValue("errors", out var errors) ? (IReadOnlyDictionary<string, string[]>)errors! : null);
    }

    private static ProblemDetails ProblemOf(Exception exception, HotlineZone zone) => exception switch
    {
        BadRequestException bad => Problem(
            bad.Status, bad.Code, bad.Detail is { } detail ? string.Format(CultureInfo.InvariantCulture, Text(detail), [.. bad.Values]) : null),
        CaseRefusedException { Code: "actor.role_missing" or "actor.other_unit" } refused => Problem(StatusCodes.Status403Forbidden, refused.Code, English(refused) ?? Chinese(refused, zone)),
        CaseRefusedException refused => Problem(StatusCodes.Status409Conflict, refused.Code, English(refused) ?? Chinese(refused, zone)),
        CaseNotFoundException missing => Problem(StatusCodes.Status404NotFound, "case.not_found", English(missing)),
        AccessRefusedException refused => Problem(StatusCodes.Status403Forbidden, "access.other_unit", English(refused)),
        StaleCaseException stale => Problem(StatusCodes.Status412PreconditionFailed, "case.stale", English(stale)),
        FileRefusedException refused => Problem(
            refused.Code switch
            {
                FileRefusedException.TooLarge => StatusCodes.Status413PayloadTooLarge,
                FileRefusedException.UnknownType => StatusCodes.Status415UnsupportedMediaType,
                _ => StatusCodes.Status400BadRequest,
            },
            refused.Code,
            English(refused)),
        DraftNotFoundException missing => Problem(StatusCodes.Status404NotFound, "draft.not_found", English(missing)),
        StaleDraftException stale => Problem(StatusCodes.Status412PreconditionFailed, "draft.stale", English(stale)),
        CallerMarkNotFoundException missing => Problem(StatusCodes.Status404NotFound, "mark.not_found", English(missing)),
        ThemeNotFoundException missing => Problem(StatusCodes.Status404NotFound, "theme.not_found", English(missing)),
        StaleThemeException stale => Problem(StatusCodes.Status412PreconditionFailed, "theme.stale", English(stale)),
        MeetingNotFoundException missing => Problem(StatusCodes.Status404NotFound, "meeting.not_found", English(missing)),
        StaleMeetingException stale => Problem(StatusCodes.Status412PreconditionFailed, "meeting.stale", English(stale)),
        DraftVersionMissingException => Problem(StatusCodes.Status428PreconditionRequired, "precondition.missing", Text("precondition.missing.detail")),
        SignInRefusedException { LockedUntil: { } until } => Problem(
            StatusCodes.Status429TooManyRequests, "sign_in.locked", string.Format(CultureInfo.InvariantCulture, Text("sign_in.locked.detail"), until)),
        SignInRefusedException => Problem(StatusCodes.Status401Unauthorized, "sign_in.wrong", null),
        AccountNotFoundException missing => Problem(StatusCodes.Status404NotFound, "account.not_found", English(missing)),
        TokenNotFoundException missing => Problem(StatusCodes.Status404NotFound, "token.not_found", English(missing)),
        StaleAccountException stale => Problem(StatusCodes.Status412PreconditionFailed, "account.stale", English(stale)),
        AccountFieldException wrong => Invalid(new Dictionary<string, string[]> { [wrong.Field] = [wrong.Message] }),
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

    // What the rules say is English; under a Chinese title it would be noise.
    private static string? English(Exception exception) => ReadersLanguage.IsEnglish ? exception.Message : null;

    // The same values in a Chinese sentence, where the title does not say it all.
    private static string? Chinese(CaseRefusedException refused, HotlineZone zone) =>
        Details.GetString(refused.Code, CultureInfo.CurrentUICulture) is { } sentence
        && CompositeFormat.Parse(sentence) is var format && format.MinimumArgumentCount <= refused.Values.Count
            ? string.Format(CultureInfo.InvariantCulture, format, [.. refused.Values.Select(value => WordOf(value, zone))])
            : null;

    private static object WordOf(object value, HotlineZone zone) => value switch
    {
        Enum one => Vocabulary.Of(one),
        IEnumerable<Enum> all => string.Join("、", all.Select(Vocabulary.Of)),
        string code when zone.Units.TryGetValue(code, out var unit) => unit.Name,
        Limit limit => string.Format(CultureInfo.InvariantCulture, Details.GetString($"limit.{limit.Kind}", CultureInfo.CurrentUICulture)!, limit.Amount),
        _ => value,
    };

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
