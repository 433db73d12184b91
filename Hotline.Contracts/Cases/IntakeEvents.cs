namespace Hotline.Contracts.Cases;

/// <summary>待补充: something is missing and the requester was asked, or asked again (T04). C1 pauses, C11 runs.</summary>
public sealed record InformationAsked : HotlineEvent
{
    public required IReadOnlyList<MissingFact> Missing { get; init; }
}

/// <summary>补充: what was missing is there (T05). C1 goes on.</summary>
public sealed record InformationSupplied : HotlineEvent;

/// <summary>改类: type, category, place or urgency turned out to be another; the limits follow.</summary>
public sealed record CaseReclassified : HotlineEvent
{
    public required CaseType Type { get; init; }
    public required string Category { get; init; }
    public string? Area { get; init; }
    public required Urgency Urgency { get; init; }
}

/// <summary>告知途径: not the hotline's, and the requester was told whose it is (T06, T07). All clocks stop.</summary>
public sealed record CaseGuided : HotlineEvent
{
    public required GuideReason Reason { get; init; }
}

/// <summary>即时转办: an emergency was handed to 110, 119, 120 or 122 (domain.md §5.2).</summary>
public sealed record EmergencyHandedOver : HotlineEvent
{
    public required EmergencyService Service { get; init; }

    /// <summary>When the service took it over, UTC.</summary>
    public required DateTimeOffset HandedOverAt { get; init; }
}

/// <summary>作废: a test, a wrong entry, a nuisance call. All clocks stop.</summary>
public sealed record CaseVoided : HotlineEvent
{
    public required VoidReason Reason { get; init; }
}

/// <summary>并单: this case ends and follows another of the same requester (T08). All clocks stop.</summary>
public sealed record CaseMerged : HotlineEvent
{
    public required string Into { get; init; }
}

/// <summary>撤销并单: it stands on its own again and waits for a dispatcher.</summary>
public sealed record CaseUnmerged : HotlineEvent
{
    public required string From { get; init; }
}

/// <summary>关联: the same matter as another requester's case; that one is handled, this one is called back (T08).</summary>
public sealed record CaseLinked : HotlineEvent
{
    public required string To { get; init; }
}

/// <summary>解除关联: it is handled on its own again and waits for a dispatcher.</summary>
public sealed record CaseUnlinked : HotlineEvent
{
    public required string From { get; init; }
}

/// <summary>The case this one is linked to was handled and reviewed; its requester is to be called back.</summary>
public sealed record CaseHandledElsewhere : HotlineEvent
{
    public required string By { get; init; }

    /// <summary>主办 there; answers for the rating given here too.</summary>
    public required string Lead { get; init; }

    public IReadOnlyList<string> Supporters { get; init; } = [];
}

/// <summary>Another case was merged into this one or linked to it. The earliest first contact and due moment hold for both.</summary>
public sealed record CaseJoined : HotlineEvent
{
    public required string Other { get; init; }
    public required Bond Bond { get; init; }

    /// <summary>First contact of the other case, UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When the other case's resolution was due; <c>null</c> if no unit had it yet.</summary>
    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>A case that was joined stands on its own again.</summary>
public sealed record CaseParted : HotlineEvent
{
    public required string Other { get; init; }
}
