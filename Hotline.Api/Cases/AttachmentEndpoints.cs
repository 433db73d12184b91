using System.Globalization;
using Hotline.Api.Accounts;
using Hotline.Api.Http;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Domain.Files;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Hotline.Api.Cases;

/// <summary>附件 and 查看诉求人信息 over HTTP: what of a case is not its steps, and needs no If-Match.</summary>
internal static class AttachmentEndpoints
{
    /// <summary>What a form takes beyond the files' own bytes: heads, boundaries, fields.</summary>
    private const int FormBytes = 64 * 1024;

    private const int MostFieldBytes = 100;

    private static readonly Role[] Workers = [Role.Agent, Role.ShiftLeader, Role.Dispatcher, Role.Handler, Role.UnitHead, Role.Reviewer, Role.Caller, Role.Supervisor];

    public sealed record Attached(IReadOnlyList<AttachFile.Receipt> Files);

    public sealed record Listed(IReadOnlyList<Attachments.Item> Files);

    public static void MapAttachments(this IEndpointRouteBuilder app)
    {
        var limits = app.ServiceProvider.GetRequiredService<IOptions<HotlineOptions>>().Value;
        var files = app.MapGroup("/api/cases/{number}/attachments").WithTags("Attachments");
        files.MapPost("/", AttachAsync).Allow(Workers)
            .WithMetadata(new RequestSizeLimitAttribute(limits.MostFileBytesOfCase + FormBytes))
            .AddOpenApiOperationTransformer(DescribeForm)
            .WithSummary("附件 Attach pictures, PDF and sounds to a case: a form with any number of files, all or none of them");
        files.MapGet("/", ListAsync).Allow([.. Workers, Role.Assessor, Role.Leader]).WithSummary("附件 The files of a case");
        files.MapGet("/{attachment:int}", DownloadAsync).Allow([.. Workers, Role.Assessor, Role.Leader])
            .Produces<byte[]>(StatusCodes.Status200OK, FileType.All[0].ContentType, [.. FileType.All.Skip(1).Select(type => type.ContentType)])
            .WithSummary("附件 A file to save; with inline=1 a picture or a sound to show");
        files.MapPost("/{attachment:int}/remove", RemoveAsync).Validate<AttachFile.Removal>().Allow(Workers)
            .WithSummary("删除附件 Take a file away: who attached it within 24 hours, or a shift leader with a reason");

        var cases = app.MapGroup("/api/cases/{number}").WithTags("Cases");
        cases.MapPost("/reveal", RevealAsync).Validate<RevealRequester.Command>()
            .Allow(Role.Agent, Role.ShiftLeader, Role.Dispatcher, Role.Caller, Role.Handler, Role.UnitHead)
            .WithSummary("查看诉求人信息 The requester in clear, for a reason that is kept on record");
        cases.MapGet("/access-log", ReadAccessAsync).Allow(Role.ShiftLeader, Role.Supervisor)
            .WithSummary("查看记录 Who looked at the requester's data, and why, the newest first");
    }

    private static async Task<Results<Created<Attached>, Ok<Attached>>> AttachAsync(
        string number, HttpRequest request, AttachFile attach, IOptions<HotlineOptions> options, CancellationToken cancellation)
    {
        var (found, actor) = (Headers.CaseNumberOf(number), request.ActorOf());
        var receipts = await attach.ExecuteAsync(found, await ReadFormAsync(request, options.Value, cancellation), actor, cancellation);
        var answer = new Attached(receipts);
        return receipts.Any(receipt => receipt.IsNew)
            ? TypedResults.Created($"/api/cases/{found}/attachments", answer)
            : TypedResults.Ok(answer);
    }

    private static async Task<Ok<Listed>> ListAsync(
        string number, HttpRequest request, Attachments attachments, CancellationToken cancellation) =>
        TypedResults.Ok(new Listed(await attachments.ListAsync(Headers.CaseNumberOf(number), request.ActorOf(), cancellation)));

    private static async Task<FileContentHttpResult> DownloadAsync(
        string number, int attachment, HttpContext http, Attachments attachments, CancellationToken cancellation, string? inline = null)
    {
        var file = await attachments.FindAsync(Headers.CaseNumberOf(number), attachment, http.Request.ActorOf(), cancellation)
            ?? throw new BadRequestException(StatusCodes.Status404NotFound, "attachment.not_found");
        // A stranger's file under our own address: shown, never run.
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        var isShown = inline == "1" && FileType.All.Any(type => type.IsShown && type.ContentType == file.Item.ContentType);
        var disposition = new ContentDispositionHeaderValue(isShown ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Item.Name);
        http.Response.Headers.ContentDisposition = disposition.ToString();
        // A player jumps within a sound.
        return TypedResults.File(
            file.Content, file.Item.ContentType, enableRangeProcessing: true, entityTag: new EntityTagHeaderValue($"\"{file.Item.Sha256}\""));
    }

    private static async Task<Ok<Listed>> RemoveAsync(
        string number, int attachment, Body<AttachFile.Removal> body, HttpRequest request, AttachFile attach, Attachments attachments, CancellationToken cancellation)
    {
        await attach.RemoveAsync(Headers.CaseNumberOf(number), attachment, body.Command, request.ActorOf(), cancellation);
        return await ListAsync(number, request, attachments, cancellation);
    }

    private static async Task<Ok<RevealRequester.View>> RevealAsync(
        string number, Body<RevealRequester.Command> body, HttpContext http, RevealRequester reveal, CancellationToken cancellation) =>
        TypedResults.Ok(await reveal.ExecuteAsync(
            Headers.CaseNumberOf(number), body.Command, http.Request.ActorOf(), http.Connection.RemoteIpAddress?.ToString(), cancellation));

    private static async Task<Ok<RevealRequester.Page>> ReadAccessAsync(
        string number, HttpRequest request, RevealRequester reveal, CancellationToken cancellation, string? after = null, string? take = null)
    {
        var lines = Paging.LinesOf(take, RevealRequester.MostPerPage, () => Paging.Wrong("queue.take.detail", RevealRequester.MostPerPage));
        return TypedResults.Ok(await Paging.FromAsync(() => reveal.ListAsync(Headers.CaseNumberOf(number), request.ActorOf(), after, lines, cancellation)));
    }

    // Not by the framework, which lays what it reads on the disk: these are personal data. All is in memory, and no more than
    // the limits allow.
    private static async Task<AttachFile.Command> ReadFormAsync(HttpRequest request, HotlineOptions options, CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary)
        {
            throw new BadRequestException(StatusCodes.Status415UnsupportedMediaType, "attachment.form");
        }

        var files = new List<AttachFile.Upload>();
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        try
        {
            var reader = new MultipartReader(boundary, request.Body);
            while (await reader.ReadNextSectionAsync(cancellation) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
                {
                    throw Malformed();
                }

                if (disposition.IsFileDisposition())
                {
                    if (files.Count == options.MostFilesOfCase)
                    {
                        throw new BadRequestException(StatusCodes.Status400BadRequest, "attachment.too_many");
                    }

                    var name = disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
                    files.Add(new AttachFile.Upload(HeaderUtilities.RemoveQuotes(name).Value, await ReadAsync(section.Body, options.MostFileBytes, cancellation)));
                }
                else if (HeaderUtilities.RemoveQuotes(disposition.Name).Value is { Length: > 0 } field)
                {
                    fields[field] = System.Text.Encoding.UTF8.GetString(await ReadAsync(section.Body, MostFieldBytes, cancellation)).Trim();
                }
            }
        }
        catch (Exception broken) when (broken is InvalidDataException || (broken is IOException and not BadHttpRequestException))
        {
            throw Malformed();
        }

        return CommandOf(files, fields);
    }

    private static AttachFile.Command CommandOf(List<AttachFile.Upload> files, Dictionary<string, string> fields)
    {
        bool? isInternal = null;
        int? assignment = null;
        foreach (var (name, value) in fields.Where(field => field.Value.Length > 0))
        {
            if (name.Equals("internal", StringComparison.OrdinalIgnoreCase) && bool.TryParse(value, out var given))
            {
                isInternal = given;
            }
            else if (name.Equals("assignment", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var of))
            {
                assignment = of;
            }
            else
            {
                throw new BadRequestException(StatusCodes.Status400BadRequest, "attachment.form", "attachment.form.detail", name);
            }
        }

        return files.Count == 0
            ? throw new BadRequestException(StatusCodes.Status400BadRequest, "attachment.empty")
            : new AttachFile.Command { Files = files, Internal = isInternal, Assignment = assignment };
    }

    private static async Task<byte[]> ReadAsync(Stream body, int most, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        var buffer = new byte[FormBytes];
        for (int read; (read = await body.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (content.Length + read > most)
            {
                throw new FileRefusedException(FileRefusedException.TooLarge, $"A file has {most} bytes at most.");
            }

            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }

    private static BadRequestException Malformed() => new(StatusCodes.Status400BadRequest, "attachment.form");

    private static Task DescribeForm(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        static OpenApiSchema Of(JsonSchemaType type, string? format = null) => new() { Type = type, Format = format };
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["multipart/form-data"] = new()
                {
                    Schema = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Properties = new Dictionary<string, IOpenApiSchema>
                        {
                            ["file"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Of(JsonSchemaType.String, "binary") },
                            ["internal"] = Of(JsonSchemaType.Boolean),
                            ["assignment"] = Of(JsonSchemaType.Integer, "int32"),
                        },
                    },
                },
            },
        };
        return Task.CompletedTask;
    }
}
