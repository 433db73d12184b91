using Hotline.Cases;

namespace Hotline.Api.Ui.Shared;

/// <summary>What became of something that a person asked for on a screen. It never navigates: whatever was typed is still there.</summary>
public abstract record StepOutcome
{
    private StepOutcome()
    {
    }

    /// <summary>It is done and on the disk.</summary>
    /// <typeparam name="T">What the use case answers: of a step the case as it stands after it.</typeparam>
    public sealed record Done<T>(T Result) : StepOutcome;

    /// <summary>Fields are wrong or missing; nothing was asked of the rules.</summary>
    /// <param name="Errors">All sentences about each field, by its path in camelCase, e.g. <c>requester.contactPhone</c>.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : StepOutcome;

    /// <summary>The rules said no; nothing was written.</summary>
    /// <param name="Code">Stable.</param>
    /// <param name="Title">In the reader's language.</param>
    /// <param name="Detail">What the title does not say.</param>
    public sealed record Refused(string Code, string Title, string? Detail) : StepOutcome;

    /// <summary>Somebody else took a step meanwhile; nothing was written. It may be tried again with <paramref name="Current"/> as seen.</summary>
    /// <param name="Seen">The version the person had seen.</param>
    /// <param name="Current">The version there is now.</param>
    /// <param name="Since">What happened in between, oldest first, as far as the person may see it.</param>
    public sealed record Stale(string Title, int Seen, int Current, IReadOnlyList<CaseHistory.Entry> Since) : StepOutcome;

    /// <summary>There is nothing of that number, or nothing that the person may see.</summary>
    public sealed record NotFound(string Code, string Title) : StepOutcome;

    /// <summary>It could not be made durable now.</summary>
    /// <param name="RetryAfter">When it is worth trying again.</param>
    /// <param name="IsOutcomeUnknown">It may be written all the same: look before asking again; a registration is asked for again with its key.</param>
    public sealed record Unavailable(string Title, TimeSpan RetryAfter, bool IsOutcomeUnknown) : StepOutcome;

    /// <summary>What nobody foresaw; it is logged.</summary>
    public sealed record Failed(string Title) : StepOutcome;
}
