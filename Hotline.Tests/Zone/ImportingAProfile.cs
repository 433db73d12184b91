using Hotline.Contracts.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Tests.Support;
using Hotline.Zone;

namespace Hotline.Tests.Zone;

public sealed class ImportingAProfile
{
    [Test]
    public async Task S13_A_consultation_of_four_working_days_is_above_the_provinces_ceiling()
    {
        await using var hotline = await TestHotline.StartAsync();
        var csv = (await hotline.ZoneVersions.ExportAsync(ZoneKind.Profile, null, CancellationToken.None)).Text();
        var four = csv.Replace("consultation,咨询,Consultation,,,2h,4wh,1wd,1wd,", "consultation,咨询,Consultation,,,2h,4wh,1wd,4wd,", StringComparison.Ordinal);
        Assert.That(four, Is.Not.EqualTo(csv));
        var before = hotline.Dump();
        var refused = await Assert.ThrowsAsync<ImportRefusedException>(() => hotline.ImportAsync(ZoneKind.Profile, four.Bytes(), Sheet.From("2025-09-26")));
        Assert.That(refused!.Errors.Select(error => error.Field), Is.EqualTo(new[] { "lines[8].resolve" }));
        Assert.That(refused.Errors[0].Message, Does.Contain("3wd").And.Contain("Consultation"));
        Assert.That(hotline.Dump(), Is.EqualTo(before));
        var three = four.Replace(",4wd,", ",3wd,", StringComparison.Ordinal);
        Assert.That((await hotline.ImportAsync(ZoneKind.Profile, three.Bytes(), Sheet.From("2025-09-26"))).Version, Is.EqualTo(2));
    }

    [TestCase("3wd", false)]
    [TestCase("4wd", true)]
    [TestCase("3d", false)]
    [TestCase("4d", true)]
    [TestCase("72h", false)]
    [TestCase("73h", true)]
    [TestCase("4320m", false)]
    [TestCase("4321m", true)]
    [TestCase("24wh", false)]
    [TestCase("25wh", true)]
    public void A_limit_is_too_long_as_soon_as_it_can_end_later_than_the_ceiling(string resolve, bool refused) =>
        Assert.That(Breaches(Line("all", [], [], null, resolve)), Is.EqualTo(refused ? new[] { "all: Consultation > 3wd" } : []));

    [Test]
    public void A_catch_all_is_held_to_the_ceilings_of_what_the_lines_before_it_leave_over()
    {
        var consultation = Line("consultation", [CaseType.Consultation], [], null, "3wd");
        var help = Line("help", [CaseType.Help, CaseType.Suggestion], [], null, "7wd");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Breaches(Line("all", [], [], null, "15wd")), Is.EquivalentTo(new[] { "all: Consultation > 3wd", "all: Help, Suggestion > 7wd" }));
            Assert.That(Breaches(consultation, Line("all", [], [], null, "15wd")), Is.EqualTo(new[] { "all: Help, Suggestion > 7wd" }));
            Assert.That(Breaches(consultation, help, Line("all", [], [], null, "15wd")), Is.Empty);
            Assert.That(Breaches(consultation, help, Line("all", [], [], null, "16wd")), Is.EqualTo(new[] { "all: Complaint, Report > 15wd" }));
            Assert.That(
                Breaches(consultation with { Requester = RequesterKind.Citizen }, help, Line("all", [], [], null, "15wd")),
                Is.EqualTo(new[] { "all: Consultation > 3wd" }), "those of enterprises are left over");
            Assert.That(
                Breaches(consultation with { Urgencies = [Urgency.General] }, help, Line("all", [], [], null, "15wd")),
                Is.EqualTo(new[] { "all: Consultation > 3wd" }), "urgent ones are left over");
        }
    }

    [Test]
    public void Complex_cases_are_free_of_ceilings()
    {
        var rest = Line("all", [], [], null, "3wd");
        Assert.That(Breaches(Line("complex", [], [Urgency.Complex], null, "60wd"), rest), Is.Empty);
        Assert.That(Breaches(Line("both", [], [Urgency.Complex, Urgency.General], null, "60wd"), rest), Has.Length.EqualTo(3));
    }

    [Test]
    public void Every_combination_is_judged_as_its_cases_would_be()
    {
        // The rule said once more, plainly: no case that is not complex may reach a line above its type's ceiling.
        ProfileLine[] lines =
        [
            Line("a", [CaseType.Consultation, CaseType.Report], [Urgency.Urgent], RequesterKind.Enterprise, "8wd"),
            Line("b", [CaseType.Help], [Urgency.General, Urgency.Complex], null, "9wd"),
            Line("c", [], [Urgency.Critical], RequesterKind.Citizen, "16wd"),
            Line("d", [], [Urgency.Complex], null, "40wd"),
            Line("e", [], [], null, "3wd"),
        ];
        var profile = new DeadlineProfile(1, lines);
        var ceilings = new Dictionary<CaseType, int>
        {
            [CaseType.Consultation] = 3, [CaseType.Help] = 7, [CaseType.Suggestion] = 7, [CaseType.Complaint] = 15, [CaseType.Report] = 15,
        };
        var expected = (from type in Enum.GetValues<CaseType>()
                        from urgency in Enum.GetValues<Urgency>()
                        from requester in Enum.GetValues<RequesterKind>()
                        let line = profile.LineFor(type, urgency, requester)
                        where urgency != Urgency.Complex && line.Resolve.Amount > ceilings[type]
                        select (line.Key, type)).Distinct();
        var found = profile.BreachesOf(ProfileCeiling.Sichuan2025).SelectMany(breach => breach.Types.Select(type => (breach.Line.Key, type)));
        Assert.That(found, Is.EquivalentTo(expected));
        Assert.That(found, Does.Contain(("a", CaseType.Consultation)).And.Contain(("b", CaseType.Help)).And.Contain(("c", CaseType.Report)));
    }

    [Test]
    public void The_shipped_profile_keeps_the_ceilings() =>
        Assert.That(ShippedZone.Current.Profile.BreachesOf(ProfileCeiling.Sichuan2025), Is.Empty);

    [Test]
    public async Task An_older_document_without_ceilings_and_common_limits_has_the_usual_ones()
    {
        await using var hotline = await TestHotline.StartAsync();
        var body = hotline.Sql("SELECT Body FROM ZoneDocuments WHERE Kind = 'Profile'").Single();
        var json = System.Text.Json.Nodes.JsonNode.Parse(body)!.AsObject();
        Assert.That(json.Remove("common") && json.Remove("ceilings"));
        var document = ZoneDocuments.Read<ZoneDocuments.Profile>(ZoneKind.Profile, json.ToJsonString());
        Assert.That(ZoneDocuments.CeilingsOf(document), Is.EqualTo(ProfileCeiling.Sichuan2025));
        Assert.That(ZoneDocuments.ProfileOf(document).Common, Is.EqualTo(ProfileCommon.Default));
    }

    [Test]
    public void The_shipped_document_says_in_full_what_is_usual()
    {
        var common = ShippedZone.Current.Profile.Common;
        Assert.That(common, Is.EqualTo(ProfileCommon.Default with { NeverOnBook = common.NeverOnBook }));
        Assert.That(common.NeverOnBook, Is.EqualTo(ProfileCommon.Default.NeverOnBook));
        var shipped = ZoneDocuments.Read<ZoneDocuments.Profile>(ZoneKind.Profile, ZoneDocuments.Shipped(ZoneKind.Profile));
        Assert.That(
            ZoneDocuments.CeilingsOf(shipped).Select(ceiling => $"{string.Join(',', ceiling.Types)} {ceiling.Limit}"),
            Is.EqualTo(ProfileCeiling.Sichuan2025.Select(ceiling => $"{string.Join(',', ceiling.Types)} {ceiling.Limit}")));
    }

    [Test]
    public void A_document_may_change_one_common_limit_and_leave_the_others()
    {
        var document = ZoneDocuments.Read<ZoneDocuments.Profile>(ZoneKind.Profile, ZoneDocuments.Shipped(ZoneKind.Profile));
        var common = ZoneDocuments.ProfileOf(document with { Common = new ZoneDocuments.Common { Reopen = "20d" } }).Common;
        Assert.That((common.Reopen, common.Archive), Is.EqualTo((Limit.CalendarDays(20), ProfileCommon.Default.Archive)));
    }

    [Test]
    public async Task Names_every_bad_line_and_column_at_once_and_imports_nothing()
    {
        await using var hotline = await TestHotline.StartAsync();
        var before = hotline.Dump();
        var refused = await Assert.ThrowsAsync<ImportRefusedException>(() => hotline.ImportAsync(
            ZoneKind.Profile,
            Sheet.Profile(
                "urgent,紧急,,Urgent,,15m,30m,2h,24h,1wd,3wd,30m,2h,36h,1wd,2h,2h",
                "urgent,,,General,,soon,4wh,24h,5wd,0wd,3wd,2wh,4wh,3wd,,1wd,1wd",
                "help,求助,,,,4h,4wh,24h,8wd,1wd,3wd,2wh,4wh,3wd,,1wd,later"),
            new ImportZone.Command { EffectiveFrom = new DateOnly(2025, 9, 25) }));
        Assert.That(refused!.Errors.Select(error => error.Field), Is.EquivalentTo(new[]
        {
            "effectiveFrom", "note",
            "lines[2].rework", "lines[2].extension",
            "lines[3].key", "lines[3].name", "lines[3].dispatch", "lines[3].review", "lines[3].resolve",
            "lines[4].consultation", "lines[4].resolve", "lines[4].resolve",
        }));
        Assert.That(hotline.Dump(), Is.EqualTo(before));
    }

    [Test]
    public async Task Says_when_a_line_moves_before_another()
    {
        await using var hotline = await TestHotline.StartAsync();
        var lines = (await hotline.ZoneVersions.ExportAsync(ZoneKind.Profile, null, CancellationToken.None)).Text().Split("\r\n");
        (lines[1], lines[2]) = (lines[2], lines[1]);
        var report = await hotline.ImportAsync(ZoneKind.Profile, string.Join("\r\n", lines).Bytes(), Sheet.Dry);
        Assert.That(
            report.Changes.Select(change => (change.Key, change.Fields.Single())),
            Is.EqualTo(new[]
            {
                ("urgent", new ZoneFieldChange("position", "2", "1")),
                ("critical", new ZoneFieldChange("position", "1", "2")),
            }));
    }

    private static string[] Breaches(params ProfileLine[] lines) =>
    [
        .. new DeadlineProfile(1, lines).BreachesOf(ProfileCeiling.Sichuan2025)
            .Select(breach => $"{breach.Line.Key}: {string.Join(", ", breach.Types)} > {breach.Ceiling}"),
    ];

    private static ProfileLine Line(string key, IReadOnlyList<CaseType> types, IReadOnlyList<Urgency> urgencies, RequesterKind? requester, string resolve)
    {
        var hour = Limit.Hours(1);
        return new ProfileLine(key, types, urgencies, requester, hour, hour, hour, Limit.Parse(resolve), hour, hour, hour, hour, Limit.Parse(resolve));
    }
}
