using Hotline.Domain.Scorecards;

namespace Hotline.Tests.Domain.Scorecards;

public sealed class MakingAScorecard
{
    private static readonly ScorecardScheme Scheme = new(1, 10, 50, 40, basicallySatisfied: 0.9m, partlySolved: 0, minimumSample: 5);

    // The first golden case of domain.md §3.5.
    private static readonly Tally Ten = new() { Rated = 10, RatedOnResponse = 10, RatedOnResolution = 10, Contacted = 10, Solved = 9, Satisfied = 7, BasicallySatisfied = 2, Dissatisfied = 1 };

    private static readonly Tally Quarter = new() { Rated = 1033, RatedOnResponse = 1033, RatedOnResolution = 1033, Contacted = 1033, Solved = 1002, Satisfied = 1000, BasicallySatisfied = 10 };

    [Test]
    public void Follows_the_formula_sheet()
    {
        var line = new ScorecardLine(Ten, Scheme);
        Assert.That((line.Response.Value, line.Resolution.Value, line.Satisfaction.Value, line.Composite), Is.EqualTo(((decimal?)1m, (decimal?)0.9m, (decimal?)0.88m, (decimal?)90.2m)));
        var full = new ScorecardLine(Ten, With(basicallySatisfied: 1));
        Assert.That((full.Satisfaction.Value, full.Composite), Is.EqualTo(((decimal?)0.9m, (decimal?)91.0m)));
    }

    [Test]
    public void Reproduces_the_quarter_with_weighted_answers()
    {
        var line = new ScorecardLine(Quarter, Scheme);
        Assert.That(line.Satisfaction, Is.EqualTo(new Rate(1009m, 1033)));
        Assert.That(Percent(line.Satisfaction.Value, 2), Is.EqualTo(97.68m));
        Assert.That(Percent(line.Resolution.Value, 2), Is.EqualTo(97.00m));
        Assert.That(decimal.Round(line.Composite!.Value, 2, MidpointRounding.AwayFromZero), Is.EqualTo(97.57m));
    }

    // domain.md §3.6: with ordinary rounding 97.7 % of 1033 is exactly 1009.
    [TestCase(1008, 97.6)]
    [TestCase(1009, 97.7)]
    [TestCase(1010, 97.8)]
    public void Tells_one_satisfied_requester_from_the_next(int satisfied, double percent)
    {
        var line = new ScorecardLine(new Tally { Rated = 1033, RatedOnResponse = 1033, RatedOnResolution = 1033, Satisfied = satisfied }, Scheme);
        Assert.That(Percent(line.Satisfaction.Value, 1), Is.EqualTo((decimal)percent));
    }

    [Test]
    public void Gives_equal_scores_the_same_last_place()
    {
        var five = new ScorecardLine(new Tally { Rated = 5, RatedOnResponse = 5, RatedOnResolution = 5, Contacted = 5, Satisfied = 5 }, Scheme);
        var nine = new ScorecardLine(new Tally { Rated = 9, RatedOnResponse = 9, RatedOnResolution = 9, Contacted = 9, Solved = 4, Satisfied = 4 }, Scheme);
        Assert.That((five.Composite, nine.Composite), Is.EqualTo(((decimal?)50m, (decimal?)50m)));
    }

    [Test]
    public void Applies_weights_to_unrounded_rates()
    {
        var thirds = new ScorecardLine(new Tally { Rated = 3, RatedOnResponse = 3, RatedOnResolution = 3, Contacted = 1, Solved = 1, Satisfied = 1 }, Scheme);
        Assert.That(thirds.Composite!.Value, Is.EqualTo(100m / 3).Within(1e-20m));
    }

    [Test]
    public void Counts_a_partly_solved_case_as_the_scheme_says()
    {
        var tally = Ten with { Solved = 5, PartlySolved = 4 };
        Assert.That(new ScorecardLine(tally, Scheme).Resolution, Is.EqualTo(new Rate(5, 10)));
        Assert.That(new ScorecardLine(tally, With(partlySolved: 0.5m)).Resolution, Is.EqualTo(new Rate(7, 10)));
    }

    [Test]
    public void Divides_on_time_by_what_fell_due_and_rework_by_what_was_rated()
    {
        var line = new ScorecardLine(Ten with { Due = 8, OnTime = 6, Closed = 20, Reworked = 2 }, Scheme);
        Assert.That((line.OnTime, line.Rework), Is.EqualTo((new Rate(6, 8), new Rate(2, 10))));
    }

    [Test]
    public void Gives_no_rate_and_no_rank_without_a_rating()
    {
        var line = Card(("a", new Tally { Received = 9, Closed = 9 })).Units.Single();
        Assert.That(line.Rank, Is.Null);
        Assert.That(new[] { line.Line.Response.Value, line.Line.Resolution.Value, line.Line.Satisfaction.Value, line.Line.OnTime.Value, line.Line.Composite }, Is.All.Null);
    }

    [Test]
    public void Shares_a_rank_among_equals_and_skips_the_next()
    {
        var card = Card(("low", Ten with { Solved = 1 }), ("b", Ten), ("a", Ten), ("best", Ten with { Solved = 10 }));
        Assert.That(Ranks(card), Is.EqualTo(new[] { ("best", 1), ("a", 2), ("b", 2), ("low", (int?)4) }));
    }

    [Test]
    public void Orders_equals_by_resolution_then_satisfaction_then_sample_then_name()
    {
        // All have a composite of 89: less of one is made up for by more of another.
        var card = Card(
            ("name b", Of(50, 40, 45, 45)),
            ("name a", Of(50, 40, 45, 45)),
            ("larger", Of(100, 80, 90, 90)),
            ("satisfied", Of(50, 36, 45, 46)),
            ("solved", Of(50, 40, 49, 40)));
        Assert.That(card.Units.Select(line => line.Line.Composite).Distinct(), Is.EqualTo(new decimal?[] { 89m }));
        Assert.That(card.Units.Select(line => line.Unit), Is.EqualTo(new[] { "solved", "satisfied", "larger", "name a", "name b" }));
        Assert.That(card.Units.Select(line => line.Rank), Is.All.EqualTo(1));

        static Tally Of(int rated, int contacted, int solved, int satisfied) => new() { Rated = rated, RatedOnResponse = rated, RatedOnResolution = rated, Contacted = contacted, Solved = solved, Satisfied = satisfied };
    }

    [Test]
    public void Ranks_nobody_below_the_minimum_sample_and_lists_them_last()
    {
        var four = new Tally { Rated = 4, RatedOnResponse = 4, RatedOnResolution = 4, Contacted = 4, Solved = 4, Satisfied = 4 };
        var card = Card(("small", four), ("none", new Tally { Received = 1 }), ("five", new Tally { Rated = 5, RatedOnResponse = 5, RatedOnResolution = 5 }), ("ten", Ten));
        Assert.That(Ranks(card), Is.EqualTo(new[] { ("ten", 1), ("five", 2), ("small", null), ("none", (int?)null) }));
        Assert.That(card.Units[2].Line.Composite, Is.EqualTo(100m), "its rates are shown all the same");
    }

    [Test]
    public void Ranks_every_group_apart()
    {
        var card = Card(("office-1", Ten), ("bureau-1", Ten with { Solved = 1 }), ("office-2", Ten with { Solved = 2 }), ("bureau-2", Ten with { Solved = 3 }));
        Assert.That(
            card.Units.Select(line => (line.Group, line.Unit, line.Rank)),
            Is.EqualTo(new[] { ("bureau", "bureau-2", 1), ("bureau", "bureau-1", 2), ("office", "office-1", 1), ("office", "office-2", (int?)2) }));
    }

    [Test]
    public void Adds_the_units_up_to_the_total()
    {
        var card = Card(("a", Ten with { Received = 3, Due = 2, OnTime = 1, PraisedByPhone = 13 }), ("office-1", Quarter with { Closed = 4, Banners = 3, Letters = 1 }));
        var total = card.Total.Counts;
        Assert.That((total.Rated, total.Received, total.Closed, total.Due, total.OnTime), Is.EqualTo((1043, 3, 4, 2, 1)));
        Assert.That((total.PraisedByPhone, total.Banners, total.Letters), Is.EqualTo((13, 3, 1)));
        Assert.That(card.Total.Satisfaction.Denominator, Is.EqualTo(1043));
    }

    [Test]
    public void Reconciles_what_came_in_with_what_went_out()
    {
        Assert.That(new Reconciliation(CarriedOver: 4629, Received: 78589, Closed: 82970, Merged: 20, Guided: 9, Voided: 1, Open: 218).Closes, Is.True);
        var open = new Reconciliation(5844, 55978, 61822, 0, 0, 0, 1636);
        Assert.That((open.Closes, open.Difference), Is.EqualTo((false, -1636)));
    }

    [TestCase(10, 50, 40, true)]
    [TestCase(30, 35, 35, true)]
    [TestCase(0, 0, 100, true)]
    [TestCase(10, 50, 41, false)]
    [TestCase(10, 50, 39, false)]
    [TestCase(-10, 60, 50, false)]
    public void Takes_only_weights_that_sum_to_100(int response, int resolution, int satisfaction, bool taken) => Assert.That(
        () => new ScorecardScheme(1, response, resolution, satisfaction, 0.9m, 0, 5), taken ? Throws.Nothing : Throws.ArgumentException);

    [TestCase(1.1, 0)]
    [TestCase(-0.1, 0)]
    [TestCase(0.9, 1.5)]
    [TestCase(0.9, -1)]
    public void Takes_only_answers_worth_between_nothing_and_one(double basicallySatisfied, double partlySolved) =>
        Assert.That(() => With((decimal)basicallySatisfied, (decimal)partlySolved), Throws.ArgumentException);

    private static ScorecardScheme With(decimal basicallySatisfied = 0.9m, decimal partlySolved = 0) =>
        new(1, 10, 50, 40, basicallySatisfied, partlySolved, 5);

    private static Scorecard Card(params (string Unit, Tally Tally)[] units) => Scorecard.Of(
        new Period("2025Q3", new DateOnly(2025, 7, 1), new DateOnly(2025, 9, 30)),
        Scheme,
        units.ToDictionary(unit => unit.Unit, unit => unit.Tally),
        unit => unit.Split('-') is [var group, _] ? group : "",
        new Reconciliation(0, 0, 0, 0, 0, 0, 0));

    private static IEnumerable<(string, int?)> Ranks(Scorecard card) => card.Units.Select(line => (line.Unit, line.Rank));

    private static decimal? Percent(decimal? rate, int digits) =>
        rate is { } value ? decimal.Round(100 * value, digits, MidpointRounding.AwayFromZero) : null;
}

public sealed class NamingAPeriod
{
    [TestCase("2025", "2025-01-01", "2025-12-31")]
    [TestCase("2025Q1", "2025-01-01", "2025-03-31")]
    [TestCase("2025Q3", "2025-07-01", "2025-09-30")]
    [TestCase("2025Q4", "2025-10-01", "2025-12-31")]
    [TestCase("2025-09", "2025-09-01", "2025-09-30")]
    [TestCase("2024-02", "2024-02-01", "2024-02-29")]
    [TestCase("2025-12", "2025-12-01", "2025-12-31")]
    [TestCase("2025-09-30", "2025-09-30", "2025-09-30")]
    [TestCase("2025-W39", "2025-09-22", "2025-09-28")]
    [TestCase("2026-W01", "2025-12-29", "2026-01-04")]
    [TestCase("2026-W53", "2026-12-28", "2027-01-03")]
    [TestCase("2025-09@19", "2025-08-19", "2025-09-18")]
    [TestCase("2025-01@19", "2024-12-19", "2025-01-18")]
    [TestCase("2025-08-01..2025-09-15", "2025-08-01", "2025-09-15")]
    public void Takes_every_kind_of_period(string text, string first, string last)
    {
        Assert.That(Period.TryParse(text, out var period), Is.True);
        Assert.That(period, Is.EqualTo(new Period(text, DateOnly.Parse(first, null), DateOnly.Parse(last, null))));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("25")]
    [TestCase("2025Q0")]
    [TestCase("2025Q5")]
    [TestCase("2025q3")]
    [TestCase("2025-00")]
    [TestCase("2025-13")]
    [TestCase("2025-9")]
    [TestCase("2025-09-31")]
    [TestCase("2025-W00")]
    [TestCase("2025-W53")]
    [TestCase("2025-09@01")]
    [TestCase("2025-09@29")]
    [TestCase("2025-09-15..2025-09-14")]
    [TestCase("2025-09-15..")]
    [TestCase("2025Q3\n")]
    [TestCase(" 2025")]
    [TestCase("1899")]
    [TestCase("2201")]
    [TestCase("9999")]
    [TestCase("２０２５")]
    public void Refuses_anything_else(string? text) => Assert.That(Period.TryParse(text, out _), Is.False);

    [TestCase("2025", "2024")]
    [TestCase("2025Q1", "2024Q4")]
    [TestCase("2025-01", "2024-12")]
    [TestCase("2026-W01", "2025-W52")]
    [TestCase("2025-03-01", "2025-02-28")]
    [TestCase("2025-01@19", "2024-12@19")]
    [TestCase("2025-03-01..2025-03-10", "2025-02-19..2025-02-28")]
    public void Knows_the_one_before_and_the_one_after(string text, string before)
    {
        Assert.That(Period.TryParse(text, out var period), Is.True);
        Assert.That(period.Previous().Name, Is.EqualTo(before));
        Assert.That(period.Previous().Next(), Is.EqualTo(period));
        var twelve = period.Last(12);
        Assert.That((twelve[0].Kind, twelve[^1], twelve[^2].Name), Is.EqualTo((period.Kind, period, before)));
        Assert.That(twelve.Zip(twelve.Skip(1)).All(pair => pair.First.LastDay.AddDays(1) == pair.Second.FirstDay), "without a gap");
    }
}
