using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text;
using Hotline.Contracts.Cases;
using Hotline.Domain.Dispatch;
using Hotline.Tests.Support;
using Hotline.Zone;

namespace Hotline.Tests.Zone;

public sealed class ImportingACatalogue
{
    [Test]
    public async Task What_was_exported_changes_nothing_when_it_is_imported_again([Values(ZoneKind.Catalogue, ZoneKind.Profile)] ZoneKind kind)
    {
        await using var hotline = await TestHotline.StartAsync();
        var csv = await hotline.ZoneVersions.ExportAsync(kind, null, CancellationToken.None);
        Assert.That(csv[..3], Is.EqualTo(new byte[] { 0xEF, 0xBB, 0xBF }), "Excel reads Chinese only behind a byte order mark");
        Assert.That((await hotline.ImportAsync(kind, csv, Sheet.Dry)).Changes, Is.Empty);
        Assert.That((await hotline.ImportAsync(kind, csv[3..], Sheet.Dry)).Changes, Is.Empty, "without a mark");
        var refused = await Assert.ThrowsAsync<ImportConflictException>(() => hotline.ImportAsync(kind, csv, Sheet.From("2025-09-26")));
        Assert.That(refused!.Code, Is.EqualTo("zone.unchanged"));
    }

    [Test]
    public void Cells_with_commas_quotes_and_line_breaks_come_back_as_they_were()
    {
        var rule = new DispatchRule("R", "C01", "park-one", RequesterKind.Enterprise, "a", ["b", "c"], "a, \"b\"; 甲", Automatic: false);
        var errors = new List<ImportError>();
        var line = Csv.Read(Csv.Write(CatalogueSheet.Columns, [rule]), CatalogueSheet.Columns, errors).Single();
        Assert.That(errors, Is.Empty);
        Assert.That(
            CatalogueSheet.Columns.Select(column => line[column.Name]), Is.EqualTo(CatalogueSheet.Columns.Select(column => column.Cell(rule))));
    }

    [TestCase("=1+1")]
    [TestCase("+86")]
    [TestCase("-1")]
    [TestCase("@SUM(A1)")]
    [TestCase("'=1+1")]
    [TestCase("''=1+1")]
    [TestCase("'quoted'")]
    [TestCase("＝全角")]
    public void No_cell_becomes_a_formula_and_all_come_back(string basis)
    {
        var rule = ACatalogue.Rule with { Basis = basis };
        var csv = Csv.Write(CatalogueSheet.Columns, [rule]);
        var written = csv.Text().Split("\r\n")[1].Split(',')[6].Trim('"');
        Assert.That(written[0], Is.Not.AnyOf('=', '+', '-', '@', '＝'));
        Assert.That(Csv.Read(csv, CatalogueSheet.Columns, []).Single()["basis"], Is.EqualTo(basis));
    }

    [Test]
    public async Task Names_every_bad_line_and_column_at_once()
    {
        await using var hotline = await TestHotline.StartAsync();
        var before = hotline.Dump();
        var refused = await Assert.ThrowsAsync<ImportRefusedException>(() => hotline.ImportAsync(
            ZoneKind.Catalogue,
            Sheet.Catalogue(
                "R1,C01,,,urban-enforcement,,basis,是",
                "R1,C9999,nowhere,Neighbour,nobody,urban-enforcement; urban-enforcement,,perhaps",
                "R3,C01,,,urban-enforcement,ghost;urban-enforcement,basis,",
                "R4,C02,,,urban-enforcement,,basis"),
            Sheet.Dry));
        Assert.That(refused!.Errors.Select(error => error.Field), Is.EquivalentTo(new[]
        {
            "lines[3].basis", "lines[3].automatic", "lines[3].id", "lines[3].category", "lines[3].area", "lines[3].lead", "lines[3].supporters", "lines[3].requester",
            "lines[4].supporters", "lines[4].supporters", "lines[4].category",
            "lines[5]",
        }));
        Assert.That(hotline.Dump(), Is.EqualTo(before));
    }

    [Test]
    public async Task Takes_names_where_it_takes_codes()
    {
        await using var hotline = await TestHotline.StartAsync();
        var (lead, support, area) = (hotline.Zone.Units["urban-enforcement"].Name, hotline.Zone.Units["natural-resources"].Name, hotline.Zone.Areas["street-east"].Name);
        var category = hotline.Zone.Categories["C0104"].Name;
        var report = await hotline.ImportAsync(ZoneKind.Catalogue, Sheet.Catalogue($"R-NEW,{category},{area},群众,{lead},{support},依据,是"), Sheet.Dry);
        var added = report.Changes.Single(change => change.Kind == ZoneChangeKind.Added).Fields.ToDictionary(field => field.Name, field => field.After);
        Assert.That((added["category"], added["area"], added["requester"], added["lead"], added["supporters"]),
            Is.EqualTo(("C0104", "street-east", "Citizen", "urban-enforcement", "natural-resources")));
    }

    [Test]
    public async Task Says_what_changes_in_words()
    {
        await using var hotline = await TestHotline.StartAsync();
        var office = hotline.Zone.Units["street-east-office"].Name;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ZoneWords.Title("supporters"), Is.EqualTo("协办"));
            Assert.That(ZoneWords.Title("units[3].name"), Is.EqualTo("第 4 项 名称"));
            Assert.That(ZoneWords.Title("firstContact"), Is.EqualTo("首次联系时限"));
            Assert.That(ZoneWords.Cell("supporters", "street-east-office; tax", hotline.Zone), Is.EqualTo($"{office}、{hotline.Zone.Units["tax"].Name}"));
            Assert.That(ZoneWords.Cell("resolve", "5wd", hotline.Zone), Is.EqualTo("5 个工作日"));
            Assert.That(ZoneWords.Cell("types", "Help; Complaint", hotline.Zone), Is.EqualTo("求助、投诉"));
            Assert.That(ZoneWords.Summary("+R-NEW; R-C01: supporters ∅ → street-east-office, basis a → b", hotline.Zone), Is.EqualTo($"+R-NEW; R-C01: 协办 ∅ → {office}, 派单依据 a → b"));
        }
    }

    [Test]
    public async Task Shows_every_kind_in_words([Values(ZoneKind.Units, ZoneKind.Catalogue, ZoneKind.Profile, ZoneKind.Scheme, ZoneKind.Phrases)] ZoneKind kind)
    {
        await using var hotline = await TestHotline.StartAsync();
        var tables = await hotline.ZoneVersions.ShowAsync(kind, CancellationToken.None);
        Assert.That(tables, Has.Count.EqualTo(kind == ZoneKind.Phrases ? 2 : 1));
        foreach (var table in tables)
        {
            Assert.That(table.Rows, Is.Not.Empty);
            Assert.That(table.Rows.Select(row => row.Key), Is.Unique);
            Assert.That(table.Rows.Select(row => row.Cells.Count), Is.All.EqualTo(table.Columns.Count));
        }

        if (kind == ZoneKind.Catalogue)
        {
            Assert.That(tables[0].Rows[0].Cells, Does.Contain(hotline.Zone.Units["urban-enforcement"].Name));
            Assert.That(tables[0].Rows.SelectMany(row => row.Cells), Does.Not.Contain("urban-enforcement"));
        }
    }

    [TestCase("id,category,area,requester,lead,supporters,colour\nR,C01,,,urban-enforcement,,red", "lines[1].colour", "lines[1].basis")]
    [TestCase("id,id,category,area,requester,lead,supporters,basis\nR,R,C01,,,urban-enforcement,,b", "lines[1].id")]
    [TestCase("", "body")]
    [TestCase(Sheet.CatalogueHeader, "body")]
    [TestCase(Sheet.CatalogueHeader + "\nR,\"C0\"1,,,urban-enforcement,,b,是", "lines[2]")]
    public async Task Refuses_what_is_no_sheet_of_rules(string csv, params string[] fields)
    {
        await using var hotline = await TestHotline.StartAsync();
        var refused = await Assert.ThrowsAsync<ImportRefusedException>(() => hotline.ImportAsync(ZoneKind.Catalogue, csv.Bytes(), Sheet.Dry));
        Assert.That(refused!.Errors.Select(error => error.Field), Is.SupersetOf(fields));
    }

    [Test]
    public async Task Refuses_a_sheet_that_is_not_UTF_8()
    {
        await using var hotline = await TestHotline.StartAsync();
        byte[] gbk = [.. Encoding.ASCII.GetBytes(Sheet.CatalogueHeader + "\nR,C01,,,urban-enforcement,,"), 0xC5, 0xC9, 0xB5, 0xA5];
        var refused = await Assert.ThrowsAsync<ImportRefusedException>(() => hotline.ImportAsync(ZoneKind.Catalogue, gbk, Sheet.Dry));
        Assert.That(refused!.Errors.Single().Message, Does.Contain("UTF-8"));
    }

    [Test]
    public async Task A_dry_run_says_what_would_change_and_writes_nothing()
    {
        await using var hotline = await TestHotline.StartAsync();
        var before = hotline.Dump();
        var report = await hotline.ImportAsync(ZoneKind.Catalogue, await ChangedAsync(hotline), Sheet.Dry);
        Assert.That(hotline.Dump(), Is.EqualTo(before));
        Assert.That((report.Version, report.Previous, report.DryRun), Is.EqualTo((2, 1, true)));
        Assert.That(report.Changes.Select(change => (change.Kind, change.Key)), Is.EqualTo(new[]
        {
            (ZoneChangeKind.Changed, "R-C01"), (ZoneChangeKind.Added, "R-NEW"), (ZoneChangeKind.Removed, "R-C0107"),
        }));
        Assert.That(report.Changes[0].Fields, Is.EqualTo(new[] { new ZoneFieldChange("lead", "urban-enforcement", "natural-resources") }));
        Assert.That(report.Changes[1].Fields, Does.Contain(new ZoneFieldChange("category", null, "C0106")));
        Assert.That(report.Changes[2].Fields, Does.Contain(new ZoneFieldChange("lead", "urban-enforcement", null)));
    }

    [Test]
    public async Task A_version_keeps_who_imported_it_when_why_and_what_changed()
    {
        await using var hotline = await TestHotline.StartAsync();
        await hotline.ImportAsync(ZoneKind.Catalogue, await ChangedAsync(hotline), Sheet.From("2025-10-01"));
        var versions = await hotline.ZoneVersions.ListAsync(ZoneKind.Catalogue, CancellationToken.None);
        Assert.That(versions.Select(entry => (entry.Version, entry.InEffect)), Is.EqualTo(new[] { (2, false), (1, true) }));
        var entry = versions[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(entry.EffectiveFrom, Is.EqualTo(new DateOnly(2025, 10, 1)));
            Assert.That(entry.ImportedAt, Is.EqualTo(hotline.Clock.Now));
            Assert.That(entry.ImportedBy, Is.EqualTo(TestHotline.Agent.Name));
            Assert.That(entry.Note, Is.EqualTo("试点"));
            Assert.That(entry.Summary, Is.EqualTo("R-C01: lead urban-enforcement → natural-resources; +R-NEW; -R-C0107"));
            Assert.That(versions[1].ImportedAt, Is.Null);
        }

        Assert.That(
            (await hotline.ZoneVersions.ExportAsync(ZoneKind.Catalogue, 2, CancellationToken.None)).Text(), Does.Contain("R-NEW").And.Not.Contain("R-C0107,"));
        Assert.That(() => hotline.ZoneVersions.ExportAsync(ZoneKind.Catalogue, 3, CancellationToken.None), Throws.TypeOf<ZoneVersionNotFoundException>());
    }

    [Test]
    public async Task A_version_of_a_later_day_is_picked_up_on_that_day_and_nothing_may_come_before_it()
    {
        await using var hotline = await TestHotline.StartAsync();
        await hotline.ImportAsync(ZoneKind.Catalogue, await ChangedAsync(hotline), Sheet.From("2025-10-01"));
        Assert.That(hotline.Zone.Catalogue.Version, Is.EqualTo(1));
        var refused = await Assert.ThrowsAsync<ImportRefusedException>(async () => await hotline.ImportAsync(
            ZoneKind.Catalogue, await hotline.ZoneVersions.ExportAsync(ZoneKind.Catalogue, 1, CancellationToken.None), Sheet.From("2025-09-30")));
        Assert.That(refused!.Errors.Select(error => error.Field), Is.EqualTo(new[] { "effectiveFrom" }));
        hotline.Clock.MoveTo("2025-09-30T23:59:59+08:00");
        Assert.That(hotline.Zone.Catalogue.Version, Is.EqualTo(1));
        hotline.Clock.MoveTo("2025-10-01T00:00:00+08:00");
        Assert.That(hotline.Zone.Catalogue.Version, Is.EqualTo(2));
        Assert.That(hotline.Zone.Catalogue.Route("C0101", null, RequesterKind.Citizen).Lead, Is.EqualTo("natural-resources"));
    }

    [Test]
    public async Task Another_process_knows_a_new_version_before_it_takes_effect()
    {
        await using var hotline = await TestHotline.StartAsync();
        await using var other = await hotline.StartSecondAsync();
        await hotline.ImportAsync(ZoneKind.Catalogue, await ChangedAsync(hotline), Sheet.From("2025-09-26"));
        Assert.That(hotline.Zone.Catalogue.Version, Is.EqualTo(1), "not at once: no case may be judged by what others do not know yet");
        await other.ZoneBook.ReloadAsync(CancellationToken.None);
        hotline.Clock.Advance(ZoneBook.Settling);
        Assert.That((hotline.Zone.Catalogue.Version, other.Zone.Catalogue.Version), Is.EqualTo((2, 2)));
    }

    [Test]
    public async Task Of_two_who_import_at_once_only_one_makes_the_next_version()
    {
        await using var hotline = await TestHotline.StartAsync();
        var csv = await ChangedAsync(hotline);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            try
            {
                return (await hotline.ImportAsync(ZoneKind.Catalogue, csv, Sheet.From("2025-10-01"))).Version;
            }
            catch (ImportConflictException)
            {
                return 0;
            }
        }));
        Assert.That(outcomes, Is.EquivalentTo(new[] { 2, 0, 0, 0 }));
        Assert.That(hotline.Sql("SELECT Version FROM ZoneDocuments WHERE Kind = 'Catalogue'"), Is.EquivalentTo(new[] { "1", "2" }));
        Assert.That(hotline.Sql("SELECT Version FROM ZoneChanges"), Is.EqualTo(new[] { "2" }));
    }

    [Test]
    public void What_an_import_says_of_its_mistakes_is_there_in_both_languages()
    {
        var texts = new ResourceManager("Hotline.Zone.ZoneTexts", typeof(ZoneTexts).Assembly);
        string[] Names(string culture) =>
        [
            .. texts.GetResourceSet(CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: false)!
                .Cast<DictionaryEntry>().Select(entry => (string)entry.Key).Order(StringComparer.Ordinal),
        ];
        Assert.That(Names(""), Is.EqualTo(Names("en")).And.Not.Empty);
    }

    private static async Task<byte[]> ChangedAsync(TestHotline hotline)
    {
        var lines = (await hotline.ZoneVersions.ExportAsync(ZoneKind.Catalogue, 1, CancellationToken.None)).Text().Split("\r\n").ToList();
        lines[1] = lines[1].Replace("urban-enforcement", "natural-resources", StringComparison.Ordinal);
        lines.RemoveAll(line => line.StartsWith("R-C0107,", StringComparison.Ordinal));
        lines.Insert(lines.Count - 1, "R-NEW,C0106,,,urban-enforcement,,新增,是");
        return string.Join("\r\n", lines).Bytes();
    }
}
