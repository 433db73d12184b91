using System.Globalization;

namespace Hotline.Zone;

/// <summary>One thing that is wrong with what is to be imported.</summary>
/// <param name="Line">Line of the file as an editor counts, the header being 1; <c>null</c> when it is no matter of one line.</param>
/// <param name="Column">Name of the column or of the parameter; <c>null</c> for the whole.</param>
/// <param name="Message">In the reader's language.</param>
public sealed record ImportError(int? Line, string? Column, string Message)
{
    /// <summary>Where, e.g. <c>lines[3].category</c>.</summary>
    public string Field => (Line, Column) switch
    {
        ({ } line, { } column) => string.Create(CultureInfo.InvariantCulture, $"lines[{line}].{column}"),
        ({ } line, null) => string.Create(CultureInfo.InvariantCulture, $"lines[{line}]"),
        (null, { } column) => column,
        _ => "body",
    };
}

/// <summary>What was sent is not what it should be; nothing was written. All that is wrong is named.</summary>
public sealed class ImportRefusedException(IReadOnlyList<ImportError> errors)
    : Exception(string.Join("; ", errors.Select(error => $"{error.Field}: {error.Message}")))
{
    public IReadOnlyList<ImportError> Errors => errors;
}

/// <summary>The import is well formed and still cannot be; nothing was written.</summary>
/// <param name="code">Stable: <c>zone.unchanged</c>, <c>zone.changed_meanwhile</c>.</param>
public sealed class ImportConflictException(string code, string message) : Exception(message)
{
    public string Code => code;
}

/// <summary>There is no such version.</summary>
public sealed class ZoneVersionNotFoundException(ZoneKind kind, int version) : Exception($"There is no version {version} of {kind}.");
