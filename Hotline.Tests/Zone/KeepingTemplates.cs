using Hotline.Contracts.Cases;
using Hotline.Tests.Support;
using Hotline.Zone;

namespace Hotline.Tests.Zone;

public sealed class KeepingTemplates
{
    private const string Two =
        """
        {"templates": [
            {"code": "reply.all", "kind": "PublicReply", "name": "通用", "nameEn": "For all", "text": "您好，{unit}：{title}（{number}）{date}"},
            {"code": "reply.noise", "kind": "PublicReply", "name": "噪声", "nameEn": "Noise", "text": "您好，噪声{other_is_fine_in_no_case}", "category": "C0501"}
        ]}
        """;

    [Test]
    public void Ships_some_of_every_kind_and_all_of_them_valid()
    {
        var zone = ShippedZone.Current;
        Assert.That(zone.AllTemplates, Has.Count.GreaterThanOrEqualTo(12));
        Assert.That(zone.AllTemplates.Select(template => template.Kind).Distinct(), Is.EquivalentTo(Enum.GetValues<TemplateKind>()));
        Assert.That(ZoneTemplate.Problems(zone.AllTemplates, zone.Categories.Keys.ToHashSet()), Is.Empty);
    }

    [Test]
    public void Fills_in_what_is_known_and_leaves_the_rest_to_be_seen()
    {
        var template = new ZoneTemplate("a", TemplateKind.Answer, "a", "a", "{number} {title} {unit} {date} 【日期】");
        Assert.That(template.Fill(number: "N", title: "{unit}", date: "D"), Is.EqualTo("N {unit} {unit} D 【日期】"), "what is filled in is not filled in again");
    }

    [Test]
    public async Task Come_as_a_new_version_and_those_of_the_category_first()
    {
        await using var hotline = await TestHotline.StartAsync();
        var phrases = hotline.Zone.Phrases[GuideReason.Litigation];
        var json = Two.Replace("{other_is_fine_in_no_case}", "", StringComparison.Ordinal);
        var report = await hotline.ImportAsync(ZoneKind.Phrases, json.Bytes(), Sheet.From("2025-09-26"));
        Assert.That(report.Changes.Count(change => change.Kind == ZoneChangeKind.Added), Is.EqualTo(2));
        hotline.Clock.Advance(ZoneBook.Settling);
        Assert.That(hotline.Zone.Versions[ZoneKind.Phrases], Is.EqualTo(2));
        Assert.That(hotline.Zone.Templates(TemplateKind.PublicReply, "C0501").Select(template => template.Code), Is.EqualTo(new[] { "reply.noise", "reply.all" }));
        Assert.That(hotline.Zone.Templates(TemplateKind.PublicReply, "C0101").Select(template => template.Code), Is.EqualTo(new[] { "reply.all" }));
        Assert.That(hotline.Zone.Templates(TemplateKind.InternalNote, null), Is.Empty);
        Assert.That(hotline.Zone.Phrases[GuideReason.Litigation], Is.EqualTo(phrases), "what was left out stays");
        Assert.That(async () => await hotline.ImportAsync(ZoneKind.Phrases, json.Bytes(), Sheet.From("2025-09-26")), Throws.TypeOf<ImportConflictException>());
    }

    [Test]
    public async Task Are_the_programs_where_a_document_is_older_than_they_are()
    {
        await using var hotline = await TestHotline.StartAsync();
        hotline.Sql("UPDATE ZoneDocuments SET Body = '{\"version\":1,\"effectiveFrom\":\"2019-01-01\",\"phrases\":[]}' WHERE Kind = 'Phrases'");
        await hotline.RestartAsync();
        Assert.That(hotline.Zone.AllTemplates, Is.EqualTo(ShippedZone.Current.AllTemplates).And.Not.Empty);
    }

    [TestCase(Two, "templates[1].text")]
    [TestCase("""{"templates": [{"code": "A b", "kind": 9, "name": "", "nameEn": "x", "text": "x", "category": "Z"}]}""", "templates[0].code", "templates[0].kind", "templates[0].name", "templates[0].category")]
    [TestCase("""{"templates": [{"code": "a", "kind": "Answer", "name": "x", "nameEn": "x", "text": "x"}, {"code": "a", "kind": "Answer", "name": "x", "nameEn": "x"}]}""", "templates[1].code", "templates[1].text")]
    [TestCase("""{"phrases": [{"reason": 99, "text": "x", "textEn": "x", "channel": "x"}]}""", "phrases[0].reason", "phrases[0].channelEn")]
    [TestCase("""{"template": []}""", "body")]
    [TestCase("no JSON", "body")]
    public async Task Are_refused_with_every_mistake_named(string json, params string[] fields)
    {
        await using var hotline = await TestHotline.StartAsync();
        var before = hotline.Dump();
        var refused = await Assert.ThrowsAsync<ImportRefusedException>(() => hotline.ImportAsync(ZoneKind.Phrases, json.Bytes(), Sheet.From("2025-09-26")));
        Assert.That(refused!.Errors.Select(error => error.Field), Is.EqualTo(fields));
        Assert.That(hotline.Dump(), Is.EqualTo(before));
    }
}
