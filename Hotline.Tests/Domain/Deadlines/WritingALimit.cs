using Hotline.Domain.Deadlines;

namespace Hotline.Tests.Domain.Deadlines;

public sealed class WritingALimit
{
    [TestCase("5wd", LimitKind.WorkingDays, 5)]
    [TestCase("3d", LimitKind.CalendarDays, 3)]
    [TestCase("24h", LimitKind.Hours, 24)]
    [TestCase("30m", LimitKind.Minutes, 30)]
    [TestCase("480wm", LimitKind.WorkingMinutes, 480)]
    [TestCase("4wh", LimitKind.WorkingHours, 4)]
    public void Reads_and_prints_every_kind(string text, LimitKind kind, int amount)
    {
        Assert.That(Limit.Parse(text), Is.EqualTo(new Limit(kind, amount)));
        Assert.That(Limit.Parse(text).ToString(), Is.EqualTo(text));
    }

    [TestCase("", "no limit")]
    [TestCase("wd", "no limit")]
    [TestCase("5", "no limit")]
    [TestCase("5 wd", "no limit")]
    [TestCase("5WD", "no limit")]
    [TestCase("-5wd", "no limit")]
    [TestCase("+5wd", "no limit")]
    [TestCase("1.5h", "no limit")]
    [TestCase("5wdx", "no limit")]
    [TestCase("٥wd", "no limit")]
    [TestCase("0wd", "from 1 to")]
    [TestCase("0m", "from 1 to")]
    [TestCase("110001d", "from 1 to 110000")]
    [TestCase("99999999999999999999999999m", "from 1 to")]
    public void Is_refused_with_a_reason(string text, string reason)
    {
        Assert.That(Limit.TryParse(text, out _, out var error), Is.False);
        Assert.That(error, Does.Contain(reason));
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(int.MaxValue)]
    public void Is_refused_when_made_in_code_too(int amount) =>
        Assert.That(() => Limit.WorkingDays(amount), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
