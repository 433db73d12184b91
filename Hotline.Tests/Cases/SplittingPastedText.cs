using System.Globalization;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Tests.Support;
using Hotline.Zone;

namespace Hotline.Tests.Cases;

public sealed class SplittingPastedText
{
    // A Friday.
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2025-09-26T16:40:00+08:00", CultureInfo.InvariantCulture);

    private static readonly ZoneArea[] Areas =
    [
        .. ShippedZone.Current.Areas.Values,
        new("community-lake", "湖畔家园", "Lakeside", "Community", ["翡翠湖小区", "湖畔"]),
    ];

    [TestCase("我叫张三，电话13800005678，东一小区3栋电梯昨晚10点停运，请处理。", "13800005678", "张三", "2025-09-25T22:00", "东一小区3栋", "community-east-one", null)]
    [TestCase("您好，我姓王，住在西二小区5号楼2单元，今天上午物业停水，联系电话：139 0000 1234", "13900001234", "王", "2025-09-26T10:00", "西二小区5号楼2单元", "community-west-two", null)]
    [TestCase("【转发】李女士 139-0000-1234 反映一号园区门口路灯不亮", "13900001234", null, null, "一号园区门口", "park-one", null)]
    [TestCase("联系人：李女士 13900001234，地址：高新东街道科技路12号", "13900001234", "李女士", null, "高新东街道科技路12号", "street-east", null)]
    [TestCase("3月5日在二号园区某公司应聘，被收押金2000元，至今不退，联系人欧阳明 0833-2345678", "0833-2345678", "欧阳明", "2025-03-05T00:00", null, "park-two", 2000)]
    [TestCase("12月1日起拖欠工资三千五百元", null, null, "2024-12-01T00:00", null, null, 3500)]
    [TestCase("工程款1.2万元一直没有给", null, null, null, null, null, 12000)]
    [TestCase("姓名：赵六\n电话：０８３３－２３４５６７８\n地址：１号园区３栋\n诉求：夜间施工噪声扰民", "0833-2345678", "赵六", null, "１号园区３栋", "park-one", null)]
    [TestCase("昨天下午3点半，湖畔家园东门有人摆摊", null, null, "2025-09-25T15:30", "湖畔家园东门", "community-lake", null)]
    [TestCase("翡翠湖小区地下车库漏水", null, null, null, "翡翠湖小区地下车库", "community-lake", null)]
    [TestCase("上周三在三号园区食堂吃饭后腹泻", null, null, "2025-09-17T00:00", null, "park-three", null)]
    [TestCase("周五早上8:15公交没来", null, null, "2025-09-26T08:15", null, null, null)]
    [TestCase("三天前报修，至今没人来", null, null, "2025-09-23T00:00", null, null, null)]
    [TestCase("两小时前南一小区停电", null, null, "2025-09-26T14:40", "南一小区", "community-south-one", null)]
    [TestCase("我是居民，投诉高新南镇政府旁边垃圾没人清", null, null, null, null, "town-south", null)]
    [TestCase("我是陈静，西一小区的路灯坏了", null, "陈静", null, "西一小区", "community-west-one", null)]
    [TestCase("请拨打400-820-8820或(0833)2345678联系我", "400-820-8820", null, null, null, null, null)]
    [TestCase("+86 138 0000 5678 周女士来电：停车收费￥35", "13800005678", null, null, null, null, 35)]
    [TestCase("身份证51110219900101123X，快递柜超时收费5块钱", null, null, null, null, null, 5)]
    [TestCase("2025年8月31日，我在四号园区买的房，说好交房，现在不交", null, null, "2025-08-31T00:00", "四号园区", "park-four", null)]
    [TestCase("2025-09-20 14:05 我家门口的井盖没了", null, null, "2025-09-20T14:05", null, null, null)]
    [TestCase("今晚11点还在施工", null, null, "2025-09-26T00:00", null, null, null)]
    [TestCase("凌晨两点工地还在打桩，吵得睡不着", null, null, "2025-09-26T02:00", null, null, null)]
    [TestCase("发件人：孙丽 <sl@example.com>\n主题：供暖\n家里温度只有15度，希望解决。\n孙丽", null, "孙丽", null, null, null, null)]
    [TestCase("刘强 2025-09-25 19:20\n小区门口小贩占道，堵得厉害", null, "刘强", "2025-09-25T19:20", null, null, null)]
    [TestCase("路灯坏了", null, null, null, null, null, null)]
    public void Finds_what_belongs_in_a_field(string text, string? phone, string? name, string? at, string? place, string? area, int? sum)
    {
        var pieces = PasteSplitter.Split(text, Now, Areas);
        Assert.Multiple(() =>
        {
            Assert.That(pieces.Phones is [var first, ..] ? first.Value : null, Is.EqualTo(phone));
            if (name is not null)
            {
                Assert.That(pieces.Name?.Value, Is.EqualTo(name));
            }

            Assert.That(pieces.Happened?.Value.At, Is.EqualTo(at is null ? (DateTimeOffset?)null : DateTimeOffset.Parse(at + ":00+08:00", CultureInfo.InvariantCulture)));
            if (place is not null)
            {
                Assert.That(pieces.Place?.Value, Is.EqualTo(place));
            }

            Assert.That(pieces.Area?.Value, Is.EqualTo(area));
            Assert.That(pieces.Sum?.Value, Is.EqualTo((decimal?)sum));
        });
    }

    [TestCase("路过一号园区，灯亮着")]
    [TestCase("我是一名居民，想问社保怎么交")]
    [TestCase("我叫了三次物业都没人来")]
    [TestCase("订单号20250926138000056789，没发货")]
    public void Leaves_out_what_is_no_name_and_no_number(string text)
    {
        var pieces = PasteSplitter.Split(text, Now, Areas);
        Assert.That((pieces.Name, pieces.Phones.Count), Is.EqualTo(((PasteSplitter.Piece<string>?)null, 0)));
    }

    [Test]
    public void Proposes_a_title_and_keeps_the_rest_without_the_person()
    {
        var pieces = PasteSplitter.Split("您好，我叫张三，电话13800005678，我要投诉东一小区3栋电梯昨晚10点停运，请处理。", Now, Areas);
        Assert.That(pieces.Title, Is.EqualTo("东一小区3栋电梯昨晚10点停运"));
        Assert.That(pieces.Content, Does.Not.Contain("张三").And.Not.Contain("13800005678").And.Contain("东一小区3栋电梯昨晚10点停运，请处理。"));
    }

    [Test]
    public void Takes_a_line_that_only_says_the_place_for_the_place()
    {
        var pieces = PasteSplitter.Split("微信留言：\n姓名：赵六\n电话：13900001234\n地址：一号园区3栋\n诉求：夜间施工噪声扰民，请处理。", Now, Areas);
        Assert.That((pieces.Place?.Value, pieces.Title, pieces.Channel), Is.EqualTo(("一号园区3栋", "夜间施工噪声扰民", Channel.WeChat)));
        Assert.That(pieces.Content, Does.Not.Contain("一号园区").And.Contain("夜间施工噪声扰民，请处理。"));
    }

    [TestCase("地址：一号园区3栋，门口路灯不亮", "地址：一号园区3栋，门口路灯不亮")]
    public void Keeps_a_line_that_says_more_than_the_place(string text, string content) =>
        Assert.That(PasteSplitter.Split(text, Now, Areas).Content, Is.EqualTo(content));

    [TestCase("我住东一小区。1、楼道灯不亮；2、电梯经常停；3、垃圾没人清。", "楼道灯不亮|电梯经常停|垃圾没人清。")]
    [TestCase("(1)井盖坏了\n(2)路灯不亮", "井盖坏了|路灯不亮")]
    [TestCase("住1、2号楼之间，噪音大", "")]
    [TestCase("1、路灯不亮", "")]
    [TestCase("第一、没有人来；涨了1.5元", "")]
    public void Offers_numbered_points_as_matters(string text, string items)
    {
        var matters = PasteSplitter.Split(text, Now, Areas).Matters;
        Assert.That(string.Join('|', matters.Select(matter => matter.Split('\n')[0])), Is.EqualTo(items));
        Assert.That(matters, Is.All.Matches<string>(matter => !text.StartsWith("我住", StringComparison.Ordinal) || matter!.EndsWith("我住东一小区。", StringComparison.Ordinal)), "what stands before all of them belongs to each");
    }

    [Test]
    public void Says_where_every_piece_stands_in_the_text()
    {
        const string Text = "姓名：赵六\n电话：０８３３－２３４５６７８\n昨晚１０点，１号园区３栋，押金２０００元";
        var pieces = PasteSplitter.Split(Text, Now, Areas);
        void Stands<T>(PasteSplitter.Piece<T>? piece) => Assert.That(Text.Substring(piece!.Start, piece.Text.Length), Is.EqualTo(piece.Text));

        Assert.Multiple(() =>
        {
            Stands(pieces.Phones[0]);
            Stands(pieces.Name);
            Stands(pieces.Happened);
            Stands(pieces.Place);
            Stands(pieces.Area);
            Stands(pieces.Sum);
        });
    }

    [Test]
    public void Bears_anything_that_is_pasted()
    {
        var random = new Random(7);
        const string Letters = "张三我叫姓今昨月日号点半十百万元0123456789:：-，。 \n路小区栋一二在于（）()+¥𠮷a";
        for (var round = 0; round < 3000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => Letters[random.Next(Letters.Length)]));
            Assert.That(() => PasteSplitter.Split(text, Now, Areas), Throws.Nothing, text);
        }
    }
}
