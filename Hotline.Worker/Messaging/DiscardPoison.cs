using FluentValidation;
using Hotline.Cases;
using Hotline.Domain.Cases;
using Hotline.Storage;
using Microsoft.Extensions.Logging;

namespace Hotline.Messaging;

/// <summary>
/// 作废异常消息: nothing is to be done for a message of the poison lane, e.g. because it came from elsewhere and is about no case.
/// Its row stays, with who said so and why; what the log still asks for is found there all the same.
/// </summary>
public sealed partial class DiscardPoison(Database database, ILogger<DiscardPoison> logger)
{
    public const int ReasonLength = 200;

    public sealed record Command
    {
        public string? Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Reason).NotEmpty().Line(ReasonLength);
    }

    /// <param name="id">The row's.</param>
    /// <param name="command">Validated.</param>
    /// <param name="actor">Who says so.</param>
    /// <param name="cancellation">Ends the wait, not a write that has begun.</param>
    /// <returns>The row afterwards; what was resolved or discarded before is left alone. <c>null</c> when there is none with this id.</returns>
    public async Task<PoisonRow?> ExecuteAsync(string id, Command command, Actor actor, CancellationToken cancellation)
    {
        var (row, isNews) = await database.WriteAsync(
            Lane.People,
            async db =>
            {
                var done = await db.DiscardPoisonAsync(id, actor.Name, command.Reason!.Trim());
                return (await db.FindPoisonAsync(id), done);
            },
            cancellation);
        if (isNews)
        {
            LogDiscarded(logger, id, actor.Name, row!.DiscardReason!);
        }

        return row;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Id} of the poison lane was discarded by {Actor}: {Reason}")]
    private static partial void LogDiscarded(ILogger logger, string id, string actor, string reason);
}
