using Hotline.Domain.Scorecards;
using Hotline.Zone;

namespace Hotline.Scorecards;

/// <summary>方案模拟: a period under a scheme that is not kept, beside what it is under the one in effect. The tallies are the same; nothing is written.</summary>
public sealed class SimulateScorecard(ReadScorecard read, ZoneBook zone)
{
    /// <param name="Current">By the scheme in effect.</param>
    /// <param name="Candidate">By the one that was sent, called by the version it would get.</param>
    public sealed record Report(Scorecard Current, Scorecard Candidate);

    /// <param name="period">The scorecard's.</param>
    /// <param name="json">A scheme as it would be imported.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <exception cref="ImportRefusedException">The scheme is wrong; every mistake is named.</exception>
    public async Task<Report> ExecuteAsync(Period period, ReadOnlyMemory<byte> json, CancellationToken cancellation)
    {
        var candidate = SchemeFile.ReadCandidate(json, zone.Current.Scheme.Version + 1);
        return new Report(await read.ExecuteAsync(period, cancellation), await read.ExecuteAsync(period, candidate, cancellation));
    }
}
