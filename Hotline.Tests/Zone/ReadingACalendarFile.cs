using System.Text;
using Hotline.Domain.Deadlines;
using Hotline.Zone;
using static Hotline.Tests.Support.Calendars;

namespace Hotline.Tests.Zone;

public sealed class ReadingACalendarFile
{
    private const string Good = """{"date":"2026-10-01","name":"国庆节","isOffDay":true}""";

    [TestCase("[" + Good + "]", TestName = "Takes a plain list")]
    [TestCase("""{"year":2026,"days":[""" + Good + "]}", TestName = "Takes the list under days")]
    [TestCase("\uFEFF[" + Good + "]", TestName = "Takes a byte order mark")]
    public void Takes_the_usual_forms(string json) =>
        Assert.That(Parse(json), Is.EqualTo(new[] { new CalendarDay(On("2026-10-01"), "国庆节", IsOffDay: true) }));

    [TestCase("", "not valid JSON")]
    [TestCase("{}", "not a list")]
    [TestCase("3", "not a list")]
    [TestCase("[3]", "entry 1: not an object")]
    [TestCase("[" + Good + "," + Good + "]", "entry 2: 2026-10-01 is already entry 1")]
    [TestCase("""[{"date":"2026-02-29","name":"x","isOffDay":true}]""", "entry 1: \"date\"")]
    [TestCase("""[{"date":20260228,"name":"x","isOffDay":true}]""", "entry 1: \"date\"")]
    [TestCase("""[{"date":"1826-02-28","name":"x","isOffDay":true}]""", "outside the years")]
    [TestCase("""[{"name":"x","isOffDay":true}]""", "entry 1: \"date\"")]
    [TestCase("""[{"date":"2026-02-28","isOffDay":true}]""", "\"name\"")]
    [TestCase("""[{"date":"2026-02-28","name":"x","isOffDay":"yes"}]""", "\"isOffDay\"")]
    public void Refuses_anything_else_with_the_entry_and_the_reason(string json, string reason) =>
        Assert.That(() => Parse(json), Throws.TypeOf<FormatException>().With.Message.Contains(reason));

    [Test]
    public void Finds_the_shipped_calendar() =>
        Assert.That(CalendarFile.Shipped().Select(day => day.Date.Year).Distinct(), Is.EqualTo(Enumerable.Range(2019, 8)));

    private static IReadOnlyList<CalendarDay> Parse(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return CalendarFile.Parse(stream);
    }
}
