using System.CommandLine;
using System.Text;
using Hotline.Deadlines;
using static Hotline.Tests.Support.Calendars;

namespace Hotline.Tests.Deadlines;

public sealed class AskingForDueTimes
{
    [TestCase("2026-04-30 5wd", "2026-05-11")]
    [TestCase("2026-04-30 3d", "2026-05-03")]
    [TestCase("2026-12-31T20:00:00Z 1d", "2027-01-02")]
    [TestCase("2026-04-28T14:11:06+08:00 2400wm", "2026-05-08T14:11:06+08:00")]
    [TestCase("2026-04-28T14:11:06+08:00 4wh", "2026-04-29T09:11:06+08:00")]
    [TestCase("2026-04-28 24h", "2026-04-29T00:00:00+08:00")]
    [TestCase("2026-04-28 30wm", "2026-04-28T09:30:00+08:00")]
    [TestCase("2026-04-28T14:11:06.25Z 30m", "2026-04-28T22:41:06.25+08:00")]
    [TestCase("2026-04-28T14:11+0800 30m", "2026-04-28T14:41:00+08:00")]
    [TestCase("2026-04-28T00:11:06-05 30m", "2026-04-28T13:41:06+08:00")]
    [TestCase("  2026-04-28 \t 30m  ", "2026-04-28T00:30:00+08:00")]
    public void Prints_a_date_for_days_and_an_instant_for_hours(string line, string expected) =>
        Assert.That(Run(line + "\n"), Is.EqualTo((0, expected + "\n", "")));

    [Test]
    public void Keeps_lines_aligned_when_some_are_bad()
    {
        var (code, output, error) = Run("# starts\r\n2026-04-30 5wd\r\n\r\n2026-02-29 1d\r\n2026-04-30\r\n2026-04-30 0wd\r\n2026-04-30 5wd now\r\n2026-04-30T10:00:00 1h\r\n2200-12-31 1wd\r\n0001-01-01 1d\r\n2026-04-30 1wd");
        Assert.That(code, Is.EqualTo(1));
        Assert.That(output, Is.EqualTo("2026-05-11\nerror\nerror\nerror\nerror\nerror\nerror\nerror\n2026-05-06\n"));
        Assert.That(error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]), Is.EqualTo(Enumerable.Range(4, 7).Select(i => $"line {i}")));
        Assert.That(error, Does.Contain("line 4: '2026-02-29': there is no such day.").And.Contain("has no offset").And.Contain("1900-2200"));
    }

    [TestCase("30-04-2026 1d")]
    [TestCase("2026-4-30 1d")]
    [TestCase("2026-13-01 1d")]
    [TestCase("0000-01-01 1d")]
    [TestCase("2026-04-30T24:00:00+08:00 1d")]
    [TestCase("2026-04-30T10:00:60Z 1d")]
    [TestCase("2026-04-30T10Z 1d")]
    [TestCase("2026-04-30T10:00:00.Z 1d")]
    [TestCase("2026-04-30T10:00:00+15:00 1d")]
    [TestCase("2026-04-30T10:00:00+08:0 1d")]
    [TestCase("2026-04-30T10:00:00+08:00x 1d")]
    [TestCase("2026-04-30T10:00:00Zx 1d")]
    [TestCase("0001-01-01T00:00:00+08:00 1d")]
    [TestCase("9999-12-31T23:59:59-08:00 1d")]
    public void Refuses_what_is_not_a_start(string line)
    {
        var (code, output, error) = Run(line);
        Assert.That((code, output), Is.EqualTo((1, "error\n")));
        Assert.That(error, Does.StartWith("line 1: "));
    }

    [Test]
    public void Warns_once_for_each_year_without_calendar()
    {
        var (code, output, error) = Run("2026-12-31 1wd\n2026-12-31 2wd\n2027-12-31 1wd\n2027-06-01 3d\n");
        Assert.That(code, Is.Zero);
        Assert.That(output, Is.EqualTo("2027-01-01\n2027-01-04\n2028-01-03\n2027-06-04\n"));
        Assert.That(error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(new[]
        {
            "warning: the calendar has no entries for 2027; only weekdays were counted.",
            "warning: the calendar has no entries for 2028; only weekdays were counted.",
        }));
    }

    [Test]
    public void Explains_beneath_the_result_when_asked()
    {
        var (_, output, _) = Run("2026-05-08 2wd\n2026-05-08T17:30:00+08:00 1wh\n", explain: true);
        Assert.That(output, Is.EqualTo("""
            2026-05-11
              started 2026-05-08T00:00:00+08:00, limit 2wd
              skipped 2026-05-08 Fri, start day
              counted 2026-05-09 Sat, make-up day 劳动节, day 1
              skipped 2026-05-10 Sun, weekend
              counted 2026-05-11 Mon, day 2
              due     2026-05-11 24:00, that is 2026-05-12T00:00:00+08:00
            2026-05-09T09:30:00+08:00
              started 2026-05-08T17:30:00+08:00, limit 1wh
              counted 2026-05-08T17:30:00+08:00 to 2026-05-08T18:00:00+08:00, 30 min so far
              counted 2026-05-09T09:00:00+08:00 to 2026-05-09T09:30:00+08:00, make-up day 劳动节, 60 min so far
              due     2026-05-09T09:30:00+08:00

            """));
    }

    [Test]
    public void Loses_no_line_of_a_long_input()
    {
        var lines = new StringBuilder();
        for (var i = 0; i < 20_000; i++)
        {
            lines.Append("2026-04-28T14:11:06+08:00 ").Append(i + 1).Append("wm\n");
        }

        var (code, output, _) = Run(lines.ToString());
        Assert.That(code, Is.Zero);
        Assert.That(output.Count(c => c == '\n'), Is.EqualTo(20_000));
    }

    [TestCase("due --schedule 09:00-09:00", "same time")]
    [TestCase("due --zone Nowhere/Land", "no time zone")]
    public void Refuses_bad_options(string line, string reason) =>
        Assert.That(DueCommand.Create().Parse(line[4..]).Errors.Select(error => error.Message), Has.Some.Contains(reason));

    [TestCase("no-such-file.json", null, "no-such-file.json")]
    [TestCase("calendar.json", "{", "not valid JSON")]
    [TestCase("calendar.json", "[{\"date\":\"2024-01-01\",\"name\":\"x\",\"isOffDay\":true},{\"date\":\"2026-01-01\",\"name\":\"x\",\"isOffDay\":true}]", "2025")]
    public void Refuses_a_bad_calendar_file(string name, string? content, string reason)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var file = Path.Combine(folder.FullName, name);
            if (content is not null)
            {
                File.WriteAllText(file, content);
            }

            using var error = new StringWriter();
            var code = DueCommand.Create().Parse(["--calendar", file]).Invoke(new InvocationConfiguration { Error = error, Output = TextWriter.Null });
            Assert.That(code, Is.EqualTo(1));
            Assert.That(error.ToString(), Does.Contain(reason));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (int Code, string Output, string Error) Run(string input, bool explain = false)
    {
        using var reader = new StringReader(input);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = DueCommand.Run(China, explain, reader, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
