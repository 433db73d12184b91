using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Hotline.Papers;
using Hotline.Tests.Support;

namespace Hotline.Tests.Api;

/// <summary>导出: what was found, as CSV and as xlsx; whose it is only with a right and a reason, and on record.</summary>
public sealed class ExportingCases
{
    private static readonly Who Agent = new("agent", null, "Agent");
    private static readonly string[] Anonymously = ["Phone", "ContactPhone", "Email", "Address", "Company", "CreditCode"];

    private HotlineApplication _hotline = null!;
    private string _noise = "";
    private string _anonymous = "";

    [SetUp]
    public async Task Start()
    {
        _hotline = HotlineApplication.Start();
        _noise = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
        _anonymous = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise with { Anonymous = true });
    }

    [TearDown]
    public async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task Gives_the_same_cells_as_CSV_and_as_xlsx()
    {
        using var csv = await ExportAsync(Agent, new { category = ACase.OfNoise.Category });
        var lines = Encoding.UTF8.GetString((await csv.Content.ReadAsByteArrayAsync())[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToList();
        using var byBody = await ExportAsync(Agent, new { category = ACase.OfNoise.Category, format = "Xlsx" });
        using var byHeader = await ExportAsync(Agent, new { category = ACase.OfNoise.Category }, XlsxWriter.ContentType);
        var rows = RowsOf(await byBody.Content.ReadAsByteArrayAsync());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(byBody.Content.Headers.ContentType?.MediaType, Is.EqualTo(XlsxWriter.ContentType));
            Assert.That(byBody.Content.Headers.ContentDisposition?.FileName, Is.EqualTo("cases.xlsx"));
            Assert.That(await byHeader.Content.ReadAsByteArrayAsync(), Is.EqualTo(await byBody.Content.ReadAsByteArrayAsync()));
            Assert.That(rows.Select(row => row[0]), Is.EqualTo(lines.Select(line => line[0])).And.EqualTo(new[] { "工单号", _anonymous, _noise }));
            Assert.That(rows[0], Is.EqualTo(lines[0]));
            Assert.That(lines[0], Has.Length.EqualTo(16).And.No.Member("姓名"));
            Assert.That(rows[1][6], Is.EqualTo(lines[1][6]).And.Not.Empty);
            Assert.That(string.Concat(rows.SelectMany(row => row)), Does.Not.Contain("1990000"));
        }

        Assert.That((await LogAsync(_noise)).Select(look => look.Text("reason")), Is.Empty, "nobody was looked at");
    }

    [Test]
    public async Task Hands_out_requesters_for_a_reason_that_every_case_keeps()
    {
        using var answer = await ExportAsync(Agent, new { format = "xlsx", withRequesters = true, reason = " 社区走访 " });
        var rows = RowsOf(await answer.Content.ReadAsByteArrayAsync());
        var (name, phone) = (rows[0].ToList().IndexOf("姓名"), rows[0].ToList().IndexOf("来电号码"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Skip(1).Select(row => (row[0], row[phone])), Is.EqualTo(new[] { (_anonymous, "19900000000"), (_noise, "19900000000") }));
            Assert.That(rows[1][name], Is.Empty, "匿名");
            Assert.That(rows[2][name], Is.Not.Empty);
        }

        var look = (await LogAsync(_noise)).Single();
        Assert.That((look.Text("actor"), look.Text("reason")), Is.EqualTo(("agent", "导出：社区走访")));
        Assert.That((await LogAsync(_anonymous)).Single().List("fields").Select(field => field.GetString()), Is.EqualTo(Anonymously), "what was shown");
    }

    [Test]
    public async Task Refuses_requesters_to_whom_they_do_not_concern_and_without_a_reason()
    {
        foreach (var who in new[] { Who.Ecology, Who.Leader, Who.Assessor, Who.Supervisor, Who.Reviewer })
        {
            using var refused = await ExportAsync(who, new { withRequesters = true, reason = "看看" });
            var refusal = await refused.RefusedAsync();
            Assert.That((refusal.Status, refusal.Code), Is.EqualTo((HttpStatusCode.Forbidden, "actor.role_missing")), who.Name);
        }

        foreach (var (body, field) in new (object, string)[]
        {
            (new { withRequesters = true }, "reason"),
            (new { withRequesters = true, reason = "  " }, "reason"),
            (new { withRequesters = true, reason = new string('因', 191) }, "reason"),
            (new { format = "pdf" }, "format"),
            (new { category = "C9999X" }, "category"),
        })
        {
            using var refused = await ExportAsync(Agent, body);
            Assert.That((await refused.RefusedAsync()).Errors.Keys, Is.EqualTo(new[] { field }));
        }

        Assert.That(await LogAsync(_noise), Is.Empty);
    }

    private async Task<List<System.Text.Json.JsonElement>> LogAsync(string number) =>
        [.. (await _hotline.Client.AskAsync(Who.Supervisor, $"/api/cases/{number}/access-log")).List("items")];

    private async Task<HttpResponseMessage> ExportAsync(Who who, object body, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/cases/export") { Content = JsonContent.Create(body) };
        if (accept is not null)
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        }

        await _hotline.Client.SignAsync(request, who);
        return await _hotline.Http.SendAsync(request);
    }

    private static List<string[]> RowsOf(byte[] file)
    {
        using var book = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        Assert.That(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(book), Is.Empty);
        return [.. book.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Row>().Select(row => row.Elements<DocumentFormat.OpenXml.Spreadsheet.Cell>().Select(cell => cell.InnerText).ToArray())];
    }
}
