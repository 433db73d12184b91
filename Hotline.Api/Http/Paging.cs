using System.Globalization;

namespace Hotline.Api.Http;

/// <summary>The <c>take</c> of every list. It is read here and not by the framework, so that it is refused like every other parameter.</summary>
internal static class Paging
{
    public const int UsualTake = 50;

    /// <param name="take">As sent; the usual number when left out.</param>
    /// <param name="most">Lines of a page at most.</param>
    /// <param name="wrong">What to answer when it is no number from 1 to <paramref name="most"/>.</param>
    /// <exception cref="BadRequestException">It is none.</exception>
    public static int LinesOf(string? take, int most, Func<BadRequestException> wrong)
    {
        var lines = UsualTake;
        return take is null || (int.TryParse(take, NumberStyles.None, CultureInfo.InvariantCulture, out lines) && lines >= 1 && lines <= most)
            ? lines
            : throw wrong();
    }

    /// <inheritdoc cref="LinesOf(string?, int, Func{BadRequestException})"/>
    public static int LinesOf(string? take, int most) => LinesOf(take, most, () => Wrong("list.take.detail", most));

    /// <summary>A page from a place that the caller gives.</summary>
    /// <exception cref="BadRequestException">The list never gave that place.</exception>
    public static async Task<T> FromAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (FormatException)
        {
            throw Wrong("list.after.detail", "after");
        }
    }

    /// <summary>A list was asked for in a way that there is not.</summary>
    /// <param name="detail">Key of the sentence that says what is wrong.</param>
    /// <param name="values">What the sentence mentions.</param>
    public static BadRequestException Wrong(string detail, params object[] values) => new(StatusCodes.Status400BadRequest, "list.invalid", detail, values);
}
