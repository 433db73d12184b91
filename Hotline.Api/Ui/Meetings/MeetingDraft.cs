using Hotline.Meetings;

namespace Hotline.Api.Ui.Meetings;

/// <summary>A meeting's head while it is typed.</summary>
public sealed class MeetingDraft
{
    public string? Period { get; set; }
    public DateTime? HeldOn { get; set; }
    public string? Chair { get; set; }
    public IReadOnlyList<string> Units { get; set; } = [];
    public string? Summary { get; set; }

    public static MeetingDraft Of(ReadMeeting.View meeting) => new()
    {
        Period = meeting.Period,
        HeldOn = meeting.HeldOn.ToDateTime(TimeOnly.MinValue),
        Chair = meeting.Chair,
        Units = meeting.Units,
        Summary = meeting.Summary,
    };

    public KeepMeeting.Command ToCommand() => new()
    {
        Period = Period,
        HeldOn = HeldOn is { } day ? DateOnly.FromDateTime(day) : null,
        Chair = Chair,
        Units = Units,
        Summary = Summary,
    };
}
