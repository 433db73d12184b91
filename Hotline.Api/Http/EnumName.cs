namespace Hotline.Api.Http;

/// <summary>Reads one value of an enum by its name, however it is cased; never a number, nor several names joined by commas.</summary>
internal static class EnumName
{
    public static bool TryParse<T>(string? text, out T value)
        where T : struct, Enum
    {
        value = default;
        return text is not null && text.All(char.IsAsciiLetter) && Enum.TryParse(text, ignoreCase: true, out value);
    }
}
