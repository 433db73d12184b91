using System.Globalization;
using System.Text;
using CsvHelper;
using Hotline.Domain.Scorecards;
using Hotline.Tests.Support;
using Hotline.Zone;

namespace Hotline.Tests.Domain.Scorecards;

public sealed class ScoringByAScheme
{
    // Every pair of domain.md §3.2, as published and as it is before rounding.
    [TestCase(50, 95, 12.5, 12.5)]
    [TestCase(50, 98, 12.5, 12.5)]
    [TestCase(66.67, 95, 12.5, 12.5)]
    [TestCase(70.59, 95, 12.795, 12.80)]
    [TestCase(71.43, 98, 12.5, 12.5)]
    [TestCase(75, 98, 13.5, 13.5)]
    [TestCase(83.33, 98, 17.665, 17.67)]
    [TestCase(87.5, 98, 19.75, 19.75)]
    public void Fits_every_published_satisfaction(double rate, double target, double exact, double published)
    {
        var score = new Linear((decimal)target, 0.5m, 12.5m).Score((decimal)rate / 100, 25, Better.Higher);
        Assert.That(score, Is.EqualTo((decimal)exact));
        Assert.That(Math.Round(score, 2, MidpointRounding.AwayFromZero), Is.EqualTo((decimal)published));
    }

    [TestCase(89.82, 14.82)]
    [TestCase(80, 5)]
    [TestCase(66.67, 0)]
    [TestCase(100, 25)]
    public void Fits_every_published_on_time_rate(double rate, double published) =>
        Assert.That(new Linear(100, 1, 0).Score((decimal)rate / 100, 25, Better.Higher), Is.EqualTo((decimal)published));

    // domain.md §3.3: both divided by what fell due.
    [TestCase(25783, 24165, 29186, 88.34, 82.80)]
    [TestCase(23974, 22345, 24932, 96.16, 89.62)]
    public void Divides_by_what_fell_due(int closed, int onTime, int due, double closedRate, double onTimeRate)
    {
        var line = new ScorecardLine(new Tally { Due = due, DueClosed = closed, OnTime = onTime }, Plain());
        Assert.That((Percent(line.Of("R7")), Percent(line.Of("R6"))), Is.EqualTo(((decimal)closedRate, (decimal)onTimeRate)));
    }

    [Test]
    public void Says_why_it_is_90_point_2()
    {
        var line = new ScorecardLine(Ten, Plain());
        var why = line.Explain();
        Assert.That(why.Steps.Select(step => (step.Indicator.Id, step.Numerator, step.Denominator, step.Score)), Is.EqualTo(new (string, decimal, int, decimal?)[]
        {
            ("R1", 10, 10, 10), ("R2", 9, 10, 45), ("R3", 8.8m, 10, 35.2m),
        }));
        Assert.That((why.Full, why.Composite, why.Steps.Sum(step => step.Score)), Is.EqualTo((100m, (decimal?)90.2m, (decimal?)90.2m)));
    }

    [Test]
    public void Adds_up_components_of_any_kind_to_the_full_points()
    {
        var scheme = new ScorecardScheme(
            1, [new("R3", 25, new Linear(95, 0.5m, 12.5m)), new("R6", 25, new Linear(100, 1, 0)), new("R5", 60), new("R10", 40)], 150, 0.9m, 0, 5);
        var tally = Ten with { Due = 5, OnTime = 4, ToSign = 4, SignedOnTime = 3, ReworkedOfRated = 2 };
        var line = new ScorecardLine(tally, scheme);
        // 88 % is 7 short of 95; 80 % is 20 short of 100; 3 of 4; and 8 of 10 not reworked.
        Assert.That(line.Composite, Is.EqualTo(21.5m + 5 + 45 + 32));
        Assert.That(new ScorecardLine(tally with { Due = 0, OnTime = 0 }, scheme).Composite, Is.Null, "无应办结工单: listed, not ranked");
    }

    [TestCase(Treatment.Exclude, 10, 8.8)]
    [TestCase(Treatment.Zero, 12, 8.8)]
    [TestCase(Treatment.Satisfied, 12, 10.8)]
    public void Takes_those_who_gave_no_answer_as_the_scheme_says(Treatment treatment, int denominator, double numerator)
    {
        var tally = Ten with { NotAnswered = 2, NotReached = 3 };
        Assert.That(new ScorecardLine(tally, Plain() with { NotAnswered = treatment }).Satisfaction, Is.EqualTo(new Rate((decimal)numerator, denominator)));
        var unreached = new ScorecardLine(tally, Plain() with { Unreached = treatment }).Satisfaction;
        Assert.That(unreached.Denominator, Is.EqualTo(treatment == Treatment.Exclude ? 10 : 13));
    }

    [Test]
    public void Takes_the_last_rating_where_the_scheme_says()
    {
        var tally = Ten with { FinalContacted = 10, FinalSolved = 10, FinalSatisfied = 10 };
        Assert.That(new ScorecardLine(tally, Plain()).Composite, Is.EqualTo(90.2m));
        Assert.That(new ScorecardLine(tally, Plain() with { Rating = OfficialRating.Final }).Composite, Is.EqualTo(100m));
    }

    [Test]
    public void Shows_how_far_a_small_sample_may_mislead()
    {
        // Wilson's interval of 4 of 4 and of 9 of 10, as every statistics program gives it.
        Assert.That(Rounded(new Rate(4, 4)), Is.EqualTo((0.5101m, 1m)));
        Assert.That(Rounded(new Rate(9, 10)), Is.EqualTo((0.5958m, 0.9821m)));
        Assert.That(new Rate(0, 0).Interval, Is.Null);

        static (decimal, decimal) Rounded(Rate rate) => (Math.Round(rate.Interval!.Value.Low, 4), Math.Round(rate.Interval.Value.High, 4));
    }

    [Test]
    public void Reads_schemes_old_and_new_and_names_what_is_wrong()
    {
        var old = Read("""{"response":10,"resolution":50,"satisfaction":40,"basicallySatisfied":0.9,"partlySolved":0,"minimumSample":5}""");
        Assert.That((old.IsPlain, old.Response, old.Resolution, old.Satisfaction), Is.EqualTo((true, 10m, 50m, 40m)));
        var rich = Read("""
            {"basicallySatisfied":1,"partlySolved":0.5,"minimumSample":5,"rating":"Final","attribution":"Intake","notAnswered":"Zero","unreached":"Satisfied","full":150,
             "components":[{"indicator":"R3","points":50,"target":98,"slope":0.5,"floor":12.5},{"indicator":"R6","points":100}]}
            """);
        Assert.That((rich.Rating, rich.Attribution, rich.NotAnswered, rich.Unreached, rich.Full), Is.EqualTo((OfficialRating.Final, Attribution.Intake, Treatment.Zero, Treatment.Satisfied, 150m)));
        Assert.That(rich.Components, Is.EqualTo(new SchemeComponent[] { new("R3", 50, new Linear(98, 0.5m, 12.5m)), new("R6", 100) }));

        Assert.That(Wrong("""{"response":10,"resolution":50,"satisfaction":41,"basicallySatisfied":1.1,"partlySolved":0,"minimumSample":-1}"""), Is.EquivalentTo(new[] { "satisfaction", "basicallySatisfied", "minimumSample" }));
        Assert.That(Wrong("""{"resolution":50,"basicallySatisfied":1,"partlySolved":0,"minimumSample":5}"""), Is.EquivalentTo(new[] { "response", "satisfaction" }));
        Assert.That(
            Wrong("""{"response":1,"basicallySatisfied":1,"partlySolved":0,"minimumSample":5,"components":[{"indicator":"R4","points":50},{"indicator":"R6","points":60,"target":95},{"indicator":"R6","points":-1}]}"""),
            Is.EquivalentTo(new[] { "response", "components[1].slope", "components", "components[0].indicator", "components[2].indicator", "components[2].points" }));
        Assert.That(Wrong("""{"components":[null],"basicallySatisfied":1,"partlySolved":0,"minimumSample":5}"""), Is.EqualTo(new[] { "body" }));
    }

    [Test]
    public void Freezes_any_scheme_and_reads_it_again()
    {
        var scheme = new ScorecardScheme(7, [new("R3", 50, new Linear(98, 0.5m, 12.5m)), new("R6", 100)], 150, 0.9m, 0.5m, 3) { Rating = OfficialRating.Final, NotAnswered = Treatment.Zero };
        Assert.That(Period.TryParse("2025-W39", out var week));
        var card = Scorecard.Of(week, scheme, new Dictionary<string, Tally> { ["a"] = Ten with { Due = 3, OnTime = 2, HandlingMinutes = 5_000_000_000 } }, _ => "", new Reconciliation(0, 0, 0, 0, 0, 0, 0));
        var frozen = FrozenScorecard.Of(card, DateTimeOffset.UnixEpoch, "kaohe");
        Assert.That((frozen.Card().Total.Scheme, frozen.Card().Total.Counts, frozen.IsIntact), Is.EqualTo((scheme, card.Total.Counts, true)));
        Assert.That(frozen.CorrectionsBy(card), Is.Empty);
    }

    [Test]
    public void Reads_a_page_that_was_frozen_before_there_were_so_many_figures()
    {
        var line = "Department|Closed=4,OnTime=1,Rated=10,Received=9,Satisfied=7";
        var frozen = new FrozenScorecard { At = DateTimeOffset.UnixEpoch, By = "a", Head = "2025Q3|1,10,50,40,0.9,0,5|0,9,4,0,0,0,5", Lines = new Dictionary<string, string> { ["u"] = line }, Hash = "" };
        var card = frozen.Card();
        Assert.That(card.Total.Counts, Is.EqualTo(new Tally { Closed = 4, OnTime = 1, Rated = 10, Received = 9, Satisfied = 7 }));
        var now = card with { Units = [card.Units[0] with { Line = card.Units[0].Line with { Counts = card.Total.Counts with { Satisfied = 6, Dispatched = 9 } } }] };
        Assert.That(frozen.CorrectionsBy(now), Is.EqualTo(new[] { new Correction("u", "Satisfied", 7, 6) }), "what was not counted then is no correction");
    }

    /// <summary>Boston's service requests, whose own on-time figures are published with them.</summary>
    [Test]
    public void Finds_Bostons_on_time_figures()
    {
        using var expected = SharedData.Json("scorecard/boston_expected.json");
        Assert.That(SharedData.TryFind("scorecard/boston311-100.csv", out var file));
        var asOf = DateTime.Parse(expected.RootElement.GetProperty("as_of").GetString()!, CultureInfo.InvariantCulture);
        var tallies = new Dictionary<string, Tally>();
        using var reader = new StreamReader(file!, Encoding.UTF8);
        using var csv = new CsvReader(reader, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        while (csv.Read())
        {
            DateTime? At(string column) => csv.GetField(column) is { Length: > 0 } text ? DateTime.Parse(text, CultureInfo.InvariantCulture) : null;
            var (opened, target, closed) = (At("open_dt")!.Value, At("target_dt"), At("closed_dt"));
            var tally = new Tally
            {
                Received = 1,
                Due = target is null ? 0 : 1,
                OnTime = target is not null && (closed ?? asOf) <= target ? 1 : 0,
                Handled = closed is null ? 0 : 1,
                HandlingMinutes = closed is null ? 0 : (long)(closed.Value - opened).TotalMinutes,
            };
            var department = csv.GetField("department")!.Length > 0 ? csv.GetField("department")! : csv.GetField("queue")![..4];
            tallies[department] = tallies.GetValueOrDefault(department) + tally;
        }

        foreach (var department in expected.RootElement.GetProperty("departments").EnumerateObject())
        {
            var line = new ScorecardLine(tallies[department.Name], Plain());
            int Expected(string name) => department.Value.GetProperty(name).GetInt32();
            Assert.That(line.OnTime, Is.EqualTo(new Rate(Expected("ontime_with_target"), Expected("with_target"))), department.Name);
            Assert.That((line.Counts.Received, line.Counts.Handled), Is.EqualTo((Expected("n"), Expected("closed"))), department.Name);
            if (department.Value.GetProperty("mean_hours") is { ValueKind: System.Text.Json.JsonValueKind.Number } mean)
            {
                Assert.That(line.Of("R13").Value!.Value / 60, Is.EqualTo(mean.GetDecimal()).Within(1m / 60), department.Name);
            }
        }
    }

    // The first golden case of domain.md §3.5.
    private static readonly Tally Ten = new() { Rated = 10, RatedOnResponse = 10, RatedOnResolution = 10, Contacted = 10, Solved = 9, Satisfied = 7, BasicallySatisfied = 2, Dissatisfied = 1 };

    private static ScorecardScheme Plain() => new(1, 10, 50, 40, 0.9m, 0, 5);

    private static ScorecardScheme Read(string json) => SchemeFile.ReadCandidate(Encoding.UTF8.GetBytes(json), 2);

    private static IEnumerable<string> Wrong(string json) =>
        Assert.Throws<ImportRefusedException>(() => Read(json))!.Errors.Select(error => error.Field);

    private static decimal? Percent(Rate rate) => Math.Round(100 * rate.Value!.Value, 2, MidpointRounding.AwayFromZero);
}
