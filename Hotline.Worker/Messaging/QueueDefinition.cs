using Hotline.Cases;
using MassTransit;

namespace Hotline.Messaging;

/// <summary>What all our queues share: durable on the broker, a bounded number at work, short retries of transient faults only.</summary>
public abstract class QueueDefinition<TConsumer> : ConsumerDefinition<TConsumer>
    where TConsumer : class, IConsumer
{
    /// <summary>Enough that the writer can group their commits.</summary>
    private const int AtWork = 32;

    protected QueueDefinition() => ConcurrentMessageLimit = AtWork;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<TConsumer> consumerConfigurator, IRegistrationContext context)
    {
        if (endpointConfigurator is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            rabbit.SetQuorumQueue();
            rabbit.PrefetchCount = 2 * AtWork;
        }

        endpointConfigurator.UseMessageRetry(retry =>
        {
            // Asking again does not change what the rules say, nor make a case exist.
            retry.Ignore<CaseRefusedException>();
            retry.Ignore<CaseNotFoundException>();
            retry.Intervals(100, 500, 2000);
        });
    }
}
