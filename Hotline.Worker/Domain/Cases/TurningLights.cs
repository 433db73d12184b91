using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Domain.Deadlines;

namespace Hotline.Domain.Cases;

/// <summary>
/// 预警: a running clock that passed yellow or red is announced once. After downtime only the higher light is: nobody
/// needs to hear "soon due" about what is already late (domain.md §2.5).
/// </summary>
public static class TurningLights
{
    public static Decision Decide(Case @case, DeadlineBasis basis, DateTimeOffset now)
    {
        List<HotlineEvent> turned = [];
        foreach (var clock in DeadlinePlan.Clocks(@case, basis))
        {
            var light = clock.IsRunning ? clock.LightAt(now) : Light.Green;
            if (light > clock.Announced)
            {
                turned.Add(new LightTurned
                {
                    Clock = clock.Kind,
                    Assignment = clock.Assignment,
                    Light = light,
                    DueAt = clock.DueAt!.Value,
                });
            }
        }

        return turned.Count == 0 ? Decision.Nothing : Decision.Accept(turned);
    }
}
