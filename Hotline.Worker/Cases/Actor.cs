using Hotline.Storage;

namespace Hotline.Cases;

/// <summary>Who asks for a step: an account, and the unit it acts for.</summary>
/// <param name="Name">The account; never a requester.</param>
/// <param name="Unit">The unit it acts for; <c>null</c> for the hotline itself.</param>
public sealed record Actor(string Name, string? Unit = null)
{
    /// <summary>Timers and messages: nobody waits for them.</summary>
    public static Actor System { get; } = new("system");

    internal Lane Lane => this == System ? Lane.Backlog : Lane.People;
}
