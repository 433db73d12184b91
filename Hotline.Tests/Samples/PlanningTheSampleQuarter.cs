using System.Text.Json;
using FluentValidation;
using Hotline.Callbacks;
using Hotline.Cases;
using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Contracts.Praises;
using Hotline.Domain.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Samples;
using Hotline.Zone;

namespace Hotline.Tests.Samples;

public sealed class PlanningTheSampleQuarter
{
    private static readonly JsonSerializerOptions Json = new();

    [Test]
    public async Task Plans_the_same_quarter_every_time()
    {
        var home = await SampleHome.LoadedAsync();
        var (one, other) = (await home.PlanAsync(), await home.PlanAsync());
        Assert.That(Write(other), Is.EqualTo(Write(one)));

        static string Write(SamplePlan plan) => string.Join('\n', plan.Cases
            .SelectMany(planned => planned.Steps
                .Select(step => $"{step.At:O} {step.Actor} {step.Said.GetType().FullName} {JsonSerializer.Serialize(step.Said, Json)}")
                .Prepend($"{planned.Key} {planned.Number} {planned.At:O} {planned.Actor} {planned.DispatchAt:O} {planned.Main} {JsonSerializer.Serialize(planned.Intake, Json)}"))
            .Concat(plan.Praises.Select(praise => praise.ToString())));
    }

    [Test]
    public async Task Counts_out_what_the_story_says_by_the_rules_alone()
    {
        var (plan, life, zone) = await LiveAsync();
        var sum = life.Cases.Values
            .SelectMany(@case => Contribution.Of(@case, zone.BasisOf(@case)).Values)
            .Aggregate(default(Tally), (total, tally) => total + tally);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((sum.Received, sum.Closed, sum.Merged, sum.Guided, sum.Voided), Is.EqualTo((1033, 982, 21, 27, 3)));
            Assert.That(sum.AnsweredDirectly, Is.EqualTo(455));
            Assert.That((sum.Waived, sum.Unreached), Is.EqualTo((16, 11)));
            Assert.That((sum.Satisfied, sum.BasicallySatisfied, sum.Dissatisfied, sum.Rated), Is.EqualTo((902, 16, 20, 938)));
            Assert.That(plan.Praises.Count(praise => praise.Praise.Kind == PraiseKind.Phone), Is.EqualTo(13));
            Assert.That(plan.Praises.Count(praise => praise.Praise is { Kind: PraiseKind.Banner, RequesterKind: RequesterKind.Enterprise }), Is.EqualTo(3));
            Assert.That(plan.Praises, Has.Count.EqualTo(16));
        }
    }

    [Test]
    public async Task Ends_every_case_and_leaves_no_request_and_no_order_open()
    {
        var (_, life, _) = await LiveAsync();
        Assert.That(life.Cases, Has.Count.EqualTo(1033));
        using (Assert.EnterMultipleScope())
        {
            foreach (var @case in life.Cases.Values)
            {
                Assert.That(@case.HasEnded, @case.Number);
                Assert.That(@case.Requests.Any(request => request.IsPending), Is.False, @case.Number);
                Assert.That(@case.IsSupervised, Is.False, @case.Number);
            }
        }
    }

    [Test]
    public async Task Has_every_kind_of_move_in_shares_that_a_hotline_knows()
    {
        var (_, life, _) = await LiveAsync();
        int Cases(Func<Case, bool> where) => life.Cases.Values.Count(where);
        int Requests(Func<UnitRequest, bool> where) => life.Cases.Values.Sum(@case => @case.Requests.Count(where));
        var dispatched = Cases(@case => @case.WasDispatched);
        using (Assert.EnterMultipleScope())
        {
            // Archiving comes thirty days later, no calendar is changed during the quarter, and the sample ships no files.
            Assert.That(
                typeof(CaseRegistered).Assembly.GetTypes()
                    .Where(type => type is { IsAbstract: false, Namespace: "Hotline.Contracts.Cases" } && type.IsAssignableTo(typeof(HotlineEvent)))
                    .Except(life.Log.Select(happened => happened.GetType()))
                    .Select(type => type.Name),
                Is.EquivalentTo(new[] { nameof(CaseArchived), nameof(DeadlinesRecounted), nameof(CaseLeftToDispatcher), nameof(FileAttached), nameof(FileRemoved) }));
            Assert.That(dispatched, Is.InRange(500, 560));
            Assert.That(Cases(@case => @case.TimesAsked > 0), Is.InRange(25, 40));
            Assert.That(Requests(request => request.Kind == RequestKind.Return), Is.InRange(20, 36));
            Assert.That(Requests(request => request is { Kind: RequestKind.Return, Status: RequestStatus.Refused }), Is.EqualTo(3));
            Assert.That(Cases(@case => @case.Returns == 2), Is.EqualTo(2));
            Assert.That(Cases(@case => @case.Returns == 3), Is.EqualTo(1));
            Assert.That(life.Log.OfType<ConsultationOpened>().Count(opened => opened.Automatic), Is.EqualTo(1));
            Assert.That(Requests(request => request.Kind == RequestKind.Extension), Is.InRange(20, 30));
            Assert.That(Requests(request => request is { Kind: RequestKind.Extension, Status: RequestStatus.Refused }), Is.EqualTo(3));
            Assert.That(Requests(request => request is { Kind: RequestKind.OnBook, Status: RequestStatus.Approved }), Is.EqualTo(4));
            Assert.That(life.Log.OfType<CaseReactivated>().Count(back => back.Automatic), Is.EqualTo(1));
            Assert.That(Cases(@case => @case.Stays.Any(stay => stay.Status == CaseStatus.InConsultation)), Is.EqualTo(3));
            Assert.That(life.Log.OfType<ReviewReturned>().Count(), Is.EqualTo(23));
            Assert.That(Cases(@case => @case.Result == ClosingResult.Withdrawn), Is.EqualTo(10));
            Assert.That(Cases(@case => @case.Reworks > 0), Is.EqualTo(21));
            Assert.That(Cases(@case => @case.Escalated), Is.EqualTo(1));
            Assert.That(Cases(@case => @case.RatingJustified == false), Is.EqualTo(2));
            Assert.That(Cases(@case => @case.RequestersReminders > 0), Is.EqualTo(15));
            Assert.That(Cases(@case => @case.WasReopened), Is.EqualTo(1));
            Assert.That(Cases(@case => @case.Joined.Length > 0), Is.EqualTo(27));
            Assert.That(Cases(@case => @case.HandledBy is not null), Is.EqualTo(6));
            Assert.That(Requests(request => request is { Kind: RequestKind.Unreasonable, Status: RequestStatus.Approved }), Is.EqualTo(3));
            Assert.That(Requests(request => request is { Kind: RequestKind.Appeal, Status: RequestStatus.Approved }), Is.EqualTo(2));
            Assert.That(
                life.Cases.Values.SelectMany(@case => @case.Supervisions).GroupBy(order => order.Origin).ToDictionary(origin => origin.Key, origin => origin.Count()),
                Is.EqualTo(new Dictionary<SupervisionOrigin, int>
                {
                    [SupervisionOrigin.Ordered] = 4,
                    [SupervisionOrigin.Instruction] = 1,
                    [SupervisionOrigin.Escalation] = 1,
                    [SupervisionOrigin.Overdue] = 3,
                    [SupervisionOrigin.Reminders] = 1,
                }));
            Assert.That(life.Log.OfType<LightTurned>().Select(turned => turned.Light).Distinct(), Is.SupersetOf(new[] { Light.Yellow, Light.Orange, Light.Red, Light.DoubleRed }));
        }
    }

    [Test]
    public async Task Keeps_every_case_in_order_and_within_the_quarter()
    {
        var plan = await (await SampleHome.LoadedAsync()).PlanAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(plan.Cases.Select(planned => planned.At), Is.Ordered.And.Unique);
            Assert.That(plan.Cases.Select(planned => planned.Number), Is.Unique);
            Assert.That(plan.Cases.Select(planned => planned.Key), Is.Unique);
            Assert.That(plan.Praises.Select(praise => praise.Key), Is.Unique);
            foreach (var planned in plan.Cases)
            {
                IEnumerable<DateTimeOffset> instants = [planned.At, .. planned.Steps.Select(step => step.At)];
                Assert.That(instants.Zip(instants.Skip(1)).All(pair => pair.First < pair.Second), planned.Number);
                instants = planned.DispatchAt is { } dispatch ? [.. instants, dispatch] : instants;
                Assert.That(instants, Is.Unique);
                Assert.That(instants, Is.All.InRange(plan.Begin, plan.End.AddTicks(-1)), planned.Number);
                Assert.That(instants.Any(at => at.Ticks % SamplePlan.Stretch.Ticks == 0), Is.False, planned.Number);
                Assert.That(instants.All(at => at.Ticks % TimeSpan.TicksPerMillisecond == 0), planned.Number);
            }
        }
    }

    // A load that was cut off knows of each case when its last step was: what was planned before must be done by then,
    // also where the step of one case is one of another.
    [Test]
    public async Task Joins_cases_at_the_intake_only_where_the_other_rests()
    {
        var plan = await (await SampleHome.LoadedAsync()).PlanAsync();
        var cases = plan.Cases.ToDictionary(planned => planned.Number);
        var joined = plan.Cases.Where(planned => planned.Intake.MergeInto is not null || planned.Intake.LinkTo is not null).ToList();
        Assert.That(joined, Has.Count.EqualTo(16));
        foreach (var child in joined)
        {
            Assert.That(cases[child.Main!].Steps.Any(step => StretchOf(step.At) == StretchOf(child.At)), Is.False, child.Number);
        }

        double StretchOf(DateTimeOffset at) => Math.Floor((at - plan.Begin) / SamplePlan.Stretch);
    }

    [Test]
    public async Task Asks_only_for_what_the_forms_allow()
    {
        var home = await SampleHome.LoadedAsync();
        var plan = await home.PlanAsync();
        var validators = await home.GetAsync<IServiceProvider>();
        foreach (var said in plan.Cases.SelectMany(planned => planned.Steps.Select(step => step.Said).Prepend(planned.Intake)).Concat(plan.Praises.Select(praise => praise.Praise)))
        {
            var validator = (IValidator)validators.GetService(typeof(IValidator<>).MakeGenericType(said.GetType()))!;
            Assert.That(validator.Validate(new ValidationContext<object>(said)).Errors, Is.Empty, said.ToString());
        }
    }

    [Test]
    public async Task Lets_people_act_only_when_they_are_at_work()
    {
        var home = await SampleHome.LoadedAsync();
        var plan = await home.PlanAsync();
        var calendar = (await home.GetAsync<ZoneBook>()).Current.Calendar;
        foreach (var (planned, step) in plan.Cases.SelectMany(planned => planned.Steps.Select(step => (planned, step))))
        {
            var hour = calendar.ToLocal(step.At).TimeOfDay.TotalHours;
            var allowed = step.Said switch
            {
                RecordCallback.Command => hour is >= 9 and <= 20.6,
                _ when planned.Intake.Urgency is Urgency.Urgent or Urgency.Critical => true,
                ReplyToAssignment.Command => calendar.IsInHours(step.At) || calendar.IsInHours(step.At.AddMinutes(-1)),
                _ => hour is >= 8 and <= 20.6,
            };
            Assert.That(allowed, $"{planned.Number} {step}");
            Assert.That(step.Actor.Unit is not null, Is.EqualTo(step.Actor.Is(Role.Handler) || step.Actor.Is(Role.UnitHead)), $"{planned.Number} {step}");
            Assert.That(step.Actor.Roles, Has.Length.EqualTo(1), $"{planned.Number} {step}");
        }
    }

    private static async Task<(SamplePlan Plan, PlannedLife Life, HotlineZone Zone)> LiveAsync()
    {
        var home = await SampleHome.LoadedAsync();
        var (plan, zone) = (await home.PlanAsync(), (await home.GetAsync<ZoneBook>()).Current);
        return (plan, PlannedLife.Live(zone, plan), zone);
    }
}
