using Hotline.Api.Ui.Shared;
using Hotline.Cases;
using Hotline.Domain.Cases;

namespace Hotline.Api.Ui.Cases;

/// <summary>What the page of a case shows: handed from the page to its circuit, so that it is read once.</summary>
public sealed record CaseSheet(CaseHistory.View Case, IReadOnlyList<TimelineLine> Timeline, IReadOnlyList<Attachments.Item> Files);

/// <summary>One event in words.</summary>
/// <param name="Who">The person's name, or the account where none is known; empty where that is nobody's business.</param>
/// <param name="Unit">Its unit's name; <c>null</c> for the hotline.</param>
/// <param name="Facts">What the event says, e.g. to whom and until when.</param>
/// <param name="IsNotice">It changes nothing that a step depends on.</param>
public sealed record TimelineLine(
    int Version, string Type, DateTimeOffset At, string Who, string? Unit, IReadOnlyList<string> Facts, IReadOnlyList<Said> Said, bool IsNotice);

/// <summary>Words of people that belong to an event.</summary>
/// <param name="Label">What kind of words.</param>
/// <param name="Public">The requester may read them.</param>
public sealed record Said(string Label, string Text, bool Public);

/// <summary>Reads a case for its page, under the reader's rights and in the reader's language.</summary>
public sealed class CaseReading(CaseHistory history, Attachments attachments, ZoneNames names, When when)
{
    /// <exception cref="CaseNotFoundException">No such case in the actor's sight.</exception>
    public async Task<CaseSheet> ReadAsync(string number, Actor actor, CancellationToken cancellation)
    {
        var view = await history.ReadAsync(number, actor, cancellation);
        var timeline = await history.ReadTimelineAsync(number, actor, cancellation);
        var files = await attachments.ListAsync(number, actor, cancellation);
        var words = new EventWords(view, names, when);
        // What was written between the reads belongs to the next reading.
        return new CaseSheet(view, [.. timeline.Where(entry => entry.Version <= view.Version).Select(words.LineOf)], files);
    }
}
