using System.Globalization;
using System.Resources;

namespace Hotline.Api.Ui.Review;

/// <summary>Words of the desks at which replies are checked, Chinese first and English by culture (ReviewTexts.resx).</summary>
internal static class ReviewTexts
{
    private static readonly ResourceManager Texts = new("Hotline.Api.Ui.Review.ReviewTexts", typeof(ReviewTexts).Assembly);

    public static string Get(string name) => Texts.GetString(name, CultureInfo.CurrentUICulture)
        ?? throw new MissingManifestResourceException($"ReviewTexts.resx lacks '{name}'.");

    public static string Format(string name, params object[] values) => string.Format(CultureInfo.InvariantCulture, Get(name), values);
}
