using System.Text;
using Hotline.Papers;
using Hotline.Tests.Support;

namespace Hotline.Tests.Papers;

/// <summary>CSV: quoted as RFC 4180 wants it, and nothing that a spreadsheet would run.</summary>
public sealed class WritingCsv
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [TestCase("=1+1", "'=1+1")]
    [TestCase("+86", "'+86")]
    [TestCase("-1", "'-1")]
    [TestCase("@SUM(A1)", "'@SUM(A1)")]
    [TestCase("＝1", "'＝1")]
    [TestCase("\tx", "'\tx")]
    [TestCase("\rx", "\"'\rx\"")]
    [TestCase("\nx", "\"'\nx\"")]
    [TestCase("a,b", "\"a,b\"")]
    [TestCase("a\"b", "\"a\"\"b\"")]
    [TestCase("250916-000001-1", "250916-000001-1")]
    [TestCase("", "")]
    public void Writes_no_field_that_a_spreadsheet_would_run(string text, string field) => Assert.That(CsvSheet.Field(text), Is.EqualTo(field));

    [Test]
    public async Task Writes_values_as_people_read_them_and_numbers_as_numbers()
    {
        using var file = new MemoryStream();
        var sheet = new Sheet(
            "三率", [new("单位"), new("=差")],
            [
                [Cell.Text("税务局"), Cell.Whole(-5)],
                [Cell.Percent(0.97650m), Cell.Number(-0.25m, "0.0")],
                [Cell.Time(new DateTimeOffset(2025, 9, 26, 16, 0, 0, TimeSpan.Zero)), Cell.Empty],
            ]);
        await CsvSheet.WriteAsync(new WriteOnlyStream(file), Zone, sheet, CancellationToken.None);
        Assert.That(file.ToArray()[..3], Is.EqualTo(Encoding.UTF8.GetPreamble()));
        Assert.That(Encoding.UTF8.GetString(file.ToArray()[3..]), Is.EqualTo("单位,'=差\r\n税务局,-5\r\n97.7%,-0.3\r\n2025-09-27 00:00:00,\r\n"));
    }
}
