using System.Globalization;
using System.Text;

namespace Hotline.Domain.Cases;

/// <summary>
/// 工单编号, e.g. <c>250926-000017-3</c>: local day, running number of the day, check digit. Digits only, so that it can
/// be read out over the phone in three breaths; the check digit finds every single wrong digit and every swap of two
/// neighbours (H. M. Damm, 2004, https://en.wikipedia.org/wiki/Damm_algorithm).
/// </summary>
public static class CaseNumber
{
    private const int DayDigits = 6;
    private const int LeastSerialDigits = 6;

    // A totally anti-symmetric quasigroup of order 10, from Damm's thesis.
    private static readonly byte[][] Quasigroup =
    [
        [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
        [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
        [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
        [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
        [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
        [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
        [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
        [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
        [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
        [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
    ];

    /// <param name="day">The day of registration in the zone's time.</param>
    /// <param name="serial">From 1; grows past six digits on a day with a million cases.</param>
    public static string Make(DateOnly day, int serial)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"{Of(day)}{serial:D6}");
        return $"{head[..DayDigits]}-{head[DayDigits..]}-{Check(head)}";
    }

    /// <summary>What the numbers of a day begin with: numbers are in the order of days.</summary>
    public static string Of(DateOnly day) => day.ToString("yyMMdd", CultureInfo.InvariantCulture);

    /// <summary>Whether these digits may begin a number: with a day, and none before this software was.</summary>
    /// <param name="digits">At least six.</param>
    public static bool BeginsWithDay(string digits) =>
        DateOnly.TryParseExact(digits[..DayDigits], "yyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) && digits[0] != '0';

    /// <summary>
    /// Reads a number as people write or say it: with or without dashes and blanks, also in full-width digits.
    /// <c>false</c> when it cannot be a number of ours, which a slip of one digit or a swap never is.
    /// </summary>
    public static bool TryParse(string? text, out string number)
    {
        number = "";
        if (text is null || text.Any(char.IsSurrogate))
        {
            // Half a character cannot be normalised, and no whole one beyond the first plane belongs in a number.
            return false;
        }

        var digits = new StringBuilder();
        foreach (var character in text.Normalize(NormalizationForm.FormKC))
        {
            if (char.IsAsciiDigit(character))
            {
                digits.Append(character);
            }
            else if (character is not '-' and not '_' and not '—' && !char.IsWhiteSpace(character))
            {
                return false;
            }
        }

        var all = digits.ToString();
        if (all.Length is < DayDigits + LeastSerialDigits + 1 or > DayDigits + 10 + 1 || Check(all[..^1]) != all[^1])
        {
            return false;
        }

        number = $"{all[..DayDigits]}-{all[DayDigits..^1]}-{all[^1]}";
        return true;
    }

    private static char Check(string digits)
    {
        var interim = 0;
        foreach (var digit in digits)
        {
            interim = Quasigroup[interim][digit - '0'];
        }

        return (char)('0' + interim);
    }
}
