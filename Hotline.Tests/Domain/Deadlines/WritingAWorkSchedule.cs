using Hotline.Domain.Deadlines;

namespace Hotline.Tests.Domain.Deadlines;

public sealed class WritingAWorkSchedule
{
    [TestCase("09:00-12:00,13:00-18:00", "09:00-12:00,13:00-18:00", 8)]
    [TestCase(" 13:00-18:00 , 9:00-12:00 ", "09:00-12:00,13:00-18:00", 8)]
    [TestCase("09:00-12:00,12:00-18:00", "09:00-18:00", 9)]
    [TestCase("00:00-24:00", "00:00-24:00", 24)]
    [TestCase("22:00-06:00", "22:00-06:00", 8)]
    [TestCase("18:00-00:00", "18:00-24:00", 6)]
    [TestCase("22:00-06:00,06:00-08:00", "06:00-08:00,22:00-06:00", 10)]
    [TestCase("20:00-22:00,22:00-06:00", "20:00-06:00", 10)]
    public void Is_sorted_and_joined(string text, string expected, int hours)
    {
        var schedule = WorkSchedule.Parse(text);
        Assert.That(schedule.ToString(), Is.EqualTo(expected));
        Assert.That(schedule.PerDay, Is.EqualTo(TimeSpan.FromHours(hours)));
        Assert.That(WorkSchedule.Parse(schedule.ToString()), Is.EqualTo(schedule));
    }

    [TestCase("", "empty")]
    [TestCase("  ", "empty")]
    [TestCase(null, "empty")]
    [TestCase(",", "no interval")]
    [TestCase("09:00", "no interval")]
    [TestCase("09:00-12:00,", "no interval")]
    [TestCase("09:00-25:00", "no interval")]
    [TestCase("09:60-12:00", "no interval")]
    [TestCase("09:00-24:01", "no interval")]
    [TestCase("-1:00-12:00", "no interval")]
    [TestCase("9-12", "no interval")]
    [TestCase("09:00-09:00", "same time")]
    [TestCase("24:00-06:00", "24:00")]
    [TestCase("09:00-12:00,11:59-18:00", "overlap")]
    [TestCase("09:00-12:00,09:00-12:00", "overlap")]
    [TestCase("05:00-12:00,22:00-06:00", "next day")]
    [TestCase("12:00-06:00,05:00-07:00", "next day")]
    public void Is_refused_with_a_reason(string? text, string reason)
    {
        Assert.That(WorkSchedule.TryParse(text, out _, out var error), Is.False);
        Assert.That(error, Does.Contain(reason));
    }
}
