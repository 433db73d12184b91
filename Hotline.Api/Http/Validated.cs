using System.Text.Json;
using FluentValidation;

namespace Hotline.Api.Http;

/// <summary>Validation as a filter on the route: 400 with every error of every field at once.</summary>
internal static class Validated
{
    public static RouteHandlerBuilder Validate<TCommand>(this RouteHandlerBuilder route)
        where TCommand : class =>
        route.AddEndpointFilter(async (context, next) =>
        {
            var body = context.Arguments.OfType<Body<TCommand>>().Single();
            var validator = context.HttpContext.RequestServices.GetRequiredService<IValidator<TCommand>>();
            var result = await validator.ValidateAsync(body.Command, context.HttpContext.RequestAborted);
            return result.IsValid && body.Unread.Count == 0
                ? await next(context)
                : TypedResults.Problem(Problems.Invalid(result.Errors
                    .GroupBy(failure => Named(failure.PropertyName), failure => failure.ErrorMessage)
                    // What could not be read looks as if it were missing, which is not what is wrong with it.
                    .Where(field => !body.Unread.Keys.Any(unread => IsWithin(unread, field.Key) || IsWithin(field.Key, unread)))
                    .Select(field => (field.Key, Messages: field.Distinct().ToArray()))
                    .Concat(body.Unread.Select(unread => (unread.Key, Messages: (string[])[unread.Value])))
                    .ToDictionary(field => field.Key, field => field.Messages)));
        });

    // Requester.ContactPhone → requester.contactPhone, as the request spells it.
    private static string Named(string path) => string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));

    private static bool IsWithin(string field, string whole) =>
        field.StartsWith(whole, StringComparison.Ordinal) && (field.Length == whole.Length || field[whole.Length] is '.' or '[');
}
