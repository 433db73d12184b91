using Hotline.Api.Ui.Shared;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Storage;

namespace Hotline.Api.Ui.Intake;

/// <summary>What was settled on the line; a matter that a unit must handle has nothing of these.</summary>
public enum Outcome
{
    None,
    /// <summary>直接答复</summary>
    Answer,
    /// <summary>告知途径</summary>
    Guide,
    /// <summary>待补充</summary>
    Ask,
    /// <summary>并单、关联</summary>
    Join,
}

/// <summary>直接答复 as it is typed.</summary>
public sealed class AnswerDraft
{
    public string? Text { get; set; }
    public string? Article { get; set; }
    public Resolution? Resolution { get; set; }
    public Satisfaction? Satisfaction { get; set; }
}

/// <summary>告知途径 as it is typed.</summary>
public sealed class GuideDraft
{
    public GuideReason? Reason { get; set; }

    /// <summary>Left open: the standard phrase of the reason.</summary>
    public string? Text { get; set; }
}

/// <summary>待补充 as it is typed.</summary>
public sealed class AskDraft
{
    public HashSet<MissingFact> Missing { get; } = [];
    public string? Text { get; set; }

    public AskForInformation.Command Command => new() { Missing = [.. Missing.Order()], Text = Text };
}

/// <summary>One matter of a call as it is typed.</summary>
public sealed class MatterDraft
{
    public CaseType? Type { get; set; } = CaseType.Help;
    public Choice<string>? Category { get; set; }
    public Choice<string>? Area { get; set; }
    public string? Place { get; set; }
    public string? Title { get; set; }
    public string? Content { get; set; }
    public Urgency? Urgency { get; set; } = Contracts.Cases.Urgency.General;
    public Outcome Outcome { get; set; }
    public AnswerDraft Answer { get; } = new();
    public GuideDraft Guide { get; } = new();
    public AskDraft Ask { get; } = new();

    /// <summary>The case that this one is joined to, by its number.</summary>
    public string? JoinTo { get; set; }

    /// <summary>并单 rather than 关联.</summary>
    public bool Merges { get; set; }

    public string? JoinReason { get; set; }

    /// <summary>即时转办, beside whatever else happens.</summary>
    public bool HandsOver { get; set; }

    public EmergencyService? Service { get; set; }

    public bool IsEmpty => Category is null && Place is null && Title is null && Content is null && Outcome == Outcome.None && !HandsOver;

    public RegisterCall.Matter Command => new()
    {
        Type = Type,
        Category = Category?.Value,
        Area = Area?.Value,
        Place = Place,
        Title = Title,
        Content = Content,
        Urgency = Urgency,
        Answer = Outcome == Outcome.Answer
            ? new RegisterCase.OnTheLine { Text = Answer.Text, Article = Answer.Article, Resolution = Answer.Resolution, Satisfaction = Answer.Satisfaction }
            : null,
        Guide = Outcome == Outcome.Guide ? new GuideCase.Guidance { Reason = Guide.Reason, Text = Guide.Text } : null,
        Ask = Outcome == Outcome.Ask ? Ask.Command : null,
        MergeInto = Outcome == Outcome.Join && Merges ? JoinTo : null,
        LinkTo = Outcome == Outcome.Join && !Merges ? JoinTo : null,
        JoinReason = Outcome == Outcome.Join ? JoinReason : null,
        HandOver = HandsOver ? new HandOver { Service = Service } : null,
    };

    public static MatterDraft Of(RegisterCall.Matter kept, ZoneNames names)
    {
        var matter = new MatterDraft
        {
            Type = kept.Type,
            Category = ChoiceOf(kept.Category, names.Category),
            Area = ChoiceOf(kept.Area, names.Area),
            Place = kept.Place,
            Title = kept.Title,
            Content = kept.Content,
            Urgency = kept.Urgency,
            Outcome = kept switch
            {
                { Answer: not null } => Outcome.Answer,
                { Guide: not null } => Outcome.Guide,
                { Ask: not null } => Outcome.Ask,
                { MergeInto: not null } or { LinkTo: not null } => Outcome.Join,
                _ => Outcome.None,
            },
            JoinTo = kept.MergeInto ?? kept.LinkTo,
            Merges = kept.MergeInto is not null,
            JoinReason = kept.JoinReason,
            HandsOver = kept.HandOver is not null,
            Service = kept.HandOver?.Service,
        };
        if (kept.Answer is { } answer)
        {
            (matter.Answer.Text, matter.Answer.Article, matter.Answer.Resolution, matter.Answer.Satisfaction) =
                (answer.Text, answer.Article, answer.Resolution, answer.Satisfaction);
        }

        if (kept.Guide is { } guide)
        {
            (matter.Guide.Reason, matter.Guide.Text) = (guide.Reason, guide.Text);
        }

        matter.Ask.Text = kept.Ask?.Text;
        matter.Ask.Missing.UnionWith(kept.Ask?.Missing ?? []);
        return matter;
    }

    private static Choice<string>? ChoiceOf(string? code, Func<string, string> nameOf) => code is null ? null : new Choice<string>(code, nameOf(code));
}

/// <summary>
/// One call as it is typed: the caller, and the matters the call is about. It has the id of its draft, which is its
/// idempotency key as well: however often it is sent, it becomes the same cases.
/// </summary>
public sealed class IntakeForm(Guid id)
{
    /// <summary>Also its draft's.</summary>
    public Guid Id => id;

    /// <summary>Of its draft, as last seen; <c>null</c> while there is none.</summary>
    public int? Version { get; set; }

    /// <summary>First contact: when the first character was typed.</summary>
    public DateTimeOffset? BegunAt { get; set; }

    public Channel? Channel { get; set; } = Contracts.Cases.Channel.Phone;
    public RequesterKind? Kind { get; set; } = RequesterKind.Citizen;
    public string? Phone { get; set; }
    public string? ContactPhone { get; set; }
    public string? Name { get; set; }
    public string? Company { get; set; }
    public string? CreditCode { get; set; }
    public string? Address { get; set; }
    public string? Email { get; set; }
    public bool Confidential { get; set; }
    public bool Anonymous { get; set; }
    public bool ReplyWanted { get; set; } = true;

    public IList<MatterDraft> Matters { get; } = [new MatterDraft()];

    /// <summary>The matter that is being typed.</summary>
    public int At { get; set; }

    public MatterDraft Matter => Matters[At];

    public string Key => $"desk-{id:N}";

    public bool IsEmpty => Phone is null && Name is null && Company is null && ContactPhone is null && Address is null && Email is null && Matters.All(matter => matter.IsEmpty);

    /// <summary>Where the API names the fields of the matter that is being typed.</summary>
    public string Prefix => Matters.Count == 1 ? "" : FormattableString.Invariant($"matters[{At}].");

    public KeepDrafts.Content Content => KeptOf(new KeepDrafts.Content
    {
        Others = Matters.Count == 1 ? null : [.. Matters.Skip(1).Select(matter => matter.Command)],
    });

    public RegisterCase.Command Command => KeptOf(new RegisterCase.Command { Draft = Version is null ? null : id });

    public RegisterCall.Command Call => new()
    {
        Channel = Channel,
        RequesterKind = Kind,
        ReceivedAt = BegunAt,
        Requester = Requester,
        Confidential = Confidential,
        Anonymous = Anonymous,
        ReplyWanted = ReplyWanted,
        Draft = Version is null ? null : id,
        Matters = [.. Matters.Select(matter => matter.Command)],
    };

    private Requester Requester => new()
    {
        Name = Name,
        Phone = Phone,
        ContactPhone = ContactPhone,
        Email = Email,
        Address = Address,
        Company = Kind == RequesterKind.Enterprise ? Company : null,
        CreditCode = Kind == RequesterKind.Enterprise ? CreditCode : null,
    };

    /// <summary>Everything that a draft kept.</summary>
    public static IntakeForm Of(KeepDrafts.View draft, ZoneNames names)
    {
        var kept = draft.Body!;
        var form = new IntakeForm(draft.Id)
        {
            Version = draft.Version,
            BegunAt = draft.StartedAt,
            Channel = kept.Channel,
            Kind = kept.RequesterKind,
            Phone = kept.Requester?.Phone,
            ContactPhone = kept.Requester?.ContactPhone,
            Name = kept.Requester?.Name,
            Company = kept.Requester?.Company,
            CreditCode = kept.Requester?.CreditCode,
            Address = kept.Requester?.Address,
            Email = kept.Requester?.Email,
            Confidential = kept.Confidential,
            Anonymous = kept.Anonymous,
            ReplyWanted = kept.ReplyWanted,
        };
        form.Matters[0] = MatterDraft.Of(MatterOf(kept), names);
        foreach (var other in kept.Others ?? [])
        {
            form.Matters.Add(MatterDraft.Of(other, names));
        }

        return form;
    }

    /// <summary>What was typed here, kept as a form of its own: its draft was registered or discarded elsewhere.</summary>
    public IntakeForm Anew(Guid other, ZoneNames names)
    {
        var form = Of(new KeepDrafts.View(other, 0, BegunAt ?? default, default, Content, null, null), names);
        (form.Version, form.BegunAt, form.At) = (null, BegunAt, At);
        return form;
    }

    private TCommand KeptOf<TCommand>(TCommand command)
        where TCommand : RegisterCase.Command
    {
        var first = Matters[0].Command;
        return command with
        {
            Channel = Channel,
            RequesterKind = Kind,
            Type = first.Type,
            Category = first.Category,
            Area = first.Area,
            Place = first.Place,
            Title = first.Title,
            Content = first.Content,
            Urgency = first.Urgency,
            Confidential = Confidential,
            Anonymous = Anonymous,
            ReplyWanted = ReplyWanted,
            ReceivedAt = BegunAt,
            Requester = Requester,
            Answer = first.Answer,
            Guide = first.Guide,
            Ask = first.Ask,
            MergeInto = first.MergeInto,
            LinkTo = first.LinkTo,
            JoinReason = first.JoinReason,
            HandOver = first.HandOver,
        };
    }

    private static RegisterCall.Matter MatterOf(RegisterCase.Command kept) => new()
    {
        Type = kept.Type,
        Category = kept.Category,
        Area = kept.Area,
        Place = kept.Place,
        Title = kept.Title,
        Content = kept.Content,
        Urgency = kept.Urgency,
        Answer = kept.Answer,
        Guide = kept.Guide,
        Ask = kept.Ask,
        MergeInto = kept.MergeInto,
        LinkTo = kept.LinkTo,
        JoinReason = kept.JoinReason,
        HandOver = kept.HandOver,
    };
}
