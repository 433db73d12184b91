using Hotline.Contracts.Cases;
using MassTransit;

namespace Hotline.Samples;

/// <summary>
/// Gives each message of the sample its own now: the planned instant of dispatch, whenever the bus really brings it. Without
/// this, dispatch would happen whenever the machine came to it, and the quarter would differ each time.
/// </summary>
internal sealed class SampleDispatchTime(SampleClock clock) : IConfigureReceiveEndpoint, IFilter<ConsumeContext>
{
    private volatile IReadOnlyDictionary<string, DateTimeOffset> _planned = new Dictionary<string, DateTimeOffset>();

    /// <summary>Case number → when it is dispatched. Set before anything is on the bus.</summary>
    public void Follow(IReadOnlyDictionary<string, DateTimeOffset> planned) => _planned = planned;

    public void Configure(string name, IReceiveEndpointConfigurator configurator) => configurator.UseFilter(this);

    public async Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        var number = context.TryGetMessage<CaseRegistered>(out var registered) ? registered.Message.Number
            : context.TryGetMessage<InformationSupplied>(out var supplied) ? supplied.Message.Number
            : null;
        if (number is not null && _planned.TryGetValue(number, out var at))
        {
            using (clock.At(at))
            {
                await next.Send(context);
            }
        }
        else
        {
            await next.Send(context);
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("sample-dispatch-time");
}
