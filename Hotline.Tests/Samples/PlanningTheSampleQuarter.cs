using FluentValidation;
using Hotline.Callbacks;
using Hotline.Cases;
using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Praises;
using Hotline.Domain;
using Hotline.Domain.Cases;
using Hotline.Praises;
using Hotline.Samples;
using Hotline.Tests.Support;
using Hotline.Zone;

namespace Hotline.Tests.Samples;

public sealed class PlanningTheSampleQuarter
{
    [Test]
    public async Task Plans_the_same_quarter_every_time()
    {
        var home = await SampleHome.LoadedAsync();
        var (one, other) = (await home.PlanAsync(), await home.PlanAsync());
        Assert.That(Write(other), Is.EqualTo(Write(one)));

        static string Write(SamplePlan plan) => string.Join('\n', plan.Cases
            .SelectMany(planned => planned.Steps
                .Select(step => $"{step.At:O} {step.Actor} {CommandOf(step)}")
                .Prepend($"{planned.Key} {planned.Number} {planned.At:O} {planned.Actor} {planned.DispatchAt:O} {planned.Intake}"))
            .Concat(plan.Praises.Select(praise => praise.ToString())));
    }

    [Test]
    public async Task Counts_out_what_the_story_says()
    {
        var plan = await (await SampleHome.LoadedAsync()).PlanAsync();
        var first = plan.Cases.Select(FirstAnswer).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(plan.Cases, Has.Count.EqualTo(1033));
            Assert.That(first.Count(answer => answer.Satisfaction == Satisfaction.Satisfied), Is.EqualTo(1000));
            Assert.That(first.Count(answer => answer.Satisfaction == Satisfaction.BasicallySatisfied), Is.EqualTo(10));
            Assert.That(first.Count(answer => answer.Satisfaction == Satisfaction.Dissatisfied), Is.EqualTo(23));
            Assert.That(first.Count(answer => answer.Resolution == Resolution.Solved), Is.EqualTo(1002));
            Assert.That(first.Count(answer => answer.Resolution == Resolution.PartlySolved), Is.EqualTo(12));
            Assert.That(first.Count(answer => answer.Contacted == false), Is.EqualTo(4));
            Assert.That(plan.Praises.Count(praise => praise.Praise.Kind == PraiseKind.Phone), Is.EqualTo(13));
            Assert.That(plan.Praises.Count(praise => praise.Praise is { Kind: PraiseKind.Banner, RequesterKind: RequesterKind.Enterprise }), Is.EqualTo(3));
            Assert.That(plan.Praises, Has.Count.EqualTo(16));
        });
    }

    [Test]
    public async Task Keeps_every_case_in_order_and_within_the_quarter()
    {
        var plan = await (await SampleHome.LoadedAsync()).PlanAsync();
        Assert.Multiple(() =>
        {
            Assert.That(plan.Cases.Select(planned => planned.At), Is.Ordered.And.Unique);
            Assert.That(plan.Cases.Select(planned => planned.Number), Is.Unique);
            Assert.That(plan.Cases.Select(planned => planned.Key), Is.Unique);
            Assert.That(plan.Praises.Select(praise => praise.Key), Is.Unique);
            foreach (var planned in plan.Cases)
            {
                IEnumerable<DateTimeOffset> instants = planned.DispatchAt is { } dispatch ? [planned.At, dispatch] : [planned.At];
                instants = [.. instants, .. planned.Steps.Select(step => step.At)];
                Assert.That(instants.Zip(instants.Skip(1)).All(pair => pair.First < pair.Second), planned.Number);
                Assert.That(instants, Is.All.InRange(plan.Begin, plan.End.AddTicks(-1)), planned.Number);
                Assert.That(instants.Any(at => at.Ticks % SamplePlan.Stretch.Ticks == 0), Is.False, planned.Number);
            }
        });
    }

    [Test]
    public async Task Asks_only_for_what_the_forms_and_the_rules_allow()
    {
        var home = await SampleHome.LoadedAsync();
        var plan = await home.PlanAsync();
        var catalogue = (await home.GetAsync<ZoneBook>()).Current.Catalogue;
        var intake = await home.GetAsync<IValidator<RegisterCase.Command>>();
        var praises = await home.GetAsync<IValidator<RecordPraise.Command>>();
        foreach (var planned in plan.Cases)
        {
            Assert.That(intake.Validate(planned.Intake).Errors, Is.Empty, planned.Number);
            foreach (var step in planned.Steps)
            {
                Assert.That(await FaultsAsync(home, step), Is.Empty, planned.Number);
            }

            Assert.That(Live(planned, catalogue).IsClosed, planned.Number);
        }

        Assert.That(plan.Praises.SelectMany(praise => praises.Validate(praise.Praise).Errors), Is.Empty);
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
            var allowed = step switch
            {
                PlannedStep.Review => hour is >= 8.5 and <= 20.1,
                PlannedStep.Callback => hour is >= 9 and <= 20.6,
                _ when planned.Intake.Urgency is Urgency.Urgent or Urgency.Critical => true,
                PlannedStep.Reply => calendar.IsInHours(step.At) || calendar.IsInHours(step.At.AddMinutes(-1)),
                _ => hour is >= 8 and <= 20.1,
            };
            Assert.That(allowed, $"{planned.Number} {step}");
            Assert.That(step.Actor.Unit is null, Is.EqualTo(step is PlannedStep.Review or PlannedStep.Callback));
        }
    }

    private static object CommandOf(PlannedStep step) => step switch
    {
        PlannedStep.Sign sign => sign.Command.Assignment!,
        PlannedStep.Contact contact => (contact.Command.Assignment, contact.Command.Means, contact.Command.Reached, contact.Command.Note),
        PlannedStep.Reply reply => (reply.Command.Assignment, reply.Command.Resolution, reply.Command.PublicReply, reply.Command.Reason),
        PlannedStep.Callback call => (call.Command.Reached, call.Command.Satisfaction, call.Command.Resolution, call.Command.Reason),
        _ => step.GetType().Name,
    };

    private static (Resolution? Resolution, Satisfaction? Satisfaction, bool? Contacted) FirstAnswer(PlannedCase planned) =>
        planned.Intake.Answer is { } line
            ? (line.Resolution, line.Satisfaction, true)
            : planned.Steps.OfType<PlannedStep.Callback>().First(call => call.Command.Reached == true).Command is var said
                ? (said.Resolution, said.Satisfaction, said.Contacted)
                : default;

    private static async Task<IEnumerable<object>> FaultsAsync(SampleHome home, PlannedStep step) => step switch
    {
        PlannedStep.Sign sign => (await home.GetAsync<IValidator<SignAssignment.Command>>()).Validate(sign.Command).Errors,
        PlannedStep.Contact contact => (await home.GetAsync<IValidator<ContactRequester.Command>>()).Validate(contact.Command).Errors,
        PlannedStep.Reply reply => (await home.GetAsync<IValidator<ReplyToAssignment.Command>>()).Validate(reply.Command).Errors,
        PlannedStep.Review review => (await home.GetAsync<IValidator<ReviewFeedback.Command>>()).Validate(review.Command).Errors,
        PlannedStep.Callback call => (await home.GetAsync<IValidator<RecordCallback.Command>>()).Validate(call.Command).Errors,
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    // The life of a planned case by the rules alone, without storage or bus.
    private static Case Live(PlannedCase planned, Hotline.Domain.Dispatch.DispatchCatalogue catalogue)
    {
        var intake = planned.Intake;
        var @case = Happen(
            null,
            planned.At,
            Registering.Decide(
                new CaseRegistered
                {
                    Channel = intake.Channel!.Value,
                    RequesterKind = intake.RequesterKind!.Value,
                    Type = intake.Type!.Value,
                    Category = intake.Category!,
                    Area = intake.Area,
                    Urgency = intake.Urgency!.Value,
                    ReceivedAt = intake.ReceivedAt!.Value,
                    ProfileVersion = 1,
                    CalendarVersion = 1,
                },
                handedOver: null,
                intake.Answer is { } answer ? new CaseAnswered { Resolution = answer.Resolution, Satisfaction = answer.Satisfaction } : null));
        if (planned.DispatchAt is { } dispatchAt)
        {
            @case = Happen(@case, dispatchAt, Dispatching.ByCatalogue(@case, catalogue));
            Assert.That(@case.Lead?.Unit, Is.EqualTo(planned.Lead), planned.Number);
        }

        foreach (var step in planned.Steps)
        {
            @case = Happen(@case, step.At, step switch
            {
                PlannedStep.Sign sign => Signing.Decide(@case, sign.Command.Assignment!.Value),
                PlannedStep.Contact contact => Contacting.Decide(@case, new RequesterContacted
                {
                    Assignment = contact.Command.Assignment!.Value,
                    Means = contact.Command.Means!.Value,
                    Reached = contact.Command.Reached!.Value,
                }),
                PlannedStep.Reply reply => Replying.Decide(@case, new AssignmentReplied
                {
                    Assignment = reply.Command.Assignment!.Value,
                    Substantiated = reply.Command.Substantiated!.Value,
                    Contacted = reply.Command.Contacted!.Value,
                    Resolution = reply.Command.Resolution!.Value,
                    WithoutSupport = reply.Command.WithoutSupport,
                }),
                PlannedStep.Review review => Reviewing.Pass(@case, review.Actor),
                PlannedStep.Callback call => CallingBack.Decide(
                    @case,
                    new CallbackAttempted
                    {
                        Reached = call.Command.Reached!.Value,
                        Contacted = call.Command.Contacted,
                        Resolution = call.Command.Resolution,
                        Satisfaction = call.Command.Satisfaction,
                    },
                    call.Command.Outcome,
                    ShippedZone.Basis.Calendar,
                    step.At,
                    call.Actor),
                _ => throw new ArgumentOutOfRangeException(nameof(planned)),
            });
        }

        return @case;

        Case Happen(Case? before, DateTimeOffset at, Decision decision)
        {
            Assert.That(decision.Refusal, Is.Null, planned.Number);
            var version = before?.Version ?? 0;
            HotlineEvent[] events = [.. decision.Events.Select(happened => happened with { Number = planned.Number, Version = ++version, At = at })];
            return before is null ? Case.Fold(events) : events.Aggregate(before, (state, happened) => state.Apply(happened));
        }
    }
}
