using System.Globalization;
using Hotline.Contracts.Cases;

namespace Hotline.Meetings;

/// <summary>What inboxes are told of decisions, and how such a line is known from one about a case.</summary>
public static class DecisionNotices
{
    public const string Made = "DecisionMade";
    public const string Overdue = "DecisionOverdue";
    public const string Reported = "DecisionReported";
    public const string SentBack = "DecisionSentBack";

    /// <summary>E.g. <c>M2025-3-2</c>: the second decision of that meeting.</summary>
    public static string NumberOf(string meeting, int decision) => string.Create(CultureInfo.InvariantCulture, $"{meeting}-{decision}");

    /// <returns><c>false</c> for the number of a case, or of nothing.</returns>
    public static bool TryParse(string? number, out string meeting, out int decision)
    {
        (meeting, decision) = ("", 0);
        if (number is not ['M', ..] || number.LastIndexOf('-') is not (> 0 and var dash)
            || !int.TryParse(number.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out decision))
        {
            return false;
        }

        meeting = number[..dash];
        return meeting.Contains('-', StringComparison.Ordinal) && meeting.All(character => char.IsAsciiLetterOrDigit(character) || character == '-');
    }

    internal static IEnumerable<string> ToUnit(string unit) => [$"{Role.Handler}@{unit}", $"{Role.UnitHead}@{unit}"];

    internal static IEnumerable<string> ToHotline { get; } = [nameof(Role.Supervisor)];
}
