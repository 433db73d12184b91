using Hotline.Domain.Cases;
using Hotline.Tests.Support;
using Hotline.Zone;
using static Hotline.Domain.Cases.ReplyWarning;

namespace Hotline.Tests.Domain.Cases;

public sealed class WeighingReplies
{
    private const string Good = "您好，经9月28日夜间现场核查，三号地块确在22时后浇筑混凝土，已责令停工并立案处罚，今后22时至次日6时不再施工。";

    [TestCase(Good)]
    [TestCase(Good + "如有疑问请联系城管局 028-38801234。")]
    [TestCase(Good + "我们将持续跟进，感谢您的理解与支持。", TestName = "Courtesy is welcome beside an answer")]
    [TestCase(Good + "工单编号 250926-000017-3，统一社会信用代码 91510100MA61234567。", TestName = "Other long numbers are nobody's")]
    public void Finds_nothing_in_an_answer(string text) => Assert.That(ReplyQuality.Check(text), Is.Empty);

    [TestCase("已转相关部门处理", TooShort, EmptyPhrase)]
    [TestCase("已处理。", TooShort, EmptyPhrase)]
    [TestCase("您好，您反映的问题已收悉，我们高度重视，已将该问题转交相关部门处理，将尽快核实，感谢您对我们工作的理解与支持！", EmptyPhrase)]
    [TestCase("您好，您反映的问题收悉，已转相关部门，感谢您的支持。{unit}", EmptyPhrase, PlaceLeftOpen)]
    [TestCase(Good + "办理人【承办人及办公电话】。", PlaceLeftOpen)]
    [TestCase(Good + "工单 {number}", PlaceLeftOpen)]
    [TestCase(Good + "王某 138 0000 5678", MobileNumber)]
    [TestCase(Good + "王某 ＋８６１３８００００５６７８", MobileNumber)]
    [TestCase(Good + "身份证 11010519491231002X", IdentityNumber)]
    [TestCase("是", TooShort)]
    [TestCase("", TooShort)]
    public void Warns(string text, params ReplyWarning[] expected) => Assert.That(ReplyQuality.Check(text), Is.EqualTo(expected));

    [TestCase(Good)]
    [TestCase(Good + "依据川府发【2025】12号文件。", TestName = "The year of a document is no open place")]
    [TestCase(Good + "办理人【承办人】，电话【办公电话】，【承办人】。{unit}", "【承办人】", "【办公电话】", "{unit}")]
    [TestCase("【】", "【】")]
    public void Names_what_a_template_left_open(string text, params string[] places) => Assert.That(ReplyQuality.Unfilled(text), Is.EqualTo(places));

    [Test]
    public void Takes_no_number_for_an_identity_whose_check_character_is_wrong() =>
        Assert.That(ReplyQuality.Check(Good + " 110105194912310021"), Is.Empty);

    [Test]
    public void Sees_every_reply_template_as_unfinished_until_it_was_filled_in()
    {
        foreach (var template in ShippedZone.Current.Templates(TemplateKind.PublicReply, null))
        {
            Assert.That(ReplyQuality.Check(template.Fill("250926-000017-3", "夜间施工", "城管局", "2025年9月28日")), Is.EqualTo(new[] { PlaceLeftOpen }), template.Code);
        }
    }
}
