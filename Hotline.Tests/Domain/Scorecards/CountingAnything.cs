using CsCheck;
using Hotline.Contracts;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Domain.Scorecards;
using Hotline.Tests.Support;

namespace Hotline.Tests.Domain.Scorecards;

/// <summary>Random lives of cases, each step by the rules, and random schemes: the counts against a clerk's, and what must be true of any.</summary>
public sealed class CountingAnything
{
    private const int Lives = 400;

    private static readonly Gen<ScorecardScheme> AnyScheme =
        from rating in Gen.Enum<OfficialRating>()
        from attribution in Gen.Enum<Attribution>()
        from notAnswered in Gen.Enum<Treatment>()
        from unreached in Gen.Enum<Treatment>()
        from basic in Gen.Int[0, 10]
        from partly in Gen.Int[0, 2]
        from linear in Gen.Bool
        from rates in Gen.Shuffle(Indicators.All.Where(indicator => indicator.Unit == IndicatorUnit.Rate).Select(indicator => indicator.Id).ToArray(), 1, 5)
        from points in Gen.Int[1, 40].Array[rates.Length]
        select new ScorecardScheme(
            1,
            rates.Select((id, index) => new SchemeComponent(id, points[index], linear ? new Linear(95, 0.5m, 0) : Proportional.Instance)),
            points.Sum(),
            basic / 10m,
            partly / 2m,
            0)
        {
            Rating = rating,
            Attribution = attribution,
            NotAnswered = notAnswered,
            Unreached = unreached,
        };

    private static IReadOnlyList<(IReadOnlyList<HotlineEvent> Events, DeadlineBasis Basis)> _lives = [];

    [OneTimeSetUp]
    public static void Live()
    {
        var profile = ShippedZone.Current.Profile;
        _lives =
        [
            .. Enumerable.Range(0, Lives).AsParallel().SelectMany(seed =>
            {
                var world = new CaseWorld((ulong)seed + 5_000, profile);
                world.Live();
                return world.Histories;
            }),
        ];
    }

    [Test]
    public void Agrees_with_a_clerk_on_every_life()
    {
        var seen = new HashSet<Figure>();
        foreach (var (events, basis) in _lives)
        {
            var counted = new Dictionary<(Attribution, DateOnly, Figure), long>();
            foreach (var part in Contribution.PartsOf(Case.Fold(events), basis))
            {
                foreach (var figure in CountedByHand.Known.Where(figure => part.Counts[figure] != 0))
                {
                    var key = (part.Key.Attribution, part.Key.Day, figure);
                    counted[key] = counted.GetValueOrDefault(key) + part.Counts[figure];
                    seen.Add(figure);
                }
            }

            Assert.That(counted, Is.EquivalentTo(CountedByHand.Of(events, basis)), () => string.Join('\n', events));
        }

        Assert.That(CountedByHand.Known.Except(seen), Is.Empty, "every figure came up");
    }

    [Test]
    public void Counts_each_part_once_and_for_no_more_than_one_of_anything()
    {
        foreach (var (events, basis) in _lives)
        {
            var parts = Contribution.PartsOf(Case.Fold(events), basis);
            Assert.That(parts.Select(part => part.Entry), Is.Unique);
            Assert.That(parts.All(part => Figures.All.All(figure => part.Counts[figure] is 0 or 1 || (Figures.IsMeasure(figure) && part.Counts[figure] > 0))));
            Assert.That(Contribution.BreakdownsOf(Case.Fold(events), basis), Is.Unique);
        }
    }

    [Test]
    public void Changes_only_with_events_that_are_said_to_change_it()
    {
        foreach (var (events, basis) in _lives)
        {
            var @case = Case.Fold(events.Take(1));
            var before = Print(@case, basis);
            foreach (var happened in events.Skip(1))
            {
                @case = @case.Apply(happened);
                var after = Print(@case, basis);
                Assert.That(after == before || Contribution.IsChangedBy(happened), () => $"{happened}\n{before}\n{after}");
                before = after;
            }
        }

        static string Print(Case @case, DeadlineBasis basis) =>
            string.Join('\n', Contribution.PartsOf(@case, basis)) + string.Join('\n', Contribution.BreakdownsOf(@case, basis));
    }

    [Test]
    public void Gives_no_rate_above_one_under_any_scheme_and_adds_its_scores_up()
    {
        var sums = new Dictionary<(string, DateOnly), Dictionary<Attribution, Tally>>();
        foreach (var part in _lives.SelectMany(life => Contribution.PartsOf(Case.Fold(life.Events), life.Basis)))
        {
            // As fine as it is ever summed: one unit's day.
            var key = (part.Key.Unit, part.Key.Day);
            var byAttribution = sums.TryGetValue(key, out var found) ? found : sums[key] = [];
            byAttribution[part.Key.Attribution] = byAttribution.GetValueOrDefault(part.Key.Attribution) + part.Counts;
        }

        AnyScheme.Sample(
            scheme =>
            {
                foreach (var sum in sums.Values)
                {
                    var line = new ScorecardLine(sum.GetValueOrDefault(Attribution.Closed).WithRatingsOf(sum.GetValueOrDefault(scheme.Attribution)), scheme);
                    foreach (var indicator in Indicators.All.Where(indicator => indicator.Unit == IndicatorUnit.Rate))
                    {
                        var rate = line.Of(indicator.Id);
                        Assert.That(rate.Numerator >= 0 && rate.Numerator <= rate.Denominator, () => $"{indicator.Id} {rate} of {line.Counts}");
                    }

                    var why = line.Explain();
                    Assert.That(why.Composite is null, Is.EqualTo(why.Steps.Any(step => step.Score is null)));
                    Assert.That(why.Composite is null || Math.Abs(why.Composite.Value - why.Steps.Sum(step => step.Score!.Value)) < 1e-20m);
                    Assert.That(why.Composite is null or >= 0 && (why.Composite ?? 0) <= scheme.Full);
                }
            },
            iter: 50);
    }
}
