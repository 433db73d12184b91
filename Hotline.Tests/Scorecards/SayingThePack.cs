using Hotline.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Scorecards;
using Hotline.Scorecards.Pack;
using Hotline.Tests.Samples;

namespace Hotline.Tests.Scorecards;

/// <summary>What the pack says of a report, before it is laid out.</summary>
public sealed class SayingThePack
{
    private const string Story = "第三季度共受理企业、群众诉求1033件,满意率达97.7%,收到群众电话表扬13件,收到企业送锦旗3件";

    [TestCase("2025Q3", 1033, "1009", 1033, 13, 3, 0, Story)]
    [TestCase("2025", 4000, "1", 16, 1, 0, 2, "2025年共受理企业、群众诉求4000件,满意率达6.3%,收到群众电话表扬1件,收到感谢信2件", TestName = "Half is rounded away from zero")]
    [TestCase("2025-09", 20, "1008", 1033, 0, 1, 0, "9月共受理企业、群众诉求20件,满意率达97.6%,收到企业送锦旗1件", TestName = "What there was none of is not said")]
    [TestCase("2025-W40", 7, "0", 0, 0, 0, 0, "第40周（9月29日至10月5日）共受理企业、群众诉求7件", TestName = "No denominator, no rate")]
    [TestCase("2025-09-30", 3, "0", 4, 0, 0, 0, "9月30日共受理企业、群众诉求3件,满意率达0.0%")]
    [TestCase("2025-09@19", 3, "1", 1, 0, 0, 0, "8月19日至9月18日共受理企业、群众诉求3件,满意率达100.0%")]
    [TestCase("2025-08-01..2025-09-15", 3, "1", 1, 0, 0, 0, "8月1日至9月15日共受理企业、群众诉求3件,满意率达100.0%")]
    public void Begins_with_the_sentence(string period, int received, string satisfied, int rated, int phone, int banners, int letters, string expected)
    {
        var report = AReport.Of(period, received, decimal.Parse(satisfied, System.Globalization.CultureInfo.InvariantCulture), rated, phone, banners, letters);
        Assert.That(FirstOf(PackChapters.Of(report, PackTexts.Chinese())), Is.EqualTo(expected + "。"));
    }

    [Test]
    public void Says_it_in_English_to_who_switched() => Assert.That(
        FirstOf(PackChapters.Of(AReport.Full, PackTexts.English())),
        Is.EqualTo("Third quarter: 1033 requests of enterprises and citizens received, satisfaction 97.7%, 13 praises of citizens by phone, 3 silk banners from enterprises, 2 letters of thanks."));

    [TestCase("2025Q3", "乐山高新区2025年第三季度接诉即办工作情况通报")]
    [TestCase("2025-09", "乐山高新区2025年9月接诉即办工作情况通报")]
    [TestCase("2025-W39", "乐山高新区2025年第39周（9月22日至9月28日）接诉即办工作情况通报")]
    public void Is_named_after_the_zone_and_the_period(string period, string expected) =>
        Assert.That(PackChapters.Of(AReport.Of(period, 1, 1, 1, 0, 0, 0), PackTexts.Chinese("乐山高新区")).Title, Is.EqualTo(expected));

    [Test]
    public void Has_the_chapters_of_a_meeting_in_their_order()
    {
        var paper = PackChapters.Of(AReport.Full, PackTexts.Chinese());
        Assert.That(paper.Chapters.Select(chapter => chapter.Title), Is.EqualTo(new[]
        {
            "一、受理与办结", "二、响应率、解决率、满意率", "三、诉求类别、地点与热点", "四、超期、退单、重办与在办红灯", "五、每月一题", "六、表扬与锦旗", "七、企业诉求",
            "八、上次点评会议定事项", "九、红黑榜",
        }));
        Assert.That(paper.Subtitle, Is.EqualTo("书记点评会材料"));

        var bare = PackChapters.Of(AReport.Of("2025-09", 1, 1, 1, 0, 0, 0), PackTexts.Chinese());
        Assert.That(bare.Chapters.Select(chapter => chapter.Title[..2]), Is.EqualTo(new[] { "一、", "二、", "三、" }), "what there is none of is left out, and the numbers close up");
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Has_a_word_for_everything_in_both_languages(bool english)
    {
        var paper = PackChapters.Of(AReport.Full, english ? PackTexts.English() : PackTexts.Chinese());
        var texts = paper.Chapters.SelectMany(chapter => chapter.Parts).SelectMany(part => part switch
        {
            PackParagraph paragraph => [paragraph.Text],
            PackTable table => [table.Caption, table.Name, .. table.Columns.Select(column => column.Title)],
            PackPicture picture => [picture.Chart.Title],
            _ => (string[])[],
        }).ToList();
        Assert.That(texts, Has.Count.GreaterThan(80));
        Assert.That(texts.Where(text => english == text.Any(sign => sign is >= '一' and <= '龥')), Is.Empty);
    }

    [Test]
    public void Prints_every_rate_above_its_numerator_and_denominator()
    {
        var paper = PackChapters.Of(AReport.Full, PackTexts.Chinese());
        var rates = paper.Tables.SelectMany(table => table.Columns.Index().Where(column => column.Item.SheetTitles.Count == 3).SelectMany(column => table.Rows.Select(row => row.Cells[column.Index]))).ToList();
        Assert.That(rates, Has.Count.GreaterThan(60));
        Assert.That(rates.Select(cell => cell.Text), Has.All.Matches(@"\A(—|[0-9]+\.[0-9]%\n[0-9.]+/[0-9]+)\z"));
        Assert.That(Cell(paper, "分组三率", "合计", "满意率"), Is.EqualTo("97.7%\n1009/1033"));
        Assert.That(Cell(paper, "分组三率", "街道（镇）", "满意率"), Is.EqualTo("—"));
        Assert.That(Cell(paper, "分组三率", "合计", "综合"), Is.EqualTo("97.68"));
    }

    /// <summary>Of eight that are ranked the first and the last three; neither a small sample nor a group of one.</summary>
    [Test]
    public void Lists_the_first_and_the_last_of_each_group_that_are_ranked()
    {
        var lists = PackChapters.Of(AReport.Full, PackTexts.Chinese()).Tables.Single(table => table.Name == "红黑榜");
        Assert.That(
            lists.Rows.Select(row => row.Cells[1].Text + row.Cells[3].Text),
            Is.EqualTo(new[] { "红榜部门1", "红榜部门2", "红榜部门3", "黑榜部门6", "黑榜部门7", "黑榜部门8" }));
    }

    [Test]
    public void Puts_nobody_on_both_lists()
    {
        var tied = AReport.Full with { Units = [.. AReport.Full.Units.Where(unit => unit.Group == "Department").Select(unit => unit with { Rank = unit.Rank is null ? null : 1 })] };
        Assert.That(PackChapters.Of(tied, PackTexts.Chinese()).Tables.Single(table => table.Name == "红黑榜").Rows.Select(row => row.Cells[1].Text), Has.All.EqualTo("红榜"));
    }

    [Test]
    public void Refuses_what_does_not_add_up_and_says_both_sides()
    {
        var report = AReport.Full with { Reconciliation = new Reconciliation(2, 1033, 982, 21, 27, 3, 1) };
        var refused = Assert.Throws<CaseRefusedException>(() => PackChapters.Of(report, PackTexts.Chinese()))!;
        Assert.That((refused.Code, string.Join('|', refused.Values)), Is.EqualTo(("scorecard.does_not_close", "2025Q3|1035|1034")));
        Assert.Throws<CaseRefusedException>(() => PackChapters.OfCircular(report, PackTexts.Chinese()));
    }

    /// <summary>The story's own sentence, and the very figures of the page, from the sample's cases.</summary>
    [Test]
    public async Task Says_of_the_sample_quarter_what_was_read_out()
    {
        var home = await SampleHome.LoadedAsync();
        Assert.That(Period.TryParse("2025Q3", out var quarter));
        var paper = (await (await home.GetAsync<MakePack>()).ExecuteAsync(quarter, english: false, CancellationToken.None)).Paper;
        Assert.That(FirstOf(paper), Is.EqualTo(Story + "。"));
        var card = await home.ReadScorecardAsync();
        var zone = (await home.GetAsync<Hotline.Zone.ZoneBook>()).Current;
        var units = paper.Tables.Single(table => table.Name == "单位排名").Rows;
        Assert.That(
            units.SkipLast(1).Select(row => string.Join('|', row.Cells.Skip(4).Select(cell => cell.Text))).ToList(),
            Is.EqualTo(card.Units.Select(unit => Figures(unit.Line))).And.Count.GreaterThan(20));
        Assert.That(string.Join('|', units[^1].Cells.Skip(4).Select(cell => cell.Text)), Is.EqualTo(Figures(card.Total)));
        Assert.That(units.SkipLast(1).Select(row => row.Cells[1].Text), Is.EqualTo(card.Units.Select(unit => unit.Rank?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "—")));
        Assert.That(units[0].Cells[3].Text, Does.StartWith(zone.Units[card.Units[0].Unit].Name));
    }

    private static string Figures(ScorecardLine line)
    {
        string Rate(Rate rate) => rate.Value is null ? "—" : $"{ScorecardTable.Percent(rate)}\n{ScorecardTable.Fraction(rate).Trim('(', ')')}";
        var composite = line.Composite is { } score ? Math.Round(score, 2, MidpointRounding.AwayFromZero).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture) : "—";
        return FormattableString.Invariant($"{line.Counts.Received}|{line.Counts.Closed}|{Rate(line.Response)}|{Rate(line.Resolution)}|{Rate(line.Satisfaction)}|{composite}");
    }

    private static string Cell(PackPaper paper, string name, string row, string column)
    {
        var table = paper.Tables.Single(candidate => candidate.Name == name);
        return table.Rows.Single(candidate => candidate.Cells[0].Text == row).Cells[table.Columns.Index().First(candidate => candidate.Item.Title == column).Index].Text;
    }

    private static string FirstOf(PackPaper paper) => ((PackParagraph)paper.Chapters[0].Parts[0]).Text;
}
