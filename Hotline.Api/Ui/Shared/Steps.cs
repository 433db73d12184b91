using FluentValidation;
using Hotline.Api.Http;
using Hotline.Cases;
using Hotline.Domain.Cases;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Api.Ui.Shared;

/// <summary>
/// Runs use cases for screens as the API's edge does for requests: validated by the same validator, refused in the same
/// words (<see cref="Problems"/>). Nothing but the screen's own cancellation is thrown, so that no fault takes what was typed with it.
/// </summary>
public sealed partial class Steps(IServiceProvider services, CaseHistory history, ZoneBook zone, ILogger<Steps> logger)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>Takes a step of a case; <see cref="StepOutcome.Done{T}"/> of <see cref="Case"/>.</summary>
    /// <param name="number">The case.</param>
    /// <param name="seen">The version the person has seen.</param>
    /// <param name="command">What was typed.</param>
    /// <param name="actor">Who takes it.</param>
    /// <param name="cancellation">Ends the wait, not a write that has begun.</param>
    /// <exception cref="OperationCanceledException">The screen is gone.</exception>
    public Task<StepOutcome> TakeAsync<TStep, TCommand>(string number, int seen, TCommand command, Actor actor, CancellationToken cancellation)
        where TStep : class, ICaseStep<TCommand>
        where TCommand : class =>
        RunAsync(
            command,
            () => services.GetRequiredService<TStep>().ExecuteAsync(number, seen, command, actor, cancellation),
            (_, title) => StaleAsync(title, number, seen, actor, cancellation),
            cancellation);

    /// <summary>Takes a case in; <see cref="StepOutcome.Done{T}"/> of <see cref="RegisterCase.Receipt"/>.</summary>
    /// <param name="key">The form's own: asked again with it, the same case is answered.</param>
    /// <inheritdoc cref="TakeAsync"/>
    public Task<StepOutcome> RegisterAsync(RegisterCase.Command command, string key, Actor actor, CancellationToken cancellation) =>
        RunAsync(command, () => services.GetRequiredService<RegisterCase>().ExecuteAsync(command, key, actor, cancellation), null, cancellation);

    /// <summary>Runs any other use case with a validated command.</summary>
    /// <inheritdoc cref="TakeAsync"/>
    public Task<StepOutcome> RunAsync<TCommand, T>(TCommand command, Func<Task<T>> act, CancellationToken cancellation)
        where TCommand : class => RunAsync(command, act, null, cancellation);

    /// <summary>Runs any other use case that takes nothing to be validated.</summary>
    /// <inheritdoc cref="TakeAsync"/>
    public Task<StepOutcome> RunAsync<T>(Func<Task<T>> act, CancellationToken cancellation) => GuardAsync(act, null, cancellation);

    private async Task<StepOutcome> RunAsync<TCommand, T>(
        TCommand command, Func<Task<T>> act, Func<StaleCaseException, string, Task<StepOutcome>>? ofStale, CancellationToken cancellation)
        where TCommand : class
    {
        var result = await services.GetRequiredService<IValidator<TCommand>>().ValidateAsync(command, cancellation);
        return result.IsValid ? await GuardAsync(act, ofStale, cancellation) : new StepOutcome.Invalid(FieldErrors.Of(result));
    }

    private async Task<StepOutcome> GuardAsync<T>(Func<Task<T>> act, Func<StaleCaseException, string, Task<StepOutcome>>? ofStale, CancellationToken cancellation)
    {
        try
        {
            return new StepOutcome.Done<T>(await act());
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            var (title, code, detail, status, errors) = Problems.Describe(exception, zone.Current);
            if (exception is StaleCaseException stale && ofStale is not null)
            {
                // What is read to show it may fail as well.
                return await GuardAsync(() => ofStale(stale, title), null, cancellation) is var shown && shown is StepOutcome.Done<StepOutcome> read ? read.Result : shown;
            }

            if (status == StatusCodes.Status500InternalServerError)
            {
                LogUnexpected(logger, exception);
            }

            return status switch
            {
                _ when errors is not null => new StepOutcome.Invalid(errors),
                StatusCodes.Status404NotFound => new StepOutcome.NotFound(code, title),
                StatusCodes.Status503ServiceUnavailable =>
                    new StepOutcome.Unavailable(title, RetryAfter, exception is StorageUnavailableException { IsOutcomeUnknown: true }),
                StatusCodes.Status500InternalServerError => new StepOutcome.Failed(title),
                _ => new StepOutcome.Refused(code, title, detail),
            };
        }
    }

    // The other of two cases that are joined may be the one that moved on: then nothing happened here, and trying again is all there is.
    private async Task<StepOutcome> StaleAsync(string title, string number, int seen, Actor actor, CancellationToken cancellation)
    {
        var current = await history.ReadAsync(number, actor, cancellation);
        var entries = await history.ReadTimelineAsync(number, actor, cancellation);
        return new StepOutcome.Stale(title, seen, current.Version, [.. entries.Where(entry => entry.Version > seen)]);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A step asked for on a screen failed.")]
    private static partial void LogUnexpected(ILogger logger, Exception exception);
}
