using System.Diagnostics;
using Hotline.Tests.Support;
using Hotline.Zone;

namespace Hotline.Tests.Zone;

public sealed class LookingUpCodes
{
    private static readonly Lookup Categories = Lookup.OfCategories(ShippedZone.Current);
    private static readonly Lookup Units = Lookup.OfUnits(ShippedZone.Current);
    private static readonly Lookup Areas = Lookup.OfAreas(ShippedZone.Current);

    [TestCase("施工噪", "C0501")]
    [TestCase("sgzs", "C0501")]
    [TestCase("shigongzaosheng", "C0501")]
    [TestCase("shigzs", "C0501")]
    [TestCase("施工zs", "C0501")]
    [TestCase("C0501", "C0501")]
    [TestCase("c0501", "C0501")]
    [TestCase("construction noise", "C0501")]
    [TestCase("SGZS", "C0501")]
    [TestCase("shzs", "C0502", Description = "社会噪声, read from the middle of the name")]
    [TestCase("噪音", "C0501")]
    [TestCase("不热", "C0404")]
    [TestCase("br", "C0404", Description = "不热, by its initials")]
    [TestCase("油烟", "C0505")]
    [TestCase("烧烤", "C0505")]
    [TestCase("餐饮", "C0701")]
    [TestCase("大气", "C0505")]
    public void Finds_a_category_however_it_is_typed(string text, string code) =>
        Assert.That(Categories.Find(text, null, 3).Select(hit => hit.Item.Code), Does.Contain(code));

    [TestCase("jjfz", "economic-development")]
    [TestCase("经济发展科技", "economic-development")]
    public void Reads_over_brackets(string text, string code) => Assert.That(Units.Find(text, null, 1)[0].Item.Code, Is.EqualTo(code));

    [Test]
    public void Says_which_characters_matched()
    {
        var hit = Categories.Find("zs", null, 50).Single(found => found.Item.Code == "C0501");
        Assert.That((hit.Field, hit.Text), Is.EqualTo((LookupField.Name, "施工噪声")));
        Assert.That(hit.Matched, Is.EqualTo(new[] { new Lookup.Range(2, 2) }));
        Assert.That(Units.Find("经济发展科技", null, 1)[0].Matched, Is.EqualTo(new[] { new Lookup.Range(0, 4), new Lookup.Range(5, 2) }));
    }

    [Test]
    public void Puts_the_beginning_before_the_initials_and_both_before_the_middle()
    {
        var lookup = Of(("a", "新城路"), ("b", "城南街"), ("c", "城市"), ("d", "常年"), ("e", "老城"));
        Assert.That(lookup.Find("城", null, 10).Select(hit => hit.Item.Code), Is.EqualTo(new[] { "b", "c", "e", "a" }));
        Assert.That(lookup.Find("cn", null, 10).Select(hit => hit.Item.Code), Is.EqualTo(new[] { "d", "b" }).Or.EqualTo(new[] { "b", "d" }));
    }

    [TestCase("重庆路", "cq")]
    [TestCase("重庆路", "zq")]
    [TestCase("长安街", "caj")]
    [TestCase("长安街", "zhangan")]
    [TestCase("银行街", "yhj")]
    [TestCase("行知路", "xzl")]
    [TestCase("厦门路", "xm")]
    [TestCase("乐山", "ls")]
    [TestCase("六安", "la")]
    [TestCase("绿地", "lvdi")]
    public void Tries_every_reading_of_a_character(string name, string typed) =>
        Assert.That(Of(("x", name)).Find(typed, null, 1), Has.Count.EqualTo(1));

    [Test]
    public void Finds_an_area_by_what_people_call_it()
    {
        var lookup = Lookup.OfAreas(WithAreas([new ZoneArea("lake", "湖畔家园", "Lakeside", "Community", ["翡翠湖"])]));
        var hit = lookup.Find("fch", null, 1).Single();
        Assert.That((hit.Item.Code, hit.Field, hit.Text), Is.EqualTo(("lake", LookupField.Alias, "翡翠湖")));
    }

    [Test]
    public void Keeps_to_a_kind_and_lists_all_of_it_without_a_text()
    {
        Assert.That(Areas.Find(null, "Park", 50).Select(hit => hit.Item.Kind).Distinct(), Is.EqualTo(new[] { "Park" }));
        Assert.That(Areas.Find(null, "Park", 50), Has.Count.EqualTo(4));
        Assert.That(Areas.Find("。", null, 50), Is.Empty);
        Assert.That(Areas.Find("没有的地方", null, 50), Is.Empty);
    }

    [Test]
    public void Answers_within_five_milliseconds_for_a_zone_of_a_thousand_places()
    {
        var names = ShippedZone.Current.Categories.Values.Select(category => category.Name).ToArray();
        var lookup = Of([.. Enumerable.Range(0, 1000).Select(index => ($"a{index}", $"{names[index % names.Length]}{names[index * 7 % names.Length]}"))]);
        string[] typed = ["s", "sg", "zhs", "噪声", "shigongzaosheng", "aaaaaaaaaaaaaaaa", "zzzzz"];
        // The quickest of several: what else the machine does is not the search's.
        var each = Enumerable.Range(0, 20).Min(_ =>
        {
            var clock = Stopwatch.StartNew();
            foreach (var text in typed)
            {
                lookup.Find(text, null, 10);
            }

            return clock.Elapsed.TotalMilliseconds / typed.Length;
        });
        TestContext.Out.WriteLine($"{each:F3} ms a search");
        Assert.That(each, Is.LessThan(5));
    }

    private static Lookup Of(params (string Code, string Name)[] areas) =>
        Lookup.OfAreas(WithAreas([.. areas.Select(area => new ZoneArea(area.Code, area.Name, area.Code, "Street"))]));

    private static HotlineZone WithAreas(IReadOnlyList<ZoneArea> areas)
    {
        var zone = ShippedZone.Current;
        return new HotlineZone(
            [.. zone.Units.Values], areas, [.. zone.Categories.Values], zone.Catalogue, zone.Scheme, [zone.Profile], zone.Profile.Version, [zone.Calendar], zone.Calendar.Version)
        {
            Phrases = zone.Phrases,
            AllTemplates = zone.AllTemplates,
            Versions = zone.Versions,
        };
    }
}
