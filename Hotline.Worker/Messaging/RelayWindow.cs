using System.Collections.Frozen;
using Hotline.Storage;
using MassTransit;

namespace Hotline.Messaging;

/// <summary>
/// Bounds what the in-memory bus holds: told and not yet consumed. The log keeps the rest, on the disk, where a rush costs
/// no memory. A broker keeps its queues itself and needs none of this.
/// </summary>
public sealed class RelayWindow(IEnumerable<Type> consumers) : IConfigureReceiveEndpoint, IFilter<ConsumeContext>
{
    private const int Limit = 2048;

    /// <summary>The count is only a throttle: should it ever drift, the relay becomes slower and does not stop.</summary>
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(1);

    /// <summary>How many of our queues an event reaches.</summary>
    private readonly FrozenDictionary<Type, int> _listeners = consumers
        .SelectMany(consumer => consumer.GetInterfaces())
        .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IConsumer<>))
        .GroupBy(type => type.GetGenericArguments()[0])
        .ToFrozenDictionary(group => group.Key, group => group.Count());

    private readonly Lock _gate = new();
    private readonly Signal _room = new();
    private int _outstanding;

    /// <summary>Deliveries under way.</summary>
    public int Outstanding
    {
        get
        {
            lock (_gate)
            {
                return _outstanding;
            }
        }
    }

    /// <summary>Counts an event that is about to be told.</summary>
    public void Enter(Type happened)
    {
        lock (_gate)
        {
            _outstanding += _listeners.GetValueOrDefault(happened);
        }
    }

    /// <summary>Returns when there is room, or after a second.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        while (Outstanding > Limit && await _room.WaitAsync(AtMost, cancellation))
        {
            // A signal may be older than what was told since.
        }
    }

    public void Configure(string name, IReceiveEndpointConfigurator configurator) => configurator.UseFilter(this);

    public async Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        try
        {
            await next.Send(context);
        }
        finally
        {
            Leave();
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("relay-window");

    private void Leave()
    {
        lock (_gate)
        {
            _outstanding = Math.Max(0, _outstanding - 1);
            if (_outstanding > Limit)
            {
                return;
            }
        }

        _room.Raise();
    }
}
