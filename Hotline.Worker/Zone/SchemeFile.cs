using System.Globalization;
using System.Text;
using Hotline.Domain.Scorecards;

namespace Hotline.Zone;

/// <summary>考评方案 as somebody sends it.</summary>
internal static class SchemeFile
{
    /// <summary>How two versions are compared; there is one line.</summary>
    public static readonly IReadOnlyList<CsvColumn<ZoneDocuments.Scheme>> Columns =
    [
        new("scheme", "方案", _ => "scheme"),
        new("response", "响应", scheme => Text(scheme.Response)),
        new("resolution", "解决", scheme => Text(scheme.Resolution)),
        new("satisfaction", "满意", scheme => Text(scheme.Satisfaction)),
        new("basicallySatisfied", "基本满意", scheme => Text(scheme.BasicallySatisfied)),
        new("partlySolved", "部分解决", scheme => Text(scheme.PartlySolved)),
        new("minimumSample", "最低样本", scheme => Text(scheme.MinimumSample)),
    ];

    /// <summary>The text that <see cref="Read"/> reads.</summary>
    public static string Of(ZoneDocuments.Scheme scheme) => ZoneDocuments.Write(new ZoneDocuments.SchemeWeights
    {
        Response = scheme.Response,
        Resolution = scheme.Resolution,
        Satisfaction = scheme.Satisfaction,
        BasicallySatisfied = scheme.BasicallySatisfied,
        PartlySolved = scheme.PartlySolved,
        MinimumSample = scheme.MinimumSample,
    });

    /// <param name="json">What was sent.</param>
    /// <param name="before">The newest version.</param>
    /// <param name="errors">Gets everything that is wrong.</param>
    public static ZoneDocuments.Scheme Read(ReadOnlyMemory<byte> json, ZoneDocuments.Scheme before, List<ImportError> errors)
    {
        try
        {
            var sent = ZoneDocuments.Read<ZoneDocuments.SchemeWeights>(ZoneKind.Scheme, Encoding.UTF8.GetString(json.Span).TrimStart('\uFEFF'));
            ArgumentOutOfRangeException.ThrowIfNegative(sent.MinimumSample);
            _ = new ScorecardScheme(
                before.Version, sent.Response, sent.Resolution, sent.Satisfaction, sent.BasicallySatisfied, sent.PartlySolved, sent.MinimumSample);
            return before with
            {
                Response = sent.Response,
                Resolution = sent.Resolution,
                Satisfaction = sent.Satisfaction,
                BasicallySatisfied = sent.BasicallySatisfied,
                PartlySolved = sent.PartlySolved,
                MinimumSample = sent.MinimumSample,
            };
        }
        catch (InvalidDataException unreadable)
        {
            errors.Add(new ImportError(null, null, ZoneTexts.Format("SchemeUnreadable", unreadable.Message)));
        }
        catch (ArgumentException)
        {
            errors.Add(new ImportError(null, null, ZoneTexts.Get("SchemeWrong")));
        }

        return before;
    }

    private static string Text(decimal value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
