using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>A use case that takes one step of one case; <c>POST /api/cases/{number}/{step}</c>.</summary>
/// <typeparam name="TCommand">What the person says; validated before.</typeparam>
public interface ICaseStep<in TCommand>
{
    /// <param name="number">The case.</param>
    /// <param name="seen">The version the person has seen.</param>
    /// <param name="command">Validated.</param>
    /// <param name="actor">Who takes the step.</param>
    /// <param name="cancellation">Ends the wait, not a write that has begun.</param>
    /// <returns>The case as it stands after the step.</returns>
    /// <exception cref="CaseNotFoundException">No such case.</exception>
    /// <exception cref="Storage.StaleCaseException">A step was taken since <paramref name="seen"/>.</exception>
    /// <exception cref="CaseRefusedException">The rule refused.</exception>
    Task<Case> ExecuteAsync(string number, int seen, TCommand command, Actor actor, CancellationToken cancellation);
}
