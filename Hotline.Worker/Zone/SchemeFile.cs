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
        new("rating", "评价取值", scheme => (scheme.Rating ?? default).ToString()),
        new("attribution", "归属时间", scheme => (scheme.Attribution ?? default).ToString()),
        new("notAnswered", "未评价", scheme => (scheme.NotAnswered ?? default).ToString()),
        new("unreached", "无法联系", scheme => (scheme.Unreached ?? default).ToString()),
        new("full", "满分", scheme => Text(scheme.Full ?? 100)),
        new("components", "构成", scheme => scheme.Components is null ? "" : string.Join(' ', scheme.Components.Select(Text))),
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
        Rating = scheme.Rating,
        Attribution = scheme.Attribution,
        NotAnswered = scheme.NotAnswered,
        Unreached = scheme.Unreached,
        Full = scheme.Full,
        Components = scheme.Components,
    });

    /// <param name="json">What was sent.</param>
    /// <param name="before">The newest version.</param>
    /// <param name="errors">Gets everything that is wrong.</param>
    public static ZoneDocuments.Scheme Read(ReadOnlyMemory<byte> json, ZoneDocuments.Scheme before, List<ImportError> errors) => Parse(json, errors) is { } sent
        ? before with
        {
            Response = sent.Response,
            Resolution = sent.Resolution,
            Satisfaction = sent.Satisfaction,
            BasicallySatisfied = sent.BasicallySatisfied,
            PartlySolved = sent.PartlySolved,
            MinimumSample = sent.MinimumSample,
            Rating = sent.Rating,
            Attribution = sent.Attribution,
            NotAnswered = sent.NotAnswered,
            Unreached = sent.Unreached,
            Full = sent.Full,
            Components = sent.Components,
        }
        : before;

    /// <summary>The same for a scheme that is not to be kept.</summary>
    /// <param name="json">What was sent.</param>
    /// <param name="version">What it is to be called.</param>
    /// <exception cref="ImportRefusedException">It is wrong; every mistake is named.</exception>
    public static ScorecardScheme ReadCandidate(ReadOnlyMemory<byte> json, int version)
    {
        var errors = new List<ImportError>();
        return Parse(json, errors) is { } sent ? ZoneDocuments.SchemeOf(sent, version) : throw new ImportRefusedException(errors);
    }

    /// <summary>Everything that is wrong with a scheme; empty for one that may be used.</summary>
    public static IReadOnlyList<SchemeProblem> Check(ZoneDocuments.ISchemeContent content)
    {
        var problems = new List<SchemeProblem>();
        (string Name, decimal? Value)[] weights = [("response", content.Response), ("resolution", content.Resolution), ("satisfaction", content.Satisfaction)];
        foreach (var (name, value) in weights)
        {
            if (content.Components is null && value is null)
            {
                problems.Add(new SchemeProblem(name, "WeightMissing"));
            }
            else if (content.Components is not null && value is not null)
            {
                problems.Add(new SchemeProblem(name, "WeightBesideComponents"));
            }
            else if (value < 0)
            {
                problems.Add(new SchemeProblem(name, "NotNegative"));
            }
        }

        foreach (var (index, component) in (content.Components ?? []).Index())
        {
            // Either a target and a slope, or none of the three.
            if ((component.Target is null) != (component.Slope is null))
            {
                problems.Add(new SchemeProblem($"components[{index}].{(component.Target is null ? "target" : "slope")}", "TargetAndSlope"));
            }
            else if (component is { Floor: not null, Target: null })
            {
                problems.Add(new SchemeProblem($"components[{index}].floor", "TargetAndSlope"));
            }
        }

        var sum = weights.Sum(weight => Math.Min(weight.Value ?? 0, 1000));
        if (content.Components is null && problems.Count == 0 && sum != (content.Full ?? 100))
        {
            problems.Add(new SchemeProblem("satisfaction", "SumsToFull", content.Full ?? 100, sum));
        }

        return
        [
            .. problems,
            .. ScorecardScheme.Check(
                    ZoneDocuments.ComponentsOf(content), content.Full ?? 100, content.BasicallySatisfied, content.PartlySolved, content.MinimumSample)
                // Of three weights all is said above, by their own names.
                .Where(problem => content.Components is not null || !problem.Field.StartsWith("components", StringComparison.Ordinal)),
        ];
    }

    private static ZoneDocuments.SchemeWeights? Parse(ReadOnlyMemory<byte> json, List<ImportError> errors)
    {
        try
        {
            var sent = ZoneDocuments.Read<ZoneDocuments.SchemeWeights>(ZoneKind.Scheme, Encoding.UTF8.GetString(json.Span).TrimStart('\uFEFF'));
            if (sent.Components?.Contains(null!) == true)
            {
                throw new InvalidDataException("A component is null.");
            }

            var problems = Check(sent);
            errors.AddRange(problems.Select(problem => new ImportError(null, problem.Field, ZoneTexts.Format("Scheme." + problem.Rule, [.. problem.Values]))));
            return problems.Count == 0 ? sent : null;
        }
        catch (InvalidDataException unreadable)
        {
            errors.Add(new ImportError(null, null, ZoneTexts.Format("SchemeUnreadable", unreadable.Message)));
            return null;
        }
    }

    private static string Text(ZoneDocuments.Component component) => component is { Target: { } target, Slope: { } slope }
        ? $"{component.Indicator}:{Text(component.Points)}:{Text(target)}:{Text(slope)}:{Text(component.Floor ?? 0)}"
        : $"{component.Indicator}:{Text(component.Points)}";

    private static string Text(decimal? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";
}
