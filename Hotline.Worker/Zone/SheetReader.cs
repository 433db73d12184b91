using Hotline.Cases;
using Hotline.Domain.Deadlines;

namespace Hotline.Zone;

/// <summary>Reads the cells of one line. A cell that is wrong is named in the errors and stands in for something harmless.</summary>
internal sealed class SheetReader(CsvLine line, List<ImportError> errors)
{
    private static readonly HashSet<string> Yes = new(["是", "yes", "true", "1"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> No = new(["否", "no", "false", "0"], StringComparer.OrdinalIgnoreCase);

    public void Refuse(string column, string text, params object?[] values) =>
        errors.Add(new ImportError(line.Line, column, ZoneTexts.Format(text, values)));

    /// <summary>One line of text that must be there.</summary>
    public string Text(string column, int most)
    {
        var text = line[column];
        if (text.Length == 0)
        {
            Refuse(column, "Empty");
        }
        else if (text.Length > most)
        {
            Refuse(column, "TooLong", most);
        }
        else if (text.Any(char.IsControl))
        {
            Refuse(column, "NotOneLine");
        }

        return text;
    }

    public bool YesOrNo(string column, bool unlessSaid)
    {
        var text = line[column];
        if (text.Length > 0 && !Yes.Contains(text) && !No.Contains(text))
        {
            Refuse(column, "YesOrNo");
        }

        return text.Length == 0 ? unlessSaid : Yes.Contains(text);
    }

    /// <summary>One of the values of an enum; <c>null</c> for an empty cell.</summary>
    public T? Choice<T>(string column)
        where T : struct, Enum => Choices<T>(column) switch
        {
            [] => null,
            [var one] => one,
            _ => Wrong<T>(column),
        };

    /// <summary>Some of the values of an enum, each once.</summary>
    public IReadOnlyList<T> Choices<T>(string column)
        where T : struct, Enum
    {
        var chosen = new List<T>();
        foreach (var name in line.List(column))
        {
            if (Enum.GetValues<T>().Where(said => Vocabulary.Find(said) == name).ToList() is [var word])
            {
                chosen.Add(word);
                continue;
            }

            // Names only: a number would be read as the value behind it.
            if (!name.All(char.IsAsciiLetter) || !Enum.TryParse<T>(name, ignoreCase: true, out var value))
            {
                Wrong<T>(column);
                return [];
            }

            chosen.Add(value);
        }

        return [.. chosen.Distinct()];
    }

    /// <summary>A limit as it is written; <c>null</c> for one that is none.</summary>
    public Limit? Limit(string column)
    {
        if (Domain.Deadlines.Limit.TryParse(line[column], out var limit, out _))
        {
            return limit;
        }

        Refuse(column, "NotALimit");
        return null;
    }

    private T? Wrong<T>(string column)
        where T : struct, Enum
    {
        Refuse(column, "OneOf", Vocabulary.Choices(typeof(T)));
        return null;
    }
}
