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
                : TypedResults.Problem(Problems.Invalid(FieldErrors.Of(result)
                    // What could not be read looks as if it were missing, which is not what is wrong with it.
                    .Where(field => !body.Unread.Keys.Any(unread => IsWithin(unread, field.Key) || IsWithin(field.Key, unread)))
                    .Concat(body.Unread.Select(unread => KeyValuePair.Create(unread.Key, (string[])[unread.Value])))
                    .ToDictionary()));
        });

    private static bool IsWithin(string field, string whole) =>
        field.StartsWith(whole, StringComparison.Ordinal) && (field.Length == whole.Length || field[whole.Length] is '.' or '[');
}
