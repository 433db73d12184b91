using Hotline.Samples;

namespace Hotline.Tests.Samples;

public sealed class DrawingNumbers
{
    [Test]
    public void Gives_the_published_sequence()
    {
        var random = new SplitMix64(1234567);
        Assert.That(
            Enumerable.Range(0, 3).Select(_ => random.Next()),
            Is.EqualTo(new[] { 6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL }));
    }

    [Test]
    public void Shuffles_without_losing_or_inventing()
    {
        var items = Enumerable.Range(0, 100).ToList();
        new SplitMix64(1).Shuffle(items);
        Assert.That(items, Is.EquivalentTo(Enumerable.Range(0, 100)).And.Not.Ordered);
    }

    [Test]
    public void Draws_by_weight_and_never_what_weighs_nothing()
    {
        var random = new SplitMix64(1);
        var drawn = Enumerable.Range(0, 4000).Select(_ => random.Weighed([1, 0, 3])).ToList();
        Assert.That(drawn, Has.No.Member(1));
        Assert.That(drawn.Count(index => index == 2), Is.InRange(2850, 3150));
    }
}
