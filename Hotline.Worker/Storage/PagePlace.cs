using System.Globalization;

namespace Hotline.Storage;

/// <summary>Where a page of a list that is ordered by an instant ended, as the text that asks for the next one: the instant, then what tells equal ones apart.</summary>
public static class PagePlace
{
    public static string Format(DateTimeOffset at, string rest) => string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks}_{rest}");

    /// <returns><c>false</c> when the text does not begin with an instant; what the rest must be is the list's to say.</returns>
    public static bool TryParse(string text, out DateTimeOffset at, out string rest)
    {
        at = default;
        rest = "";
        if (text.Split('_', 2) is not [var ticks, var behind]
            || !long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var utcTicks)
            || utcTicks > DateTimeOffset.MaxValue.UtcTicks)
        {
            return false;
        }

        at = new DateTimeOffset(utcTicks, TimeSpan.Zero);
        rest = behind;
        return true;
    }

    /// <summary>The same where the rest is a number and what counts within it, e.g. an assignment of a case.</summary>
    public static bool TryParse(string text, out DateTimeOffset at, out string number, out int item)
    {
        item = 0;
        number = "";
        if (!TryParse(text, out at, out var rest) || rest.Split('_') is not [var name, var count]
            || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out item))
        {
            return false;
        }

        number = name;
        return true;
    }

    /// <inheritdoc cref="TryParse(string, out DateTimeOffset, out string, out int)"/>
    public static string Format(DateTimeOffset at, string number, int item) => Format(at, FormattableString.Invariant($"{number}_{item}"));
}
