using Hotline.Contracts.Cases;
using Hotline.Messaging;
using MassTransit;

namespace Hotline.Dispatch;

/// <summary>Dispatches what was registered.</summary>
public sealed class DispatchConsumer(RouteCase route) : IConsumer<CaseRegistered>
{
    /// <summary>A name that survives renaming the class.</summary>
    public const string Queue = "hotline-dispatch";

    public Task Consume(ConsumeContext<CaseRegistered> context) =>
        route.ExecuteAsync(context.Message.Number, context.CancellationToken);

    public sealed class Definition : QueueDefinition<DispatchConsumer>
    {
        public Definition() => EndpointName = Queue;
    }
}
