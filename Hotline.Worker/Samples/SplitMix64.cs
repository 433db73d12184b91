namespace Hotline.Samples;

/// <summary>
/// A small generator of our own (G. Steele et al., 2014, https://doi.org/10.1145/2660193.2660195): the numbers of
/// System.Random are not promised to be the same in the next runtime, and the sample must be the same every time.
/// </summary>
public sealed class SplitMix64(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = _state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>A generator that goes its own way: what is drawn from it does not move what this one gives next.</summary>
    public SplitMix64 Fork() => new(Next());

    /// <summary>From 0 up to but not including <paramref name="bound"/>.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>From 0 up to but not including 1.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability) => Fraction() < probability;

    public double Between(double least, double most) => least + (most - least) * Fraction();

    /// <summary>To the second.</summary>
    public TimeSpan Minutes(double least, double most) => TimeSpan.FromSeconds(Math.Round(60 * Between(least, most)));

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>An index, each as likely as its weight.</summary>
    public int Weighed(IReadOnlyList<double> weights)
    {
        var left = Fraction() * weights.Sum();
        for (var index = 0; index < weights.Count - 1; index++)
        {
            left -= weights[index];
            if (left < 0)
            {
                return index;
            }
        }

        return weights.Count - 1;
    }

    /// <summary>Fisher and Yates, in place.</summary>
    public void Shuffle<T>(IList<T> items)
    {
        for (var last = items.Count - 1; last > 0; last--)
        {
            var other = Below(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}
