using System.Text.Json.Serialization;
using Hotline.Composition;
using Hotline.Contracts;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Messaging;

/// <summary>A consumer and what its queue is to be like.</summary>
internal sealed record QueueConsumer(Type Consumer, Type Definition);

/// <summary>The one switch between the in-memory bus and RabbitMQ.</summary>
internal static class Transports
{
    public static IServiceCollection AddBus(
        this IServiceCollection services, HotlineOptions options, IReadOnlyList<QueueConsumer> consumers)
    {
        if (options.Transport == Transport.InMemory)
        {
            services.AddSingleton(new RelayWindow(consumers.Select(queue => queue.Consumer)));
            services.AddSingleton<IConfigureReceiveEndpoint>(provider => provider.GetRequiredService<RelayWindow>());
        }

        return services.AddMassTransit(bus =>
        {
            // MassTransit reports usage to its makers unless told not to; a hotline's server talks to nobody outside.
            bus.DisableUsageTelemetry();
            foreach (var queue in consumers)
            {
                bus.AddConsumer(queue.Consumer, queue.Definition);
            }

            switch (options.Transport)
            {
                case Transport.InMemory:
                    bus.UsingInMemory((context, factory) => Configure(factory, context));
                    break;
                case Transport.RabbitMq:
                    bus.UsingRabbitMq((context, factory) =>
                    {
                        factory.Host(new Uri(options.Broker!));
                        Configure(factory, context);
                    });
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(options), options.Transport, "Unknown transport.");
            }
        });
    }

    private static void Configure<T>(IBusFactoryConfigurator<T> factory, IBusRegistrationContext context)
        where T : IReceiveEndpointConfigurator
    {
        factory.ConfigureJsonSerializerOptions(json =>
        {
            json.Converters.Add(new JsonStringEnumConverter());
            return json;
        });

        // Subscribers name the event they want; the shared head is no message.
        factory.Publish<HotlineEvent>(topology => topology.Exclude = true);
        factory.ConfigureEndpoints(context);
    }
}
