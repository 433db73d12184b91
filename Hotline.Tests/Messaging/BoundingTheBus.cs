using Hotline.Contracts.Cases;
using Hotline.Dispatch;
using Hotline.Messaging;
using Hotline.Scorecards;
using Hotline.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Tests.Messaging;

public sealed class BoundingTheBus
{
    [Test]
    public void Lets_the_relay_go_on_when_there_is_room_and_counts_each_queue_once()
    {
        var window = new RelayWindow([typeof(DispatchConsumer), typeof(ScorecardConsumer)]);
        window.Enter(typeof(CaseRegistered));
        window.Enter(typeof(CaseClosed));
        window.Enter(typeof(AssignmentSigned));
        Assert.That(window.Outstanding, Is.EqualTo(4), "two queues hear of a registration, one of a closing, one of a signature");
        Assert.That(window.WaitAsync(CancellationToken.None).IsCompletedSuccessfully);
    }

    [Test]
    public async Task Makes_the_relay_wait_and_never_for_ever()
    {
        var window = new RelayWindow([typeof(DispatchConsumer), typeof(ScorecardConsumer)]);
        for (var count = 0; count < 1025; count++)
        {
            window.Enter(typeof(CaseRegistered));
        }

        var waiting = window.WaitAsync(CancellationToken.None);
        Assert.That(waiting.IsCompleted, Is.False);
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Test]
    public async Task Forgets_whatever_was_consumed()
    {
        await using var hotline = HotlineApplication.Start();
        for (var count = 0; count < 5; count++)
        {
            await hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
        }

        await hotline.SettleAsync();
        await Eventually.SeeAsync(() => Task.FromResult(hotline.Services.GetRequiredService<RelayWindow>().Outstanding), left => left == 0, "nothing is under way");
    }
}
