using Hotline.Contracts.Cases;
using Hotline.Messaging;
using MassTransit;

namespace Hotline.Dispatch;

/// <summary>Dispatches what was registered, or completed by its requester before anybody looked at it.</summary>
public sealed class DispatchConsumer(RouteCase route) : IConsumer<CaseRegistered>, IConsumer<InformationSupplied>
{
    /// <summary>A name that survives renaming the class.</summary>
    public const string Queue = "hotline-dispatch";

    public Task Consume(ConsumeContext<CaseRegistered> context) =>
        route.ExecuteAsync(context.Message.Number, context.CancellationToken);

    public Task Consume(ConsumeContext<InformationSupplied> context) =>
        route.ExecuteAsync(context.Message.Number, context.CancellationToken);

    public sealed class Definition : QueueDefinition<DispatchConsumer>
    {
        public Definition() => EndpointName = Queue;
    }
}
