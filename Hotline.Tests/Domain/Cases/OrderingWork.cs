using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Tests.Support;
using static Hotline.Tests.Support.Calendars;

namespace Hotline.Tests.Domain.Cases;

/// <summary>督办: what an order takes when nobody says otherwise.</summary>
public sealed class OrderingWork
{
    // S1: dispatched on a Friday evening, due at the end of 10-10.
    [TestCase("2025-09-26T17:00:00+08:00", "2025-09-30", TestName = "Takes_three_working_days_while_the_case_has_longer")]
    [TestCase("2025-10-09T09:00:00+08:00", "2025-10-10", TestName = "Ends_on_the_day_on_which_the_case_is_due")]
    [TestCase("2025-10-10T23:00:00+08:00", "2025-10-10", TestName = "Ends_on_the_last_day_itself")]
    [TestCase("2025-10-11T09:00:00+08:00", "2025-10-15", TestName = "Has_its_own_time_once_the_case_is_over")]
    public void Usual_limit(string now, string due)
    {
        var decided = Supervising.Issue(
            Story.Dispatched().Case, null, null, SupervisionOrigin.Ordered, ShippedZone.Current.Catalogue, ShippedZone.Basis, At(now));
        Assert.That(decided.Events.OfType<SupervisionIssued>().Single().DueOn, Is.EqualTo(On(due)));
    }

    [Test]
    public void Takes_the_day_that_is_named_even_if_it_is_later()
    {
        var decided = Supervising.Issue(
            Story.Dispatched().Case, null, On("2025-10-20"), SupervisionOrigin.Ordered, ShippedZone.Current.Catalogue, ShippedZone.Basis, At("2025-10-09T09:00:00+08:00"));
        Assert.That(decided.Events.OfType<SupervisionIssued>().Single().DueOn, Is.EqualTo(On("2025-10-20")));
    }
}
