using System.Globalization;
using Hotline.Api.Accounts;
using Hotline.Domain.Cases;

namespace Hotline.Api.Http;

/// <summary>Reads and writes the headers and path parts that every case endpoint shares.</summary>
internal static class Headers
{
    private const int MostKeyCharacters = 128;

    /// <summary>The sender's idempotency key: 1 to 128 visible ASCII characters.</summary>
    /// <exception cref="BadRequestException">Missing or malformed.</exception>
    public static string IdempotencyKey(this HttpRequest request)
    {
        if (request.Headers["Idempotency-Key"] is not [{ Length: > 0 } key])
        {
            throw new BadRequestException(
                StatusCodes.Status400BadRequest, "idempotency.key_missing", "idempotency.key_missing.detail");
        }

        return key.Length <= MostKeyCharacters && key.All(character => character is > ' ' and <= '~')
            ? key
            : throw new BadRequestException(
                StatusCodes.Status400BadRequest,
                "idempotency.key_malformed",
                "idempotency.key_malformed.detail",
                MostKeyCharacters);
    }

    /// <summary>The version in <c>If-Match: "5"</c>: what the sender has seen of the case.</summary>
    /// <exception cref="BadRequestException">Missing (428) or not a version (400).</exception>
    public static int SeenVersion(this HttpRequest request)
    {
        if (request.Headers.IfMatch is not [{ Length: > 0 } tag])
        {
            throw new BadRequestException(
                StatusCodes.Status428PreconditionRequired, "precondition.missing", "precondition.missing.detail");
        }

        // A proxy that compresses the answer weakens its tag on the way; the version it holds stays the same.
        var strong = tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;
        return int.TryParse(strong.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new BadRequestException(
                StatusCodes.Status400BadRequest, "precondition.malformed", "precondition.malformed.detail");
    }

    /// <summary>Who takes the step: whoever has signed in.</summary>
    /// <exception cref="BadRequestException">401: nobody has.</exception>
    public static Actor ActorOf(this HttpRequest request) => request.HttpContext.User.ActorOf();

    public static void ETag(this HttpResponse response, int version) =>
        response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The case number in the path, however it was typed.</summary>
    /// <exception cref="BadRequestException">404: it cannot be a number of ours; its check digit tells.</exception>
    public static string CaseNumberOf(string text) => CaseNumber.TryParse(text, out var number)
        ? number
        : throw new BadRequestException(
            StatusCodes.Status404NotFound, "case.number_wrong", "case.number_wrong.detail");
}
