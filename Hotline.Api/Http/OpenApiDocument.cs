using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using FluentValidation;
using FluentValidation.Validators;
using Hotline.Api.Accounts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hotline.Api.Http;

/// <summary>What the OpenAPI document says beyond the endpoints' own signatures.</summary>
internal static class OpenApiDocument
{
    public static void Configure(OpenApiOptions options)
    {
        options.CreateSchemaReferenceId = NameOf;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Hotline 接诉即办";
            document.Info.Description =
                "Errors are RFC 9457 problem details with a stable `code`; 400 names every field under `errors`. "
                + "Instants are ISO 8601 with the zone's offset. Messages are Chinese, or English with `Accept-Language: en`.";
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [TokenScheme.Name] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A personal access token, `hl_…`." },
                [SignInModule.Cookie] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.ApiKey,
                    In = ParameterLocation.Cookie,
                    Name = SignInModule.Cookie,
                    Description = "The session that `POST /api/sign-in` begins.",
                },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<AccessRule>().LastOrDefault() is { Everybody: false } rule)
            {
                operation.Security =
                [
                    new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(TokenScheme.Name, context.Document)] = [] },
                    new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(SignInModule.Cookie, context.Document)] = [] },
                ];
                operation.Description = rule.Roles.Count == 0 ? "For every account." : $"For {string.Join(", ", rule.Roles)}.";
                Refuse(operation, "401", "Nobody has signed in, or not any more.");
                Refuse(operation, "403", "Not for the roles of this account, or from another site; `code` says which.");
            }

            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            MarkRequired(schema, context);
            var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
            if (type.IsEnum)
            {
                schema.Type = JsonSchemaType.String;
                schema.Enum = [.. Enum.GetNames(type).Select(name => (JsonNode)JsonValue.Create(name)!)];
            }
            else if (type == typeof(DateTimeOffset))
            {
                schema.Type = JsonSchemaType.String;
                schema.Format = "date-time";
            }

            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.HttpMethod == HttpMethods.Post)
            {
                var path = context.Description.RelativePath!;
                var isStep = path.Contains('{');
                Refuse(operation, "400", "Fields are wrong or missing; all are named.");
                if (path.StartsWith("api/zone/", StringComparison.Ordinal))
                {
                    // An import sent again changes nothing, and says so: it needs no key.
                    Refuse(operation, "409", "Nothing would change, or somebody else was quicker.");
                    Refuse(operation, "415", "The body is not of the type asked for.");
                    return Task.CompletedTask;
                }

                if (path.StartsWith("api/scorecards/", StringComparison.Ordinal))
                {
                    // Done twice it is refused, which is all that a key could bring.
                    Refuse(operation, "409", "The period is not over, or frozen already; `code` says which.");
                    return Task.CompletedTask;
                }

                if (path.StartsWith("api/accounts", StringComparison.Ordinal) || path.StartsWith("api/me", StringComparison.Ordinal) || path.StartsWith("api/sign-", StringComparison.Ordinal))
                {
                    return Task.CompletedTask;
                }

                if (path == "api/callers")
                {
                    // It only asks; the number is in the body because addresses are logged.
                    return Task.CompletedTask;
                }

                if (path.Contains("/attachments", StringComparison.Ordinal) || path.EndsWith("/reveal", StringComparison.Ordinal))
                {
                    // Neither is a step that another's could conflict with.
                    Refuse(operation, "404", "There is none, or it is not the caller's to see.");
                    Refuse(operation, "409", "The rules refuse it; `code` says which.");
                    return Task.CompletedTask;
                }

                operation.Parameters ??= [];
                operation.Parameters.Add(isStep
                    ? Header("If-Match", "The ETag of the case as it was seen, e.g. \"5\".")
                    : Header("Idempotency-Key", "1 to 128 visible ASCII characters: the same key and the same request make one thing, however often sent."));
                if (isStep)
                {
                    Refuse(operation, "409", "The rules refuse the step; `code` says which.");
                    Refuse(operation, "412", "Somebody else took a step since.");
                    Refuse(operation, "428", "If-Match is missing.");
                }
                else
                {
                    Refuse(operation, "422", "The Idempotency-Key was used for a different request.");
                    Refuse(operation, "503", "It could not be made durable; nothing was written.");
                }
            }

            if (context.Description.RelativePath!.StartsWith("api/drafts/", StringComparison.Ordinal) && context.Description.HttpMethod != HttpMethods.Get)
            {
                var isNewAllowed = context.Description.HttpMethod == HttpMethods.Put;
                operation.Parameters ??= [];
                operation.Parameters.Add(Header("If-Match", "The ETag of the draft as it was seen; a new one has not been.", !isNewAllowed));
                Refuse(operation, "400", "Fields are wrong or unknown; all are named.");
                Refuse(operation, "409", "It was discarded.");
                Refuse(operation, "412", "It was saved, or registered, elsewhere since.");
                Refuse(operation, "428", "If-Match is missing, and there is such a draft.");
            }

            if (context.Description.RelativePath == "api/accounts/{login}" && context.Description.HttpMethod == HttpMethods.Put)
            {
                operation.Parameters ??= [];
                operation.Parameters.Add(Header("If-Match", "The ETag of the account as it was seen."));
                Refuse(operation, "400", "Fields are wrong or missing; all are named.");
                Refuse(operation, "409", "It is the last administrator.");
                Refuse(operation, "412", "It was changed since.");
                Refuse(operation, "428", "If-Match is missing.");
            }

            if (context.Description.RelativePath!.Contains('{'))
            {
                Refuse(operation, "404", "There is none.");
            }

            return Task.CompletedTask;
        });
    }

    // Commands require nothing of the JSON reader, so that the validator can name every gap at once; the document says
    // what the validator does.
    private static void MarkRequired(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var validator = typeof(IValidator<>).MakeGenericType(context.JsonTypeInfo.Type);
        if (context.JsonTypeInfo.Kind != JsonTypeInfoKind.Object || context.ApplicationServices.GetService(validator) is not IValidator found)
        {
            return;
        }

        foreach (var rule in found.CreateDescriptor().Rules.Where(rule => !rule.HasCondition && !rule.HasAsyncCondition))
        {
            // A rule for each element of a list says nothing about the list itself.
            var isOfElements = rule.Member is PropertyInfo property && property.PropertyType != rule.TypeToValidate;
            if (!isOfElements && rule.PropertyName is { Length: > 0 } name && rule.Components.Any(component => component.Validator is INotEmptyValidator && !component.HasCondition))
            {
                (schema.Required ??= new HashSet<string>()).Add(JsonNamingPolicy.CamelCase.ConvertName(name));
            }
        }
    }

    // Nested types share short names (every use case has a Command), so the outer one's goes before it.
    private static string? NameOf(JsonTypeInfo info)
    {
        var type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        return OpenApiOptions.CreateDefaultSchemaReferenceId(info) is null ? null
            : type is { IsNested: true, IsEnum: false, IsGenericType: false } ? type.DeclaringType!.Name + type.Name
            : OpenApiOptions.CreateDefaultSchemaReferenceId(info);
    }

    private static OpenApiParameter Header(string name, string description, bool isRequired = true) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = isRequired,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static void Refuse(OpenApiOperation operation, string status, string description)
    {
        operation.Responses ??= [];
        operation.Responses.TryAdd(status, new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Object } },
            },
        });
    }
}
