using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Domain.Deadlines;

namespace Hotline.Domain.Cases;

/// <summary>
/// 预警: a running clock that reached a light is announced once, and what the light brings with it happens: signing for a
/// unit that did not (T13), a reminder, an order of supervision, an escalated request, a case off the books (T23). After
/// downtime only the highest light is announced: nobody needs to hear "soon due" about what is already late
/// (domain.md §2.5).
/// </summary>
public static class TurningLights
{
    public static Decision Decide(Case @case, DeadlineBasis basis, DateTimeOffset now)
    {
        List<HotlineEvent> turned = [];
        var after = @case;
        foreach (var clock in DeadlinePlan.Clocks(@case, basis))
        {
            var light = clock.IsRunning ? clock.LightAt(now) : Light.Green;
            if (light <= clock.Announced)
            {
                continue;
            }

            Add(new LightTurned
            {
                Clock = clock.Kind,
                Assignment = clock.Assignment,
                Run = clock.Run,
                Unit = clock.Unit,
                Light = light,
                DueAt = clock.DueAt!.Value,
            });
            foreach (var rung in new[] { Light.Red, Light.DoubleRed }.Where(rung => rung > clock.Announced && rung <= light))
            {
                foreach (var consequence in Consequences(after, clock, rung, basis, now))
                {
                    Add(consequence);
                }
            }
        }

        return turned.Count == 0 ? Decision.Nothing : Decision.Accept(turned);

        void Add(HotlineEvent happened)
        {
            turned.Add(happened);
            after = after.Apply(happened with { Number = after.Number, Version = after.Version + 1, At = now });
        }
    }

    private static IEnumerable<HotlineEvent> Consequences(Case @case, Clock clock, Light rung, DeadlineBasis basis, DateTimeOffset now)
    {
        switch (clock.Kind, rung)
        {
            case (ClockKind.Sign, Light.Red):
                yield return new AssignmentSigned { Assignment = clock.Assignment!.Value, Unit = clock.Unit, Automatic = true };
                break;
            case (ClockKind.Resolve or ClockKind.Rework, Light.Red):
                yield return new CaseReminded { Source = ReminderSource.Deadline, Count = @case.Reminders + 1 };
                break;
            case (ClockKind.Resolve or ClockKind.Rework, Light.DoubleRed):
                if (Supervising.IfNone(@case, clock.Unit, SupervisionOrigin.Overdue, basis, now) is { } order)
                {
                    yield return order;
                }

                break;
            case (ClockKind.Decision, Light.Red):
                yield return new RequestEscalated { Request = clock.Run };
                break;
            case (ClockKind.BookTarget, Light.Red):
                yield return new CaseReactivated { Automatic = true };
                break;
            default:
                break;
        }
    }
}
