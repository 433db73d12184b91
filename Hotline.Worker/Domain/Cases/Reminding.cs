using Hotline.Contracts.Cases;
using Hotline.Domain.Deadlines;

namespace Hotline.Domain.Cases;

/// <summary>催办 (T37): counted, and told to the units; the fourth becomes an order of supervision.</summary>
public static class Reminding
{
    /// <summary>More reminders than this on one case and a supervisor's order follows (T37).</summary>
    private const int MostReminders = 3;

    public static Decision Decide(Case @case, ReminderSource source, DeadlineBasis basis, DateTimeOffset now)
    {
        if (CaseLifecycle.Check(@case, CaseStep.Remind) is { } refusal)
        {
            return refusal;
        }

        var reminded = new CaseReminded { Source = source, Count = @case.Reminders + 1 };
        return reminded.Count > MostReminders && Supervising.IfNone(@case, @case.Responsible, SupervisionOrigin.Reminders, basis, now) is { } order
            ? Decision.Accept(reminded, order)
            : Decision.Accept(reminded);
    }
}
