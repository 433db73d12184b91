using System.Runtime.ExceptionServices;
using System.Text.Json;
using Hotline.Storage;
using MassTransit;

namespace Hotline.Messaging;

/// <summary>
/// The end of a queue's way for messages that failed or that nobody here understands. It stands in place of the
/// transport's own queues for them, so that there is one lane and not a second one on the broker that nobody looks into.
/// If the lane cannot take it, the message goes back to the broker.
/// </summary>
internal sealed class PoisonFilter(PoisonLane lane) : IFilter<ExceptionReceiveContext>, IFilter<ReceiveContext>
{
    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        // The storage being away is no fault of the message.
        for (var exception = context.Exception; exception is not null; exception = exception.InnerException)
        {
            if (exception is StorageUnavailableException)
            {
                ExceptionDispatchInfo.Throw(exception);
            }
        }

        await RecordAsync(context, context.Exception);
        await next.Send(context);
    }

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        await RecordAsync(context, new NotSupportedException("No consumer of this queue listens to such a message."));
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("poison-lane");

    private Task RecordAsync(ReceiveContext context, Exception reason)
    {
        var (type, number, version) = HeadOf(context.GetBody());
        return lane.RecordAsync(
            context.InputAddress.Segments[^1], type, number, version, reason, CancellationToken.None, context.GetMessageId());
    }

    /// <summary>What the envelope says, also of a message that is otherwise not to be read.</summary>
    private static (string? Type, string? Number, int Version) HeadOf(byte[] body)
    {
        try
        {
            using var envelope = JsonDocument.Parse(body);
            var message = envelope.RootElement.GetProperty("message");
            var type = envelope.RootElement.GetProperty("messageType")[0].GetString();
            return (type?[(type.LastIndexOf(':') + 1)..], message.GetProperty("number").GetString(), message.GetProperty("version").GetInt32());
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            return default;
        }
    }
}
