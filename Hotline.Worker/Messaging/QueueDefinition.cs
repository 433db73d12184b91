using Hotline.Cases;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Messaging;

/// <summary>What all our queues share: durable on the broker, a bounded number at work, short retries of transient faults only, and the poison lane for the rest.</summary>
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

        // Nobody listens to faults; who wants to know looks into the poison lane.
        endpointConfigurator.PublishFaults = false;
        var poison = new PoisonFilter(context.GetRequiredService<PoisonLane>());
        endpointConfigurator.ConfigureError(failed => failed.UseFilter(poison));
        endpointConfigurator.ConfigureDeadLetter(strange => strange.UseFilter(poison));
        endpointConfigurator.UseMessageRetry(retry =>
        {
            // Asking again does not change what the rules say, nor make a case exist.
            retry.Ignore<CaseRefusedException>();
            retry.Ignore<CaseNotFoundException>();
            retry.Intervals(100, 500, 2000);
        });
    }
}
