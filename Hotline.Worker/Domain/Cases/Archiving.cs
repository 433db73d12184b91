using Hotline.Contracts.Cases;
using Hotline.Domain.Deadlines;

namespace Hotline.Domain.Cases;

/// <summary>归档 (T34): some time after its end, once nothing about it waits to be decided, a case is immutable.</summary>
public static class Archiving
{
    /// <summary>Nothing, not a refusal, when it is not time yet: a timer asks.</summary>
    public static Decision Decide(Case @case, DeadlineBasis basis, DateTimeOffset now) =>
        CaseLifecycle.Check(@case, CaseStep.Archive) is not null
        || now < basis.Calendar.Due(@case.EndedAt!.Value, basis.Profile.Common.Archive).At
        || @case.Requests.Any(request => request.IsPending)
            ? Decision.Nothing
            : Decision.Accept(new CaseArchived());
}
