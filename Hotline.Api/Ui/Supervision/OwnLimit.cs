using Hotline.Api.Ui.Shared;
using Hotline.Cases;
using Hotline.Contracts.Deadlines;

namespace Hotline.Api.Ui.Supervision;

/// <summary>An order that is due after the case itself gives time that nobody has.</summary>
internal static class OwnLimit
{
    /// <summary>The end of the case's own resolution, when it lies ahead and before the end of a day; else <c>null</c>.</summary>
    public static DateTimeOffset? Before(CaseHistory.View @case, DateTime? day, When when) =>
        day is { } chosen
        && @case.Clocks.Where(clock => clock.Kind is ClockKind.Resolve or ClockKind.Rework && clock.StoppedAt is null).Min(clock => clock.Due) is { } due
        && due > when.Now && when.Local(due.AddTicks(-1)).Date < chosen.Date
            ? due
            : null;
}
