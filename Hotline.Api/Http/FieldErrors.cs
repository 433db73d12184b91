using System.Text.Json;
using FluentValidation.Results;

namespace Hotline.Api.Http;

/// <summary>What a validator found, field by field, for an answer or a form.</summary>
internal static class FieldErrors
{
    /// <summary>All sentences about each field, by its path as a request spells it, e.g. <c>requester.contactPhone</c>.</summary>
    public static IReadOnlyDictionary<string, string[]> Of(ValidationResult result) => result.Errors
        .GroupBy(failure => Named(failure.PropertyName), failure => failure.ErrorMessage)
        .ToDictionary(field => field.Key, field => field.Distinct().ToArray());

    private static string Named(string path) => string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
