using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Tests.Support;
using static Hotline.Tests.Support.Calendars;

namespace Hotline.Tests.Domain.Cases;

/// <summary>回访: when whoever did not answer is called again, and who holds a case whose rework is proposed.</summary>
public sealed class CallingAgain
{
    [TestCase("2025-09-15T09:30:00+08:00", "2025-09-15T11:30:00+08:00")]
    [TestCase("2025-09-15T10:30:00+08:00", "2025-09-15T13:00:00+08:00", Description = "over lunch")]
    [TestCase("2025-09-15T16:30:00+08:00", "2025-09-16T09:00:00+08:00", Description = "over night")]
    [TestCase("2025-09-19T16:30:00+08:00", "2025-09-22T09:00:00+08:00", Description = "over the weekend")]
    public void Waits_two_hours_within_working_time(string failed, string again) =>
        Assert.That(CallingBack.TryAgainAt([At(failed)], ShippedZone.Current.Calendar), Is.EqualTo(At(again)));

    [Test]
    public void Waits_for_another_day_when_more_calls_of_this_one_lead_nowhere()
    {
        DateTimeOffset[] failed = [At("2025-09-15T09:30:00+08:00"), At("2025-09-15T11:30:00+08:00")];
        Assert.That(CallingBack.NeedsAnotherDay(failed, ShippedZone.Current.Calendar));
        Assert.That(CallingBack.TryAgainAt(failed, ShippedZone.Current.Calendar), Is.EqualTo(At("2025-09-16T09:00:00+08:00")));
    }

    [Test]
    public void Holds_nothing_while_its_rework_is_judged()
    {
        var proposed = Story.InCallback().Then(new CaseClaimed(), new CallbackAttempted { Reached = true, Resolution = Resolution.Unsolved }, new ReworkProposed()).Case;
        Assert.That(proposed.ClaimedBy, Is.Null);
        Assert.That(Claiming.Claim(proposed, Story.Agent).Refusal?.Code, Is.EqualTo("callback.awaits_judgement"));
        Assert.That(Claiming.Release(proposed, Story.Agent).Events, Is.Empty);
    }
}
