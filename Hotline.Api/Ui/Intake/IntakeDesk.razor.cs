using System.Collections.Concurrent;
using Hotline.Api.Ui.Kit;
using Hotline.Api.Ui.Shared;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Dispatch;
using Hotline.Domain.Cases;
using Hotline.Messaging;
using Hotline.Zone;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using FieldErrors = Hotline.Api.Ui.Kit.FieldErrors;

namespace Hotline.Api.Ui.Intake;

public sealed partial class IntakeDesk
{
    private const int MostOffers = 5;

    /// <summary>手机号码</summary>
    private const int MobileDigits = 11;

    /// <summary>After so long without a change what is typed is kept as a draft.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan UntilRetry = TimeSpan.FromSeconds(5);

    private static readonly int[] Lengths = [7, 30, 90, 365];

    // In the order of the form: the first that is wrong gets the focus.
    private static readonly string[] Order =
    [
        "requester.phone", "requester.name", "requester.company", "requesterKind", "title", "content", "category", "area", "place", "type", "urgency",
        "handOver.service", "answer.text", "answer.resolution", "answer.satisfaction", "guide.reason", "guide.text", "ask.missing", "ask.text", "joinReason",
        "confidential", "anonymous", "replyWanted", "requester.contactPhone", "requester.address", "channel", "requester.creditCode", "requester.email",
    ];

    private readonly FieldErrors _errors = new("intake");
    private readonly FieldErrors _pasteErrors = new("intake-paste");
    private readonly FieldErrors _discardErrors = new("intake-discard");
    private readonly FieldErrors _remindErrors = new("intake-remind");
    private readonly FieldErrors _markErrors = new("intake-mark");
    private readonly SemaphoreSlim _writing = new(1);
    private readonly ConcurrentDictionary<string, byte> _watched = new();
    private List<Done> _done = [];
    private IReadOnlyList<Hotkey> _keys = [];
    private IReadOnlyList<Hotkey> _pasteKeys = [];
    private IReadOnlyList<Hotkey> _discardKeys = [];
    private IReadOnlyList<Hotkey> _remindKeys = [];
    private IReadOnlyList<Hotkey> _markKeys = [];
    private IntakeForm _form = null!;
    private CallerPanel.View? _caller;
    private IReadOnlyList<SimilarCases.Candidate> _similar = [];
    private SuggestDispatch.View? _suggested;
    private string[]? _phoneWrong;
    private Numbered? _numbered;
    private StepOutcome? _outcome;
    private Conflict? _conflict;
    private DateTimeOffset? _savedAt;
    private bool _saveFailed;
    private bool _isBusy;
    private bool _takesCalls;
    private bool _leadsShift;
    private string? _picked;
    private string? _walked;
    private string? _focus;
    private CancellationTokenSource? _pause;
    private CancellationTokenSource? _search;
    private LiveFeed.Subscription? _live;
    private Dialog _paste = null!;
    private Dialog _discard = null!;
    private Dialog _remind = null!;
    private Dialog _mark = null!;
    private string? _pasted;
    private string? _reason;
    private CaseHistory.View? _reminded;
    private int _remindedAs;
    private StepOutcome? _remindOutcome;
    private string? _note;
    private CallerMarkKind? _markKind;
    private string? _markReason;
    private int? _markDays;
    private StepOutcome? _markOutcome;

    /// <summary>暂存 of the agent that wait to be gone on with, the newest first.</summary>
    [PersistentState]
    public IReadOnlyList<Offer>? Offers { get; set; }

    /// <summary>The form that is open, so that a circuit that begins where another was lost goes on with its draft.</summary>
    [PersistentState]
    public Guid? Open { get; set; }

    /// <summary>Where the page was asked from, for the record of looks.</summary>
    [Parameter] public string? Address { get; set; }

    [Inject] private RevealRequester Reveal { get; set; } = null!;
    [Inject] private Steps Steps { get; set; } = null!;
    [Inject] private KeepDrafts Drafts { get; set; } = null!;
    [Inject] private RegisterCall Calls { get; set; } = null!;
    [Inject] private CallerPanel Panel { get; set; } = null!;
    [Inject] private SimilarCases Similar { get; set; } = null!;
    [Inject] private SuggestDispatch Suggest { get; set; } = null!;
    [Inject] private SplitText Splitter { get; set; } = null!;
    [Inject] private MarkCaller Marks { get; set; } = null!;
    [Inject] private CaseHistory History { get; set; } = null!;
    [Inject] private LookUpCodes Codes { get; set; } = null!;
    [Inject] private ZoneBook Zone { get; set; } = null!;
    [Inject] private ZoneNames Names { get; set; } = null!;
    [Inject] private When When { get; set; } = null!;
    [Inject] private LiveFeed Feed { get; set; } = null!;
    [Inject] private KitScripts Scripts { get; set; } = null!;

    private static IReadOnlyList<Choice<CallerMarkKind?>> MarkKinds =>
        [.. Enum.GetValues<CallerMarkKind>().Select(kind => new Choice<CallerMarkKind?>(kind, T($"Mark.{kind}")))];

    private static IReadOnlyList<Choice<int?>> MarkDays =>
        [.. Lengths.Select(days => new Choice<int?>(days, UiTexts.Format("Days", days)))];

    /// <summary>What the keys of the similar cases are about: the one that had the focus last, at first the likeliest.</summary>
    private string? Picked => _picked ?? (_similar is [var likeliest, ..] ? likeliest.Case.Number : null);

    /// <summary>Similar for more than that the same person called, or of this person but no longer among the newest.</summary>
    private IReadOnlyList<SimilarCases.Candidate> Alike =>
        [.. _similar.Where(candidate => candidate.Reasons is not [SimilarCases.Reason.SameCaller] || _caller?.Recent.Any(item => item.Number == candidate.Case.Number) != true)];

    /// <summary>The caller's cases that are about something else: no case stands in both lists.</summary>
    private IReadOnlyList<RelatedCases.Item> CallersOthers =>
        [.. (_caller?.Recent ?? []).Where(item => Alike.All(candidate => candidate.Case.Number != item.Number))];

    protected override async Task OnInitializedAsync()
    {
        _form = new IntakeForm(Open ?? Guid.CreateVersion7(When.Now));
        _keys =
        [
            Key("Ctrl+Enter", T("Submit"), SubmitAsync),
            Key("F2", Words.Of(CaseStep.Answer), () => SettleAsync(Outcome.Answer)),
            Key("F3", Words.Of(CaseStep.Guide), () => SettleAsync(Outcome.Guide)),
            Key("F4", Words.Of(CaseStep.HandOver), HandOverAsync),
            Key("F6", Words.Of(CaseStep.Ask), () => SettleAsync(Outcome.Ask)),
            Key("F7", T("Paste"), PasteAsync),
            Key("F8", T("Split"), SplitAsync),
            Key("F9", T("Join"), JoinPickedAsync),
            Key("Alt+n", T("Park"), ParkAsync),
            Key("Alt+x", T("Discard"), () => _form.IsEmpty ? Task.CompletedTask : DiscardAsync()),
            Key("Alt+z", T("Reopen"), () => Offers is [var newest, ..] ? ReopenAsync(newest.Id) : Task.CompletedTask),
            Key("Alt+f", T("TakeName"), TakeNameAsync),
            Key("Alt+s", T("SplitByNumber"), SplitNumberedAsync),
            Key("Alt+1", IntakeTexts.Format("TakeCategory", 1), () => TakeCategoryAsync(0)),
            Key("Alt+2", IntakeTexts.Format("TakeCategory", 2), () => TakeCategoryAsync(1)),
            Key("Alt+3", IntakeTexts.Format("TakeCategory", 3), () => TakeCategoryAsync(2)),
            Key("Alt+PageDown", T("NextMatter"), () => GoToMatterAsync((_form.At + 1) % _form.Matters.Count)),
            Key("Alt+ArrowDown", T("NextPick"), () => Walk(1)),
            Key("Alt+ArrowUp", T("PreviousPick"), () => Walk(-1)),
            Key("m", $"{T("OfPicked")} {Words.Of(CaseStep.Merge)}", () => JoinAsync(Picked, merges: true)),
            Key("l", $"{T("OfPicked")} {Words.Of(CaseStep.Link)}", () => JoinAsync(Picked, merges: false)),
            Key("u", $"{T("OfPicked")} {Words.Of(CaseStep.Remind)}", () => RemindAsync(Picked)),
            // The choices' own keys: named here, heard where they are.
            Key("1–9", T("ChoiceKeys"), () => { }),
        ];
        _pasteKeys = [Key("Ctrl+Enter", T("PasteTake"), TakePieces)];
        _discardKeys = [Key("Ctrl+Enter", T("Discard"), DropDraftAsync)];
        _remindKeys = [Key("Ctrl+Enter", Words.Of(CaseStep.Remind), SendReminderAsync)];
        _markKeys = [Key("Ctrl+Enter", T("MarkCaller"), SendMarkAsync)];
        var actor = await ActorAsync();
        _takesCalls = actor.Is(Role.Agent) || actor.Is(Role.ShiftLeader);
        _leadsShift = actor.Is(Role.ShiftLeader);
        if (Offers is null)
        {
            var open = await Drafts.ListAsync(actor, null, MostOffers, Left);
            Offers = [.. open.Items.Select(item => new Offer(item.Id, item.UpdatedAt, item.Title))];
        }
        else if (Open is { } before && await ReadDraftAsync(before) is { Body: not null } kept)
        {
            await GoOnWithAsync(kept);
        }

        Open = _form.Id;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _live = Feed.Subscribe(
                change => _watched.ContainsKey(change.Number),
                change => _ = InvokeFromOutsideAsync(() => SeeWhereItWentAsync(change.Number)));
            _focus ??= _errors.IdOf("requester.phone");
        }

        if (_focus is { } field)
        {
            _focus = null;
            await (await Scripts.ImportAsync(Assets["kit.js"])).InvokeVoidAsync("focusField", Left, field);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _live?.Dispose();
            End(ref _pause);
            End(ref _search);
            _writing.Dispose();
        }

        base.Dispose(disposing);
    }

    private static string T(string name) => IntakeTexts.Get(name);

    private string P(string field) => _form.Prefix + field;

    private string? Pressed(Outcome outcome) => _form.Matter.Outcome == outcome ? "true" : "false";

    private void Focus(string field) => _focus = _errors.IdOf(field);

    private Task<IReadOnlyList<Choice<string>>> FindCategories(string text, CancellationToken cancellation)
    {
        IReadOnlyList<Choice<string>> meant = text.Length > 0 || _suggested is null
            ? []
            : [.. _suggested.Categories.Select(hint => new Choice<string>(hint.Code, hint.Name, T("Meant")))];
        return Task.FromResult<IReadOnlyList<Choice<string>>>(
            [.. meant, .. Finding.Categories(Codes, text, _form.Kind).Where(found => meant.All(hint => hint.Value != found.Value))]);
    }

    private Task<IReadOnlyList<Choice<string>>> FindAreas(string text, CancellationToken cancellation) => Task.FromResult(Finding.Areas(Codes, text));

    /* What is known while somebody types */

    private async Task PhoneChangedAsync()
    {
        var phone = _form.Phone;
        var query = new CallerPanel.Query { Phone = phone };
        var actor = await ActorAsync();
        var known = _takesCalls && phone is not null
            ? await Steps.RunAsync(query, () => Panel.ReadAsync(query, actor, Left), Left)
            : null;
        if (phone == _form.Phone)
        {
            _caller = (known as StepOutcome.Done<CallerPanel.View>)?.Result;
            _phoneWrong = (known as StepOutcome.Invalid)?.Errors.GetValueOrDefault("phone");
            _errors.Forget("requester.phone");
            if (phone?.Count(char.IsAsciiDigit) >= MobileDigits)
            {
                TellPhone();
            }
        }

        SaveSoon(Quiet);
        _form.BegunAt ??= When.Now;
        await LookAsync();
    }

    // While a number is typed it is not wrong yet: it is told when it is as long as one, or when the next field is typed.
    private void TellPhone()
    {
        if (_phoneWrong is { } messages)
        {
            _errors.Add([("requester.phone", messages)]);
        }
    }

    /// <summary>What a call is about, that was known of the caller before; the look is on record.</summary>
    private async Task TakeNameAsync()
    {
        if (_caller?.Known is not { } known || _form.Name is not null)
        {
            return;
        }

        var command = new RevealRequester.Command { Reason = "intake", Fields = [RequesterField.Name] };
        var actor = await ActorAsync();
        switch (await Steps.RunAsync(command, () => Reveal.ExecuteAsync(known.Number, command, actor, Address, Left), Left))
        {
            case StepOutcome.Done<RevealRequester.View> shown:
                _form.Name ??= shown.Result.Name;
                Focus(P("title"));
                await ChangedAsync();
                break;
            case StepOutcome.Refused refused:
                Toaster.Failed(refused.Title);
                break;
        }
    }

    private Task KindChangedAsync()
    {
        foreach (var matter in _form.Matters.Where(matter => matter.Category is { } category && Zone.Current.Categories[category.Value].Requester != _form.Kind))
        {
            matter.Category = null;
        }

        return ChangedAsync();
    }

    private Task ChangedAsync()
    {
        TellPhone();
        _form.BegunAt ??= When.Now;
        SaveSoon(Quiet);
        return LookAsync();
    }

    // The dispatch is asked of memory, similar cases of the disk: an answer that comes after the next question is dropped.
    private async Task LookAsync()
    {
        var matter = _form.Matter;
        var actor = await ActorAsync();
        var where = new SuggestDispatch.Query
        {
            RequesterKind = _form.Kind,
            Type = matter.Type,
            Category = matter.Category?.Value,
            Area = matter.Area?.Value,
            Urgency = matter.Urgency,
            Title = matter.Title,
            Content = matter.Content,
        };
        _suggested = await Steps.RunAsync(where, () => Task.FromResult(Suggest.Suggest(where, actor)), Left) is StepOutcome.Done<SuggestDispatch.View> suggested
            ? suggested.Result
            : null;
        var same = new SimilarCases.Query
        {
            RequesterKind = _form.Kind,
            Type = matter.Type,
            Category = matter.Category?.Value,
            Area = matter.Area?.Value,
            Title = matter.Title,
            Content = matter.Content,
            Phone = _takesCalls && _caller is not null ? _form.Phone : null,
        };
        var search = Renew(ref _search);
        var cancellation = search.Token;
        try
        {
            var found = await Steps.RunAsync(same, () => Similar.FindAsync(same, actor, cancellation), cancellation);
            if (search == _search)
            {
                _similar = (found as StepOutcome.Done<IReadOnlyList<SimilarCases.Candidate>>)?.Result ?? [];
                _picked = _similar.Any(candidate => candidate.Case.Number == _picked) ? _picked : null;
            }
        }
        catch (OperationCanceledException) when (!Left.IsCancellationRequested)
        {
            // Something else was typed meanwhile.
        }
    }

    private static void End(ref CancellationTokenSource? source)
    {
        source?.Cancel();
        source?.Dispose();
        source = null;
    }

    private CancellationTokenSource Renew(ref CancellationTokenSource? source)
    {
        End(ref source);
        return source = CancellationTokenSource.CreateLinkedTokenSource(Left);
    }

    /* 暂存 */

    private void SaveSoon(TimeSpan pause) => _ = SaveAfterAsync(pause, Renew(ref _pause).Token);

    private async Task SaveAfterAsync(TimeSpan pause, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(pause, cancellation);
            await InvokeAsync(async () =>
            {
                await SaveAsync();
                StateHasChanged();
            });
        }
        catch (Exception exception) when (exception is OperationCanceledException || Left.IsCancellationRequested)
        {
            // Somebody typed on, or sent it, or left; or the session has ended.
        }
        catch (Exception exception)
        {
            Faults.Log(exception);
            await InvokeAsync(() =>
            {
                _saveFailed = true;
                SaveSoon(UntilRetry);
                StateHasChanged();
            });
        }
    }

    /// <returns>Whether all that is typed is kept.</returns>
    private async Task<bool> SaveAsync()
    {
        // After a registration of which nobody knows whether it was made, the draft may be a case.
        if (_form.IsEmpty || _conflict is not null || _outcome is StepOutcome.Unavailable { IsOutcomeUnknown: true })
        {
            return _form.IsEmpty;
        }

        await _writing.WaitAsync(Left);
        try
        {
            var (form, content, actor) = (_form, _form.Content, await ActorAsync());
            switch (await Steps.RunAsync(content, () => Drafts.SaveAsync(form.Id, content, form.Version, actor, Left), Left))
            {
                case StepOutcome.Done<KeepDrafts.View> saved:
                    (form.Version, _savedAt, _saveFailed) = (saved.Result.Version, saved.Result.UpdatedAt, false);
                    return true;
                case StepOutcome.Refused { Code: "draft.stale" or "draft.discarded" or "precondition.missing" } or StepOutcome.NotFound:
                    _conflict = new Conflict(await ReadDraftAsync(form.Id) is { Body: not null } theirs ? theirs : null);
                    break;
                case StepOutcome.Invalid invalid:
                    // The same again would be as wrong; the next change tries.
                    _saveFailed = true;
                    _errors.Add(invalid.Errors.Select(field => (field.Key, field.Value)));
                    break;
                default:
                    _saveFailed = true;
                    SaveSoon(UntilRetry);
                    break;
            }

            return false;
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task<KeepDrafts.View?> ReadDraftAsync(Guid id)
    {
        var actor = await ActorAsync();
        return (await Steps.RunAsync(() => Drafts.ReadAsync(id, actor, Left), Left) as StepOutcome.Done<KeepDrafts.View>)?.Result;
    }

    private async Task ReopenAsync(Guid id)
    {
        if (!await SetAsideAsync())
        {
            return;
        }

        Offers = [.. Offers!.Where(offer => offer.Id != id)];
        if (await ReadDraftAsync(id) is { Body: not null } draft)
        {
            await GoOnWithAsync(draft);
        }
        else
        {
            Toaster.Failed(T("DraftGone"));
        }
    }

    private Task GoOnWithAsync(KeepDrafts.View draft)
    {
        Begin(IntakeForm.Of(draft, Names));
        _savedAt = draft.UpdatedAt;
        Focus(P("title"));
        return ShowAllAsync();
    }

    // What the form says decides what is shown beside it; nothing was changed, so nothing is saved.
    private async Task ShowAllAsync()
    {
        var query = new CallerPanel.Query { Phone = _form.Phone };
        var actor = await ActorAsync();
        _caller = _takesCalls && _form.Phone is not null
            ? (await Steps.RunAsync(query, () => Panel.ReadAsync(query, actor, Left), Left) as StepOutcome.Done<CallerPanel.View>)?.Result
            : null;
        await LookAsync();
    }

    private void Begin(IntakeForm form)
    {
        End(ref _pause);
        End(ref _search);
        _form = form;
        Open = form.Id;
        (_caller, _similar, _suggested, _picked) = (null, [], null, null);
        (_phoneWrong, _numbered) = (null, null);
        (_outcome, _conflict, _savedAt, _saveFailed) = (null, null, null, false);
        _errors.Clear();
    }

    private void StartAnew()
    {
        Begin(new IntakeForm(Guid.CreateVersion7(When.Now)));
        Focus("requester.phone");
    }

    /// <returns>Whether it was kept: what was not is not put away.</returns>
    private async Task<bool> SetAsideAsync()
    {
        if (_form.IsEmpty)
        {
            return true;
        }

        if (!await SaveAsync())
        {
            Toaster.Failed(T("NotSaved"));
            return false;
        }

        Offers = [new Offer(_form.Id, When.Now, _form.Matters[0].Title), .. Offers ?? []];
        return true;
    }

    private async Task ParkAsync()
    {
        if (await SetAsideAsync())
        {
            StartAnew();
        }
    }

    private Task TakeTheirs() => GoOnWithAsync(_conflict!.Theirs!);

    private async Task KeepMineAsync()
    {
        if (_conflict?.Theirs is { } theirs)
        {
            _form.Version = theirs.Version;
        }
        else
        {
            _form = _form.Anew(Guid.CreateVersion7(When.Now), Names);
            Open = _form.Id;
        }

        (_conflict, _outcome) = (null, null);
        await SaveAsync();
    }

    private async Task DiscardAsync()
    {
        if (_form.Version is null)
        {
            StartAnew();
            return;
        }

        _reason = null;
        _discardErrors.Clear();
        await _discard.OpenAsync();
    }

    private async Task DropDraftAsync()
    {
        End(ref _pause);
        var (form, actor) = (_form, await ActorAsync());
        var command = new KeepDrafts.DiscardCommand { Reason = _reason };
        var dropped = await Steps.RunAsync(
            command,
            async () =>
            {
                await Drafts.DiscardAsync(form.Id, command, form.Version!.Value, actor, Left);
                return true;
            },
            Left);
        if (dropped is StepOutcome.Invalid invalid)
        {
            _discardErrors.Set(invalid.Errors.Select(field => (field.Key, field.Value)));
            return;
        }

        await _discard.CloseAsync(null);
        if (dropped is StepOutcome.Done<bool>)
        {
            StartAnew();
        }
        else
        {
            _outcome = dropped;
        }
    }

    /* What is settled on the line */

    private Task SettleAsync(Outcome outcome)
    {
        var matter = _form.Matter;
        matter.Outcome = matter.Outcome == outcome ? Outcome.None : outcome;
        // What a service has at once is neither answered nor waited for.
        matter.HandsOver &= !IsInsteadOfHandOver(matter.Outcome);
        Focus(matter.Outcome switch
        {
            Outcome.Answer => P("answer.template"),
            Outcome.Guide => P("guide.reason"),
            Outcome.Ask => P("ask.missing"),
            _ => P("title"),
        });
        return ChangedAsync();
    }

    private static bool IsInsteadOfHandOver(Outcome outcome) => outcome is Outcome.Answer or Outcome.Ask;

    // In an emergency nobody looks for a category: the usual one of the service stands until it is known better.
    private Task ServiceChangedAsync()
    {
        var matter = _form.Matter;
        if (matter is { Category: null, Service: { } service }
            && Zone.Current.Categories.Values.FirstOrDefault(category => category.Requester == _form.Kind && category.Emergencies.Contains(service)) is { } usual)
        {
            matter.Category = new Choice<string>(usual.Code, Names.Category(usual.Code));
            _errors.Forget(P("category"));
        }

        return ChangedAsync();
    }

    private Task HandOverAsync()
    {
        _form.Matter.HandsOver = !_form.Matter.HandsOver;
        if (_form.Matter.HandsOver && IsInsteadOfHandOver(_form.Matter.Outcome))
        {
            _form.Matter.Outcome = Outcome.None;
        }

        Focus(_form.Matter.HandsOver ? P("handOver.service") : P("title"));
        return ChangedAsync();
    }

    private Task TakeCategoryAsync(int index) =>
        _suggested is { Route: null } suggested && index < suggested.Categories.Count ? TakeCategoryAsync(suggested.Categories[index]) : Task.CompletedTask;

    private Task TakeCategoryAsync(SuggestDispatch.CategoryHint hint)
    {
        _form.Matter.Category = new Choice<string>(hint.Code, hint.Name);
        _errors.Forget(P("category"));
        return ChangedAsync();
    }

    /* 并单、关联、催办 */

    private void Pick(string number) => _picked = number;

    private void Walk(int step)
    {
        List<string> ids =
        [
            .. CallersOthers.Select(item => $"caller-{item.Number}"), .. Alike.Select(candidate => $"similar-{candidate.Case.Number}"),
        ];
        var at = _walked is null ? -1 : ids.IndexOf(_walked);
        var next = at + step;
        _walked = next >= 0 && ids.Count > 0 ? ids[Math.Min(next, ids.Count - 1)] : null;
        _focus = _walked ?? _errors.IdOf(P("title"));
    }

    private Task JoinPickedAsync()
    {
        var picked = Picked;
        var candidate = _similar.FirstOrDefault(candidate => candidate.Case.Number == picked);
        var matter = _form.Matter;
        if (candidate is null)
        {
            matter.Outcome = matter.Outcome == Outcome.Join ? Outcome.None : matter.Outcome;
            return ChangedAsync();
        }

        if (candidate is { MergeRefused: not null, LinkRefused: not null })
        {
            Toaster.Failed(T("CannotJoin"));
            return Task.CompletedTask;
        }

        // Again on the same: the other way to join it where there is one, else not at all.
        var joined = matter.Outcome == Outcome.Join && matter.JoinTo == picked;
        if (joined && (!matter.Merges || candidate.LinkRefused is not null))
        {
            matter.Outcome = Outcome.None;
            return ChangedAsync();
        }

        return JoinAsync(picked, merges: !joined && candidate.MergeRefused is null);
    }

    private Task JoinAsync(string? number, bool merges)
    {
        if (number is null)
        {
            return Task.CompletedTask;
        }

        var matter = _form.Matter;
        (matter.Outcome, matter.JoinTo, matter.Merges) = (Outcome.Join, number, merges);
        // The same matter is of the same category.
        if (matter.Category is null
            && _similar.Select(candidate => candidate.Case).Concat(_caller?.Recent ?? []).FirstOrDefault(item => item.Number == number) is { } main
            && Zone.Current.Categories.TryGetValue(main.Category, out var same) && same.Requester == _form.Kind)
        {
            matter.Category = new Choice<string>(same.Code, Names.Category(same.Code));
            _errors.Forget(P("category"));
        }

        Focus(P("joinReason"));
        return ChangedAsync();
    }

    private async Task RemindAsync(string? number)
    {
        if (number is null)
        {
            return;
        }

        var actor = await ActorAsync();
        if (await Steps.RunAsync(() => History.ReadAsync(number, actor, Left), Left) is not StepOutcome.Done<CaseHistory.View> read)
        {
            Toaster.Failed(T("CannotRemind"));
            return;
        }

        (_reminded, _remindedAs, _remindOutcome, _note) = (read.Result, read.Result.Version, null, null);
        _remindErrors.Clear();
        StateHasChanged();
        await _remind.OpenAsync();
    }

    private async Task SendReminderAsync()
    {
        var number = _reminded!.Number;
        var command = new RemindUnits.Command { Source = ReminderSource.Requester, Note = _note };
        _remindOutcome = await Steps.TakeAsync<RemindUnits, RemindUnits.Command>(number, _remindedAs, command, await ActorAsync(), Left);
        switch (_remindOutcome)
        {
            case StepOutcome.Done<Case>:
                await _remind.CloseAsync(null);
                Toaster.Done(IntakeTexts.Format("Reminded", number));
                break;
            case StepOutcome.Invalid invalid:
                _remindErrors.Set(invalid.Errors.Select(field => (field.Key, field.Value)));
                break;
            case StepOutcome.Stale stale:
                _remindedAs = stale.Current;
                break;
        }
    }

    private async Task MarkAsync()
    {
        (_markKind, _markReason, _markDays, _markOutcome) = (CallerMarkKind.Harassment, null, 30, null);
        _markErrors.Clear();
        await _mark.OpenAsync();
    }

    private async Task SendMarkAsync()
    {
        var actor = await ActorAsync();
        var command = new MarkCaller.Command
        {
            Phone = _form.Phone,
            Kind = _markKind,
            Reason = _markReason,
            Until = _markDays is { } days ? When.Now.AddDays(days) : null,
        };
        _markOutcome = await Steps.RunAsync(command, () => Marks.ExecuteAsync(command, actor, Left), Left);
        if (_markOutcome is StepOutcome.Invalid invalid)
        {
            _markErrors.Set(invalid.Errors.Select(field => (field.Key, field.Value)));
        }
        else if (_markOutcome is StepOutcome.Done<CallerPanel.MarkView>)
        {
            await _mark.CloseAsync(null);
            await ShowAllAsync();
        }
    }

    /* 文本拆分、一人多诉 */

    private async Task PasteAsync()
    {
        _pasted = null;
        _pasteErrors.Clear();
        await _paste.OpenAsync();
    }

    private async Task TakePieces()
    {
        var command = new SplitText.Command { Text = _pasted };
        if (await Steps.RunAsync(command, () => Task.FromResult(Splitter.Execute(command)), Left) is not StepOutcome.Done<PasteSplitter.Pieces> split)
        {
            _pasteErrors.Set("text", T("PasteNothing"));
            return;
        }

        // A field that holds something is not written over; the text itself is lost in no case.
        var (pieces, matter) = (split.Result, _form.Matter);
        _form.Phone ??= pieces.Phones is [var called, ..] ? called.Value : null;
        _form.ContactPhone ??= pieces.Phones.FirstOrDefault(phone => phone.Value != _form.Phone)?.Value;
        _form.Name ??= pieces.Name?.Value;
        var placeElsewhere = matter.Place is not null && matter.Place != pieces.Place?.Value ? pieces.Place?.Value : null;
        matter.Place ??= pieces.Place?.Value;
        matter.Area ??= pieces.Area is { Value: var code } ? new Choice<string>(code, Names.Area(code)) : null;
        matter.Title ??= pieces.Title;
        var said = placeElsewhere is null || pieces.Content.Contains(placeElsewhere, StringComparison.Ordinal) ? pieces.Content : $"{pieces.Content}\n{placeElsewhere}";
        matter.Content = matter.Content is { } before ? $"{before}\n{said}" : said;
        if (_form.Channel == Channel.Phone && pieces.Channel is { } channel)
        {
            _form.Channel = channel;
        }

        _numbered = pieces.Matters.Count > 1 && pieces.Matters.Count + _form.Matters.Count - 1 <= RegisterCall.MostMatters ? new Numbered(matter, matter.Content, pieces.Matters) : null;
        await _paste.CloseAsync(null);
        Focus(P(matter.Title is null ? "title" : "category"));
        await PhoneChangedAsync();
    }

    private Task SplitNumberedAsync()
    {
        if (_numbered is not { } numbered)
        {
            return Task.CompletedTask;
        }

        _numbered = null;
        var at = _form.Matters.IndexOf(numbered.Matter);
        if (at < 0)
        {
            return Task.CompletedTask;
        }

        _errors.Clear();
        // What was mended since then is not written over.
        if (numbered.Matter.Content == numbered.Content)
        {
            (numbered.Matter.Title, numbered.Matter.Content) = (PasteSplitter.TitleOf(numbered.Items[0]), numbered.Items[0]);
        }

        foreach (var item in numbered.Items.Skip(1))
        {
            _form.Matters.Add(new MatterDraft { Area = numbered.Matter.Area, Place = numbered.Matter.Place, Title = PasteSplitter.TitleOf(item), Content = item });
        }

        return GoToMatterAsync(at);
    }

    private Task SplitAsync()
    {
        if (_form.Matters.Count == RegisterCall.MostMatters)
        {
            Toaster.Failed(IntakeTexts.Format("MostMatters", RegisterCall.MostMatters));
            return Task.CompletedTask;
        }

        _errors.Clear();
        _form.Matters.Add(new MatterDraft { Area = _form.Matter.Area, Place = _form.Matter.Place });
        return GoToMatterAsync(_form.Matters.Count - 1);
    }

    private Task GoToMatterAsync(int index)
    {
        _form.At = index;
        _picked = null;
        Focus(P("title"));
        return ChangedAsync();
    }

    private Task DropMatterAsync()
    {
        _errors.Clear();
        _form.Matters.RemoveAt(_form.At);
        return GoToMatterAsync(Math.Max(0, _form.At - 1));
    }

    /* 提交 */

    private async Task SubmitAsync()
    {
        if (_isBusy || _conflict is not null)
        {
            return;
        }

        _isBusy = true;
        End(ref _pause);
        await _writing.WaitAsync(Left);
        try
        {
            var (form, actor) = (_form, await ActorAsync());
            _outcome = form.Matters.Count == 1
                ? await Steps.RegisterAsync(form.Command, form.Key, actor, Left)
                : await Steps.RunAsync(form.Call, () => Calls.ExecuteAsync(form.Call, form.Key, actor, Left), Left);
            await ShowOutcomeAsync(form);
        }
        finally
        {
            _writing.Release();
            _isBusy = false;
        }
    }

    private async Task ShowOutcomeAsync(IntakeForm form)
    {
        switch (_outcome)
        {
            case StepOutcome.Done<RegisterCase.Receipt> one:
                await ShowReceiptsAsync(form, [one.Result]);
                break;
            case StepOutcome.Done<RegisterCall.Receipt> several:
                await ShowReceiptsAsync(form, several.Result.Cases);
                break;
            case StepOutcome.Invalid invalid:
                _outcome = null;
                _errors.Set(invalid.Errors.Select(field => (field.Key, field.Value)));
                FocusFirstWrong();
                // Another matter may have come forward, and what is shown beside it is its own.
                await LookAsync();
                SaveSoon(Quiet);
                break;
            case StepOutcome.Refused { Code: "answer.needs_a_unit", Title: var title } when Unanswerable(form) is { } index:
                _outcome = null;
                form.At = index;
                _errors.Set(P("type"), title);
                Focus(P("type"));
                await LookAsync();
                SaveSoon(Quiet);
                break;
            case StepOutcome.NotFound { Code: "draft.not_found" } or StepOutcome.Refused { Code: "draft.discarded" }:
                (_outcome, _conflict) = (null, new Conflict(null));
                break;
            default:
                SaveSoon(Quiet);
                break;
        }
    }

    /// <summary>The matter whose answer only a unit can give: no consultation, and not solved on the line.</summary>
    private static int? Unanswerable(IntakeForm form) => form.Matters.Index()
        .Where(entry => entry.Item is { Outcome: Outcome.Answer, Type: not CaseType.Consultation, Answer.Resolution: not Resolution.Solved })
        .Select(entry => (int?)entry.Index).FirstOrDefault();

    /// <summary>Which of several matters a path belongs to; <c>null</c> for what all of them share.</summary>
    private int? MatterOf(string path) => _form.Matters.Count > 1
        ? Enumerable.Range(0, _form.Matters.Count).Cast<int?>().FirstOrDefault(index => path.StartsWith($"matters[{index}].", StringComparison.Ordinal))
        : null;

    private int WrongIn(int matter) => _errors.All.Count(error => MatterOf(error.Path) == matter);

    private Task GoToErrorAsync(string path, int matter)
    {
        _form.At = matter;
        Focus(path);
        return LookAsync();
    }

    private void FocusFirstWrong()
    {
        if (_form.Matters.Count > 1
            && _errors.All.All(error => !error.Path.StartsWith(_form.Prefix, StringComparison.Ordinal))
            && Enumerable.Range(0, _form.Matters.Count).Cast<int?>().FirstOrDefault(index => _errors.All.Any(error => error.Path.StartsWith($"matters[{index}].", StringComparison.Ordinal))) is { } wrong)
        {
            _form.At = wrong;
        }

        var first = Order.SelectMany(field => new[] { field, P(field) }).FirstOrDefault(field => _errors.Of(field).Count > 0)
            ?? _errors.All.Select(error => error.Path).First();
        Focus(first);
    }

    private async Task ShowReceiptsAsync(IntakeForm form, IReadOnlyList<RegisterCase.Receipt> receipts)
    {
        _done =
        [
            .. receipts.Index().Select(entry => new Done(
                entry.Item.Number, entry.Item.LookupCode, form.Matters[entry.Index].Title, entry.Item.Status, T("BeingDispatched"))),
        ];
        _watched.Clear();
        foreach (var done in _done)
        {
            _watched[done.Number] = 0;
        }

        StartAnew();
        foreach (var done in _done)
        {
            await SeeWhereItWentAsync(done.Number);
        }
    }

    private async Task SeeWhereItWentAsync(string number)
    {
        var actor = await ActorAsync();
        if (await Steps.RunAsync(() => History.ReadAsync(number, actor, Left), Left) is StepOutcome.Done<CaseHistory.View> read)
        {
            _done = [.. _done.Select(done => done.Number == number ? done with { Status = read.Result.Status, Goes = GoesOf(read.Result) } : done)];
            StateHasChanged();
        }
    }

    private string GoesOf(CaseHistory.View @case) => string.Join(
        Words.AreChinese ? "；" : "; ",
        new[] { @case.HandedOver is { } handed ? $"{Words.Of(CaseStep.HandOver)} → {Words.Of(handed.Service)}" : "", WayOf(@case) }.Where(part => part.Length > 0));

    private string WayOf(CaseHistory.View @case) => @case switch
    {
        { MergedInto: { } main } => $"→ {main}",
        { Follows: { } main } => $"→ {main}",
        { Assignments: { Count: > 0 } assignments } => "→ " + string.Join(Words.AreChinese ? "、" : ", ", assignments.Select(part => $"{Names.Unit(part.Unit)} ({Words.Of(part.Role)})")),
        { Routing: not null } => T("ForDispatcher"),
        { Status: CaseStatus.AwaitingDispatch } => T("BeingDispatched"),
        _ => "",
    };

    /// <summary>A draft to go on with.</summary>
    public sealed record Offer(Guid Id, DateTimeOffset UpdatedAt, string? Title);

    /// <summary>Points of a pasted text that may be matters of their own.</summary>
    /// <param name="Content">Of the matter when they were offered.</param>
    private sealed record Numbered(MatterDraft Matter, string Content, IReadOnlyList<string> Items);

    /// <summary>What the caller is told.</summary>
    private sealed record Done(string Number, string LookupCode, string? Title, CaseStatus Status, string Goes);

    /// <summary>The draft was written elsewhere.</summary>
    /// <param name="Theirs">As it is now; <c>null</c> when it is a case by now, or was discarded.</param>
    private sealed record Conflict(KeepDrafts.View? Theirs);
}
