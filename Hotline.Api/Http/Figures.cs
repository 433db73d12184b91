using Hotline.Cases;
using Hotline.Messaging;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Hotline.Api.Http;

/// <summary>平账: the balance as a figure. One that does not hold is for somebody to look at and no reason to serve nobody.</summary>
internal sealed class BalanceFigure(AuditBalance audit) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var balance = await audit.ReadAsync(cancellationToken);
        return new HealthCheckResult(balance.Holds ? HealthStatus.Healthy : HealthStatus.Degraded, data: new Dictionary<string, object>
        {
            ["holds"] = balance.Holds,
            ["accepted"] = balance.Accepted,
            ["closed"] = balance.Closed,
            ["open"] = balance.Open,
            ["merged"] = balance.Merged,
            ["guided"] = balance.Guided,
            ["voided"] = balance.Voided,
        });
    }
}

/// <summary>异常消息: how many wait in the poison lane. A message nobody can handle keeps nobody else from being served.</summary>
internal sealed class PoisonFigure(PoisonLane lane) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        HealthCheckResult.Healthy(data: new Dictionary<string, object> { ["waiting"] = await lane.CountWaitingAsync(cancellationToken) });
}
