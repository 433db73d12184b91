using System.Text.Json;
using System.Text.Json.Serialization;
using FluentValidation;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Domain;
using Hotline.Domain.Cases;
using Hotline.Storage;

namespace Hotline.Cases;

/// <summary>The agent has no such draft; it may be somebody else's.</summary>
public sealed class DraftNotFoundException(Guid id) : Exception($"There is no draft {id}.");

/// <summary>Another tab has saved the draft since.</summary>
public sealed class StaleDraftException(Guid id, int seen) : Exception($"Draft {id} was saved since version {seen}.");

/// <summary>The draft exists already: whoever saves it says which version was seen.</summary>
public sealed class DraftVersionMissingException(Guid id) : Exception($"Draft {id} exists already; say which version was seen.");

/// <summary>
/// 暂存 (T01): what an agent fills in is saved by itself, and survives the browser. A draft is not yet a case: it has no
/// number and no events. It ends by being registered, or by being discarded for a reason that stays when its contents go.
/// </summary>
public sealed class KeepDrafts(Database database, RequesterVault vault, TimeProvider clock)
{
    public const int MostPerPage = 200;

    /// <summary>Begun longer ago than this, a draft is a complaint that waits for its registration, and the shift leader's business.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromHours(2);

    // Read as the API reads it, and kept by names, not numbers: a draft may outlive the program that wrote it.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>What was filled in so far: an intake of which everything is optional.</summary>
    public sealed record Content : RegisterCase.Command
    {
        /// <summary>一人多诉: the call's other matters; <c>null</c> while it is about one.</summary>
        public IReadOnlyList<RegisterCall.Matter>? Others { get; init; }
    }

    /// <summary>What can be said of what nobody has finished: values that are there are values.</summary>
    public sealed class Validator : AbstractValidator<Content>
    {
        public Validator()
        {
            RuleFor(draft => draft.Channel).OneOf();
            RuleFor(draft => draft.RequesterKind).OneOf();
            RuleFor(draft => draft.Type).OneOf();
            RuleFor(draft => draft.Urgency).OneOf();
            RuleFor(draft => draft.Answer!.Resolution).OneOf().When(draft => draft.Answer is not null);
            RuleFor(draft => draft.Answer!.Satisfaction).OneOf().When(draft => draft.Answer is not null);
            RuleFor(draft => draft.Guide!.Reason).OneOf().When(draft => draft.Guide is not null);
            RuleForEach(draft => draft.Ask!.Missing).Known().When(draft => draft.Ask is not null);
            RuleFor(draft => draft.HandOver!.Service).OneOf().When(draft => draft.HandOver is not null);
            RuleFor(draft => draft.Others).Must(others => others!.Count < RegisterCall.MostMatters).WithMessage(_ => ValidationTexts.MatterCount)
                .When(draft => draft.Others is not null);
            RuleForEach(draft => draft.Others).NotNull();
            RuleForEach(draft => draft.Others).ChildRules(other =>
            {
                other.RuleFor(matter => matter.Type).OneOf();
                other.RuleFor(matter => matter.Urgency).OneOf();
                other.RuleFor(matter => matter.Answer!.Resolution).OneOf().When(matter => matter.Answer is not null);
                other.RuleFor(matter => matter.Answer!.Satisfaction).OneOf().When(matter => matter.Answer is not null);
                other.RuleFor(matter => matter.Guide!.Reason).OneOf().When(matter => matter.Guide is not null);
                other.RuleForEach(matter => matter.Ask!.Missing).Known().When(matter => matter.Ask is not null);
                other.RuleFor(matter => matter.HandOver!.Service).OneOf().When(matter => matter.HandOver is not null);
            });
        }
    }

    public sealed record DiscardCommand
    {
        /// <summary>Why; it stays when the contents go.</summary>
        public string? Reason { get; init; }
    }

    public sealed class DiscardValidator : AbstractValidator<DiscardCommand>
    {
        public DiscardValidator() => RuleFor(command => command.Reason).NotEmpty().Line(200);
    }

    /// <summary>One draft, to its agent.</summary>
    /// <param name="Version">The ETag: what the next saving must have seen.</param>
    /// <param name="StartedAt">First contact; when the case was received, unless the registration says otherwise.</param>
    /// <param name="Body">What was filled in so far; <c>null</c> once discarded.</param>
    public sealed record View(
        Guid Id,
        int Version,
        DateTimeOffset StartedAt,
        DateTimeOffset UpdatedAt,
        Content? Body,
        DateTimeOffset? DiscardedAt,
        string? DiscardReason);

    /// <summary>One line of a list.</summary>
    /// <param name="Title"><c>null</c> in the list of everybody's: what a draft says is its agent's alone.</param>
    public sealed record Item(Guid Id, string Agent, int Version, DateTimeOffset StartedAt, DateTimeOffset UpdatedAt, string? Title);

    /// <param name="Next">Where the next page begins; <c>null</c> on the last.</param>
    public sealed record Page(IReadOnlyList<Item> Items, string? Next);

    /// <param name="id">Made by the client.</param>
    /// <param name="body">Validated by <see cref="Validator"/>; everything in it is optional.</param>
    /// <param name="seen">The version the agent has seen; <c>null</c> for a new draft.</param>
    /// <param name="actor">Whose draft it is.</param>
    /// <param name="cancellation">Ends the wait, not a write that has begun.</param>
    /// <exception cref="DraftNotFoundException">It is somebody else's.</exception>
    /// <exception cref="StaleDraftException">It was saved since, or has been registered.</exception>
    /// <exception cref="DraftVersionMissingException">It exists, and <paramref name="seen"/> is <c>null</c>.</exception>
    /// <exception cref="CaseRefusedException">It was discarded.</exception>
    public Task<View> SaveAsync(Guid id, Content body, int? seen, Actor actor, CancellationToken cancellation)
    {
        var now = clock.Now();
        // A draft does not end another.
        var kept = body with { Draft = null };
        var box = vault.SealDraft(id, JsonSerializer.SerializeToUtf8Bytes(kept, Json));
        return database.WriteAsync(
            CaseLedger.LaneOf(actor),
            async db =>
            {
                if (await FindAsync(db, id, actor) is not { } row)
                {
                    var begun = new DraftRow
                    {
                        Id = KeyOf(id),
                        Agent = actor.Name,
                        Version = 1,
                        StartedAt = body.ReceivedAt?.NotAfter(now) ?? now,
                        UpdatedAt = now,
                        Sealed = box,
                    };
                    // Seen and no longer there: registered in another tab. It must not come back to be registered twice.
                    return seen is null && await db.TryInsertDraftAsync(begun)
                        ? ViewOf(begun, kept)
                        : throw new StaleDraftException(id, seen ?? 0);
                }

                RefuseDiscarded(row);
                var saved = row with { Version = (seen ?? throw new DraftVersionMissingException(id)) + 1, UpdatedAt = now, Sealed = box };
                return await db.TryUpdateDraftAsync(saved) ? ViewOf(saved, kept) : throw new StaleDraftException(id, seen.Value);
            },
            cancellation);
    }

    /// <exception cref="DraftNotFoundException">The agent has no such draft.</exception>
    public Task<View> ReadAsync(Guid id, Actor actor, CancellationToken cancellation) => database.ReadAsync(
        async db =>
        {
            var row = await FindAsync(db, id, actor) ?? throw new DraftNotFoundException(id);
            return ViewOf(row, BodyOf(row));
        },
        cancellation);

    /// <summary>The agent's own open drafts, the newest first.</summary>
    /// <exception cref="FormatException"><paramref name="after"/> is not a place this list gave.</exception>
    public async Task<Page> ListAsync(Actor actor, string? after, int take, CancellationToken cancellation)
    {
        var place = after is null ? new DraftPlace(DateTimeOffset.MaxValue, "") : ParsePlace(after);
        return PageOf(await database.ReadAsync(db => db.ListDraftsAsync(actor.Name, place, take + 1), cancellation), take);
    }

    /// <summary>Everybody's open drafts that were begun more than <see cref="Stale"/> ago, the oldest first; for a shift leader.</summary>
    /// <inheritdoc cref="ListAsync"/>
    /// <exception cref="CaseRefusedException">The actor is no shift leader.</exception>
    public async Task<Page> ListStaleAsync(Actor actor, string? after, int take, CancellationToken cancellation)
    {
        if (!actor.Is(Role.ShiftLeader))
        {
            throw new CaseRefusedException(new Refusal("draft.needs_shift_leader", "Only a shift leader sees what others have not registered."));
        }

        var begunBy = clock.Now() - Stale;
        var place = after is null ? new DraftPlace(DateTimeOffset.MinValue, "") : ParsePlace(after);
        return PageOf(await database.ReadAsync(db => db.ListStaleDraftsAsync(begunBy, place, take + 1), cancellation), take);
    }

    /// <summary>Its contents go; that it was begun, by whom, and why it came to nothing stays.</summary>
    /// <exception cref="DraftNotFoundException">The agent has no such draft.</exception>
    /// <exception cref="StaleDraftException">It was saved since.</exception>
    /// <exception cref="CaseRefusedException">It was discarded before.</exception>
    public Task DiscardAsync(Guid id, DiscardCommand command, int seen, Actor actor, CancellationToken cancellation)
    {
        var now = clock.Now();
        return database.WriteAsync(
            CaseLedger.LaneOf(actor),
            async db =>
            {
                var row = await FindAsync(db, id, actor) ?? throw new DraftNotFoundException(id);
                RefuseDiscarded(row);
                var discarded = row with { Version = seen + 1, UpdatedAt = now, Sealed = null, DiscardedAt = now, DiscardReason = command.Reason };
                if (!await db.TryUpdateDraftAsync(discarded))
                {
                    throw new StaleDraftException(id, seen);
                }
            },
            cancellation);
    }

    /// <summary>Ends a draft within the transaction that registers it.</summary>
    /// <returns>First contact.</returns>
    /// <exception cref="DraftNotFoundException">The agent has no such draft, or it was registered already.</exception>
    /// <exception cref="CaseRefusedException">It was discarded.</exception>
    internal static async Task<DateTimeOffset> TakeAsync(Session db, Guid id, Actor actor)
    {
        var row = await FindAsync(db, id, actor) ?? throw new DraftNotFoundException(id);
        RefuseDiscarded(row);
        return await db.DeleteDraftAsync(row.Id) ? row.StartedAt : throw new DraftNotFoundException(id);
    }

    private static async Task<DraftRow?> FindAsync(Session db, Guid id, Actor actor)
    {
        var row = await db.FindDraftAsync(KeyOf(id));
        return row is null || row.Agent == actor.Name ? row : throw new DraftNotFoundException(id);
    }

    private static void RefuseDiscarded(DraftRow row)
    {
        if (row.DiscardedAt is not null)
        {
            throw new CaseRefusedException(new Refusal("draft.discarded", "The draft was discarded; begin a new one."));
        }
    }

    private Content? BodyOf(DraftRow row) => row.Sealed is null
        ? null
        : JsonSerializer.Deserialize<Content>(vault.OpenDraft(Guid.Parse(row.Id), row.Sealed), Json);

    private static View ViewOf(DraftRow row, Content? body) =>
        new(Guid.Parse(row.Id), row.Version, row.StartedAt, row.UpdatedAt, body, row.DiscardedAt, row.DiscardReason);

    private Page PageOf(IReadOnlyList<DraftRow> rows, int take) => new(
        [
            .. rows.Take(take).Select(row => new Item(
                Guid.Parse(row.Id), row.Agent, row.Version, row.StartedAt, row.UpdatedAt, BodyOf(row)?.Title)),
        ],
        rows.Count <= take ? null : PagePlace.Format(rows[take - 1].StartedAt, rows[take - 1].Id));

    private static DraftPlace ParsePlace(string text) =>
        PagePlace.TryParse(text, out var at, out var id) && Guid.TryParse(id, out var key)
            ? new DraftPlace(at, KeyOf(key))
            : throw new FormatException($"'{text}' is not a place in a list of drafts.");

    private static string KeyOf(Guid id) => id.ToString("D");
}
