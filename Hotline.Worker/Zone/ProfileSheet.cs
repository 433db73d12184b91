using System.Globalization;
using Hotline.Contracts.Cases;
using Hotline.Domain.Deadlines;

namespace Hotline.Zone;

/// <summary>The lines of a 时限方案 as a sheet, in the order in which they are asked (domain.md §2.3).</summary>
internal static class ProfileSheet
{
    private const int MostNameCharacters = 64;
    private static readonly string Usual = Limit.WorkingDays(1).ToString();

    public static readonly IReadOnlyList<CsvColumn<ZoneDocuments.Line>> Columns =
    [
        new("key", "编号", line => line.Key),
        new("name", "名称", line => line.Name),
        new("types", "诉求类型", line => string.Join(Csv.Between, line.Types)),
        new("urgencies", "紧急程度", line => string.Join(Csv.Between, line.Urgencies)),
        new("requester", "诉求人", line => line.Requester?.ToString() ?? ""),
        new("dispatch", "派单时限", line => line.Dispatch),
        new("sign", "签收时限", line => line.Sign),
        new("firstContact", "首次联系时限", line => line.FirstContact),
        new("resolve", "办结时限", line => line.Resolve),
        new("review", "审核时限", line => line.Review),
        new("callback", "回访时限", line => line.Callback),
        new("reworkSign", "重办签收时限", line => line.ReworkSign),
        new("reworkFirstContact", "重办首次联系时限", line => line.ReworkFirstContact),
        new("rework", "重办时限", line => line.Rework),
        new("extension", "延期时限", line => line.Extension ?? "", Needed: false),
        new("returnWindow", "退单时限", line => line.ReturnWindow, Needed: false),
        new("consultation", "会商时限", line => line.Consultation, Needed: false),
    ];

    /// <summary>Reads the lines; all that is wrong goes to the errors, and with any the answer is not to be used.</summary>
    /// <param name="csv">The sheet.</param>
    /// <param name="ceilings">What no line may exceed.</param>
    /// <param name="errors">What is wrong.</param>
    public static IReadOnlyList<ZoneDocuments.Line> Read(
        ReadOnlyMemory<byte> csv, IReadOnlyList<ProfileCeiling> ceilings, List<ImportError> errors)
    {
        var lineOfKey = new Dictionary<string, int>();
        var lines = new List<ZoneDocuments.Line>();
        var sheet = Csv.Read(csv, Columns, errors);
        var conditionsKnown = true;
        foreach (var line in sheet)
        {
            var cells = new SheetReader(line, errors);
            var key = cells.Text("key", MostNameCharacters);
            if (key.Length > 0 && !lineOfKey.TryAdd(key, line.Line))
            {
                cells.Refuse("key", "SameAsLine", lineOfKey[key]);
            }

            var name = cells.Text("name", MostNameCharacters);
            var before = errors.Count;
            var types = cells.Choices<CaseType>("types");
            var urgencies = cells.Choices<Urgency>("urgencies");
            var requester = cells.Choice<RequesterKind>("requester");
            conditionsKnown &= errors.Count == before;
            string Needed(string column) => cells.Limit(column)?.ToString() ?? Usual;
            string? Free(string column) => line[column].Length == 0 ? null : cells.Limit(column)?.ToString();

            var (dispatch, sign, firstContact) = (Needed("dispatch"), Needed("sign"), Needed("firstContact"));
            var resolve = cells.Limit("resolve");
            var (review, callback) = (Needed("review"), Needed("callback"));
            var (reworkSign, reworkFirstContact, rework) = (Needed("reworkSign"), Needed("reworkFirstContact"), cells.Limit("rework"));
            if (rework is { } again && resolve is { } first && (again.Kind != first.Kind || again.Amount > first.Amount))
            {
                cells.Refuse("rework", "ReworkTooLong");
            }

            var extension = Free("extension");
            if (extension is not null && resolve is { } original && Limit.Parse(extension).Kind != original.Kind)
            {
                cells.Refuse("extension", "ExtensionOfOtherKind");
            }

            lines.Add(new ZoneDocuments.Line
            {
                Key = key,
                Name = name,
                Types = types,
                Urgencies = urgencies,
                Requester = requester,
                Dispatch = dispatch,
                Sign = sign,
                FirstContact = firstContact,
                Resolve = resolve?.ToString() ?? Usual,
                Review = review,
                Callback = callback,
                ReworkSign = reworkSign,
                ReworkFirstContact = reworkFirstContact,
                Rework = rework?.ToString() ?? Usual,
                Extension = extension,
                ReturnWindow = Free("returnWindow") ?? Usual,
                Consultation = Free("consultation") ?? Usual,
            });
        }

        if (lines.Count > 0 && conditionsKnown)
        {
            CheckTogether(sheet, lines, ceilings, errors);
        }

        return lines;
    }

    // What a line may say depends on which cases the lines before it leave over.
    private static void CheckTogether(
        IReadOnlyList<CsvLine> sheet, List<ZoneDocuments.Line> lines, IReadOnlyList<ProfileCeiling> ceilings, List<ImportError> errors)
    {
        if (lines[^1] is not { Types.Count: 0, Urgencies.Count: 0, Requester: null })
        {
            errors.Add(new ImportError(sheet[^1].Line, null, ZoneTexts.Get("LastCoversAll")));
            return;
        }

        // A rework that is too long was named already; here its place in the sheet stands for the key, which may be there twice.
        var profile = ZoneDocuments.ProfileOf(new ZoneDocuments.Profile
        {
            Version = 0,
            EffectiveFrom = default,
            Lines = [.. lines.Select((line, index) => line with { Key = index.ToString(CultureInfo.InvariantCulture), Rework = line.Resolve })],
        });
        foreach (var breach in profile.BreachesOf(ceilings))
        {
            var place = int.Parse(breach.Line.Key, CultureInfo.InvariantCulture);
            errors.Add(new ImportError(sheet[place].Line, "resolve", ZoneTexts.Format("AboveCeiling", string.Join(", ", breach.Types), breach.Ceiling)));
        }
    }
}
