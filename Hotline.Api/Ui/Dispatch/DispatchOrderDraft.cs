using Hotline.Cases;

namespace Hotline.Api.Ui.Dispatch;

/// <summary>派单意见 as it is typed.</summary>
public sealed class DispatchOrderDraft
{
    public string? Lead { get; set; }
    public IReadOnlyList<string> Supporters { get; set; } = [];
    public string? Basis { get; set; }
    public DateTime? DueOn { get; set; }
    public bool Designated { get; set; }
    public string? Note { get; set; }

    /// <summary>The same as the use cases take it.</summary>
    public TCommand Fill<TCommand>(TCommand command)
        where TCommand : DispatchCase.Command => command with
    {
        Lead = Lead,
        Supporters = Supporters,
        Basis = Basis,
        DueOn = DueOn is { } day ? DateOnly.FromDateTime(day) : null,
        Designated = Designated,
        Note = Note,
    };
}
