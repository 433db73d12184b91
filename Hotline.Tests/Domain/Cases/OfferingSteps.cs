using System.Collections.Concurrent;
using Hotline.Domain.Cases;
using Hotline.Tests.Support;

namespace Hotline.Tests.Domain.Cases;

/// <summary>"What I may do now" is neither more nor less than what the rules accept.</summary>
public sealed class OfferingSteps
{
    private const int Lives = 4_000;

    /// <summary>What was typed decides about these: the other case, the unit, the day, the reason, the outcome.</summary>
    private static readonly string[] AboutContent =
    [
        "answer.needs_a_unit", "appeal.metric", "appeal.once", "assignment.not_found", "book.target", "callback.not_reached",
        "callback.nothing_to_rework", "callback.rework_limit", "callback.try_again", "consult.too_few", "deadline.beyond_calendar",
        "deadline.beyond_limit", "deadline.in_the_past", "delegate.beyond_due", "dispatch.needs_designation", "dispatch.needs_higher_role",
        "dispatch.not_as_concluded", "dispatch.returned_by_unit", "dispatch.same_lead", "dispatch.unit_twice", "dispatch.unit_unknown",
        "extension.too_long", "guide.ask_again", "guide.hand_over_first", "guide.not_asked", "guide.too_early", "hand_over.time",
        "link.handled_already", "merge.itself", "merge.main_ended", "merge.main_follows", "merge.other_requester", "reclassify.needs_supervisor",
        "reclassify.nothing_changes", "reclassify.overdue", "reopen.no_unit", "reply.only_the_lead_excuses", "reply.supporters_open",
        "request.excluded_already", "request.reason", "request.suggest_a_unit", "request.suggest_another", "review.rated_before",
        "review.return_limit", "review.waive_reason", "supervision.no_unit", "supervision.not_asked", "supervision.not_reported", "supervision.open",
    ];

    [Test]
    public void Offers_what_is_taken_and_refuses_what_was_offered_for_its_content_only()
    {
        var profile = ShippedZone.Current.Profile;
        var worlds = new ConcurrentBag<CaseWorld>();
        Parallel.For(1, Lives + 1, seed =>
        {
            var world = new CaseWorld((ulong)seed, profile) { AsksBefore = true };
            world.Live();
            worlds.Add(world);
        });
        var offered = worlds.SelectMany(world => world.Offered).ToLookup(entry => entry.Key, entry => entry.Value);
        foreach (var move in CaseMove.All)
        {
            TestContext.Out.WriteLine($"{move.Step} {move.Request}{move.Supervision}: taken {offered[move].Sum(offer => offer.Taken)}, refused for {string.Join(' ', offered[move].SelectMany(offer => offer.Refused).Distinct().Order())}");
        }

        Assert.That(CaseMove.All.Where(move => offered[move].Sum(offer => offer.Taken) == 0), Is.Empty, "never offered and taken");
        Assert.That(offered.SelectMany(offers => offers).SelectMany(offer => offer.Refused).Distinct(), Is.SubsetOf(AboutContent));
    }
}
