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
            var command = context.Arguments.OfType<TCommand>().Single();
            var validator = context.HttpContext.RequestServices.GetRequiredService<IValidator<TCommand>>();
            var result = await validator.ValidateAsync(command, context.HttpContext.RequestAborted);
            return result.IsValid
                ? await next(context)
                : TypedResults.Problem(Problems.Invalid(result.Errors
                    .GroupBy(failure => Named(failure.PropertyName))
                    .ToDictionary(field => field.Key, field => field.Select(failure => failure.ErrorMessage).Distinct().ToArray())));
        });

    // Requester.ContactPhone → requester.contactPhone, as the request spells it.
    private static string Named(string path) => string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
