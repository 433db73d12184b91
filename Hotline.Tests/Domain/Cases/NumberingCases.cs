using System.Globalization;
using Hotline.Domain.Cases;

namespace Hotline.Tests.Domain.Cases;

public sealed class NumberingCases
{
    private static readonly IReadOnlyList<string> Numbers =
    [
        .. from day in new[] { new DateOnly(2025, 9, 26), new DateOnly(2000, 1, 1), new DateOnly(2099, 12, 31), new DateOnly(2028, 2, 29) }
           from serial in Enumerable.Range(0, 250).Select(index => 1 + (index * 4001)).Concat([1_000_000, 87_654_321, int.MaxValue])
           select CaseNumber.Make(day, serial),
    ];

    [Test]
    public void Writes_the_day_the_serial_and_a_check_digit()
    {
        Assert.That(CaseNumber.Make(new DateOnly(2025, 9, 26), 17), Does.Match(@"\A250926-000017-[0-9]\z"));
        Assert.That(CaseNumber.Make(new DateOnly(2025, 9, 26), 1_234_567), Does.Match(@"\A250926-1234567-[0-9]\z"));
    }

    // The worked example of the published algorithm: 572 has the check digit 4. As a head of 12 digits, leading zeros change nothing.
    [Test]
    public void Uses_the_published_table() => Assert.That(CaseNumber.TryParse("000000000572" + "4", out _), Is.True);

    [Test]
    public void Reads_back_what_it_wrote() => Assert.Multiple(() =>
    {
        foreach (var number in Numbers)
        {
            Assert.That(CaseNumber.TryParse(number, out var read), Is.True, number);
            Assert.That(read, Is.EqualTo(number));
        }
    });

    [Test]
    public void Refuses_every_single_wrong_digit()
    {
        var accepted = from number in Numbers
                       from at in Enumerable.Range(0, number.Length)
                       where char.IsAsciiDigit(number[at])
                       from digit in "0123456789"
                       where digit != number[at]
                       let wrong = number[..at] + digit + number[(at + 1)..]
                       where CaseNumber.TryParse(wrong, out _)
                       select $"{number} as {wrong}";
        Assert.That(accepted, Is.Empty);
    }

    [Test]
    public void Refuses_every_swap_of_neighbours()
    {
        var accepted = from number in Numbers.Select(number => number.Replace("-", "", StringComparison.Ordinal))
                       from at in Enumerable.Range(0, number.Length - 1)
                       where number[at] != number[at + 1]
                       let wrong = number[..at] + number[at + 1] + number[at] + number[(at + 2)..]
                       where CaseNumber.TryParse(wrong, out _)
                       select $"{number} as {wrong}";
        Assert.That(accepted, Is.Empty);
    }

    [TestCase("{0}{1}{2}")]
    [TestCase(" {0} {1} {2} ")]
    [TestCase("{0}—{1}—{2}")]
    [TestCase("{0}_{1}_{2}")]
    [TestCase("{0}－{1}－{2}", TestName = "Takes a full-width dash")]
    [TestCase("{0}　{1}　{2}", TestName = "Takes a full-width blank")]
    public void Takes_the_ways_people_write_it(string form)
    {
        var number = Numbers[3];
        var parts = number.Split('-');
        Assert.That(CaseNumber.TryParse(string.Format(CultureInfo.InvariantCulture, form, parts[0], parts[1], parts[2]), out var read), Is.True);
        Assert.That(read, Is.EqualTo(number));
    }

    [Test]
    public void Takes_full_width_digits()
    {
        var wide = string.Concat(Numbers[3].Select(character => char.IsAsciiDigit(character) ? (char)('０' + (character - '0')) : character));
        Assert.That(CaseNumber.TryParse(wide, out var read), Is.True);
        Assert.That(read, Is.EqualTo(Numbers[3]));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("-")]
    [TestCase("0")]
    [TestCase("5724")]
    [TestCase("000000005724", TestName = "Refuses eleven digits and a check digit")]
    [TestCase("000000000000005724", TestName = "Refuses more digits than a number can have")]
    [TestCase("P0000000005724")]
    [TestCase("0000000005724x")]
    [TestCase("0000000005724.")]
    [TestCase("00000000057٤4", TestName = "Refuses digits of other scripts")]
    public void Refuses_what_cannot_be_one(string? text)
    {
        Assert.That(CaseNumber.TryParse(text, out var read), Is.False);
        Assert.That(read, Is.Empty);
    }

    // Not a test case: an attribute cannot hold it.
    [Test]
    public void Refuses_half_a_character() => Refuses_what_cannot_be_one("0000000005724" + (char)0xD800);
}
