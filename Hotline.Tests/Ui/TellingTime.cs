using Hotline.Api.Ui.Cases;
using Hotline.Api.Ui.Kit;
using Hotline.Api.Ui.Shared;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Tests.Support;
using Microsoft.Extensions.Options;
using static Hotline.Tests.Support.Calendars;

namespace Hotline.Tests.Ui;

/// <summary>What the screens say of moments, addresses and messages; without a browser.</summary>
public sealed class TellingTime
{
    private static readonly When When = new(Options.Create(new HotlineOptions()), new SettableClock(At("2025-09-26T09:00:00+08:00")));

    [TestCase("2025-09-27T00:00:00+08:00", "今天 24:00")]
    [TestCase("2025-09-28T00:00:00+08:00", "明天 24:00")]
    [TestCase("2025-10-11T00:00:00+08:00", "10-10 24:00")]
    [TestCase("2026-01-01T00:00:00+08:00", "12-31 24:00")]
    [TestCase("2026-01-05T00:00:00+08:00", "2026-01-04 24:00")]
    [TestCase("2025-09-26T16:40:00+08:00", "今天 16:40")]
    public void The_end_of_a_day_is_its_24_o_clock(string due, string said) => Assert.That(When.Due(At(due)), Is.EqualTo(said));

    [Test]
    public void A_day_is_due_at_its_end() => Assert.That((When.EndOf(On("2025-10-10")), When.DueMinute(At("2025-10-11T00:00:00+08:00"))), Is.EqualTo(("10-10 24:00", "2025-10-10 24:00")));

    [TestCase("2025-09-26T09:20:00+08:00", "还有 20 分钟")]
    [TestCase("2025-09-26T10:52:00+08:00", "还有 1 小时 52 分")]
    [TestCase("2025-09-26T13:52:00+08:00", "还有 4 小时 52 分")]
    [TestCase("2025-09-26T12:00:00+08:00", "还有 3 小时")]
    [TestCase("2025-09-28T10:00:00+08:00", "还有 2 天")]
    [TestCase("2025-09-26T07:30:00+08:00", "已超 1 小时 30 分")]
    public void What_is_left_is_told_to_the_minute(string due, string said) => Assert.That(When.Remaining(At(due)), Is.EqualTo(said));

    [Test]
    public void A_search_comes_back_from_its_address()
    {
        var query = new FindCases.Query
        {
            Number = "250926", Status = CaseStatus.InProgress, Standing = Standing.Open, Unit = "tax", Category = "C0101", Area = "street-east", Type = CaseType.Help,
            Channel = Channel.Phone, Urgency = Urgency.Urgent, Light = Light.Red, From = On("2025-09-01"), To = On("2025-09-30"),
        };
        var address = FindAddress.Of(query);
        Assert.That(FindAddress.Read(new Uri("http://desk" + address).Query), Is.EqualTo(query));
        Assert.That(FindAddress.Of(new FindCases.Query { Phone = "13800005678", Words = "张三" }), Is.EqualTo("/cases"), "nothing that may name a person");
        Assert.That(FindAddress.Read("?status=99&light=perhaps&from=yesterday&unit="), Is.EqualTo(new FindCases.Query()));
    }

    [Test]
    public void Messages_do_not_pile_up()
    {
        var toaster = new Toaster(new SettableClock(At("2025-09-26T09:00:00+08:00")));
        foreach (var text in new[] { "one", "two", "three" })
        {
            toaster.Done(text);
            toaster.Failed(text);
        }

        Assert.That(toaster.Toasts.Select(toast => (toast.Text, toast.IsError)), Is.EqualTo(new[] { ("two", true), ("three", false), ("three", true) }));
    }
}
