using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hotline.Composition;
using Hotline.Contracts;
using Hotline.Domain;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Domain.Notices;
using Hotline.Domain.Scorecards;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>The rules said no; nothing was written. Its code is stable.</summary>
public sealed class CaseRefusedException(Refusal refusal) : Exception(refusal.Reason)
{
    public string Code => refusal.Code;

    /// <summary>What the sentence mentions, for the same sentence in another language.</summary>
    public IReadOnlyList<object> Values => refusal.Values;

    /// <exception cref="CaseRefusedException">There is a reason why not.</exception>
    public static void ThrowIf(Refusal? refusal)
    {
        if (refusal is not null)
        {
            throw new CaseRefusedException(refusal);
        }
    }
}

/// <summary>There is no such case, or it is out of sight.</summary>
public sealed class CaseNotFoundException(string number) : Exception($"There is no case {number}.");

/// <summary>
/// What every step shares: read the events, fold, let the rule decide, append, rewrite the rows; one transaction.
/// </summary>
public sealed class CaseLedger(Database database, ZoneBook zone, TimeProvider clock)
{
    private const int MostAttempts = 3;

    private static readonly JsonSerializerOptions TextJson = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <param name="number">The case.</param>
    /// <param name="seen">The version the asker has seen; <c>null</c> for timers and messages, which look at the case as it is.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="decide">The rule: the case, its deadline rules and now, to a decision. Called inside the transaction.</param>
    /// <param name="text">Free text that belongs to the first event decided; kept apart from it.</param>
    /// <param name="cancellation">Ends the wait, not a write that has begun.</param>
    /// <returns>The case as it stands after the step.</returns>
    /// <exception cref="CaseNotFoundException">No such case in the actor's sight.</exception>
    /// <exception cref="StaleCaseException">A step was taken since <paramref name="seen"/>.</exception>
    /// <exception cref="CaseRefusedException">The rule refused.</exception>
    public Task<Case> TakeStepAsync(
        string number,
        int? seen,
        Actor actor,
        Func<Case, DeadlineBasis, DateTimeOffset, Decision> decide,
        CaseText? text,
        CancellationToken cancellation) =>
        TakeStepAsync(number, seen, actor, (_, @case, basis, now) => Task.FromResult(decide(@case, basis, now)), text, cancellation);

    /// <summary>The same for a rule that needs a fact beside the case: it may be looked up in the transaction that writes.</summary>
    /// <inheritdoc cref="TakeStepAsync(string, int?, Actor, Func{Case, DeadlineBasis, DateTimeOffset, Decision}, CaseText?, CancellationToken)"/>
    internal async Task<Case> TakeStepAsync(
        string number,
        int? seen,
        Actor actor,
        Func<Session, Case, DeadlineBasis, DateTimeOffset, Task<Decision>> decide,
        CaseText? text,
        CancellationToken cancellation)
    {
        var now = clock.Now();
        return await TransactAsync(
            number,
            actor,
            async db =>
            {
                var before = await ReadAsync(db, number, seen, actor);
                var basis = zone.Current.BasisOf(before);
                var decision = await decide(db, before, basis, now);
                Check(decision, before, actor);
                return decision.Events.Count == 0
                    ? before
                    : await AppendAsync(db, before, decision.Events, actor, text, now);
            },
            cancellation);
    }

    /// <summary>What a step would come to; nothing is written.</summary>
    /// <returns>The case as it would stand.</returns>
    /// <inheritdoc cref="TakeStepAsync(string, int?, Actor, Func{Case, DeadlineBasis, DateTimeOffset, Decision}, CaseText?, CancellationToken)"/>
    internal Task<Case> ForeseeStepAsync(
        string number, int? seen, Actor actor, Func<Case, DeadlineBasis, DateTimeOffset, Decision> decide, CancellationToken cancellation)
    {
        var now = clock.Now();
        return database.ReadAsync(
            async db =>
            {
                var before = await ReadAsync(db, number, seen, actor);
                var decision = decide(before, zone.Current.BasisOf(before), now);
                Check(decision, before, actor);
                return SupposedCase.After(before, decision.Events, actor, now > before.ChangedAt ? now : before.ChangedAt);
            },
            cancellation);
    }

    /// <summary>A step of two cases at once: both are written, or neither.</summary>
    /// <param name="number">The case whose step it is.</param>
    /// <param name="seen">The version of it the asker has seen.</param>
    /// <param name="otherOf">Number of the other case, which is taken as it is; the case's own when it knows of none, for the rule to refuse.</param>
    /// <param name="decide">The rule: both cases, the first one's deadline rules, whether one requester filed both.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="text">Free text that belongs to the first event of the case whose step it is.</param>
    /// <param name="cancellation">Ends the wait, not a write that has begun.</param>
    /// <inheritdoc cref="TakeStepAsync(string, int?, Actor, Func{Case, DeadlineBasis, DateTimeOffset, Decision}, CaseText?, CancellationToken)"/>
    public async Task<Case> TakeJointStepAsync(
        string number,
        int seen,
        Func<Case, string> otherOf,
        Actor actor,
        Func<Case, Case, DeadlineBasis, bool, (Decision Mine, Decision Theirs)> decide,
        CaseText? text,
        CancellationToken cancellation)
    {
        var now = clock.Now();
        return await TransactAsync(
            number,
            actor,
            async db =>
            {
                var mine = await ReadAsync(db, number, seen, actor);
                return await JoinAsync(db, mine, otherOf(mine), actor, decide, text, now);
            },
            cancellation);
    }

    /// <summary>The same within a transaction that has read the first case, or begun it.</summary>
    internal async Task<Case> JoinAsync(
        Session db,
        Case mine,
        string other,
        Actor actor,
        Func<Case, Case, DeadlineBasis, bool, (Decision Mine, Decision Theirs)> decide,
        CaseText? text,
        DateTimeOffset now)
    {
        var theirs = await ReadAsync(db, other, seen: null, actor);
        var (first, second) = decide(mine, theirs, zone.Current.BasisOf(mine), await db.HaveSameRequesterAsync(mine.Number, other));
        Check(second.Refusal is { } refusal && !first.IsRefused ? refusal : first, mine, actor);
        if (second.Events.Count > 0)
        {
            await AppendAsync(db, theirs, second.Events, actor, null, now);
        }

        return first.Events.Count == 0 ? mine : await AppendAsync(db, mine, first.Events, actor, text, now);
    }

    private static async Task<Case> ReadAsync(Session db, string number, int? seen, Actor actor)
    {
        var @case = await db.SeeCaseAsync(number, actor);
        return seen is { } version && (version < @case.StepVersion || version > @case.Version)
            ? throw new StaleCaseException(number, version)
            : @case;
    }

    // The one place where every step passes: what the rule refuses, and what is not this actor's to do.
    private static void Check(Decision decision, Case? before, Actor actor) =>
        CaseRefusedException.ThrowIf(decision.Refusal ?? (decision.Events is [var first, ..] ? Duties.WhyNot(first, before, actor) : null));

    // People wait; timers and messages do not.
    internal static Lane LaneOf(Actor actor) => actor == Actor.System ? Lane.Backlog : Lane.People;

    /// <summary>
    /// One transaction, begun anew when another case that it touches was changed meanwhile: a follower, or the other of two
    /// that are joined. Whoever asks has seen neither, and must not be told that the own case is stale.
    /// </summary>
    /// <param name="number">The case that is asked about; <c>null</c> while it has no number.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="work">The transaction; nothing of an attempt that failed is kept.</param>
    /// <param name="cancellation">Ends the wait, not a write that has begun.</param>
    /// <exception cref="StaleCaseException">The case itself was changed, or another one at every attempt.</exception>
    internal async Task<T> TransactAsync<T>(string? number, Actor actor, Func<Session, Task<T>> work, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await database.WriteAsync(LaneOf(actor), work, cancellation);
            }
            catch (StaleCaseException stale) when (stale.Number != number && attempt < MostAttempts)
            {
                // Read again what the other writer has left.
            }
        }
    }

    /// <summary>Writes a new case. The number must be fresh; the rest of the intake belongs to the same transaction.</summary>
    internal async Task<Case> BeginAsync(
        Session db, string number, IReadOnlyList<HotlineEvent> events, Actor actor, CaseText text, DateTimeOffset now)
    {
        Check(Decision.Accept(events), null, actor);
        var stamped = Stamp(number, 0, events, actor, now);
        var @case = Case.Fold(stamped);
        await WriteAsync(db, null, @case, stamped, text);
        return @case;
    }

    private async Task<Case> AppendAsync(
        Session db, Case before, IReadOnlyList<HotlineEvent> events, Actor actor, CaseText? text, DateTimeOffset now)
    {
        var stamped = Stamp(before.Number, before.Version, events, actor, now > before.ChangedAt ? now : before.ChangedAt);
        var after = stamped.Aggregate(before, (state, happened) => state.Apply(happened));
        await WriteAsync(db, before, after, stamped, text);
        foreach (var joined in before.Status == after.Status ? [] : after.Joined)
        {
            // Whoever follows this case goes where it goes, in the same transaction: none is left behind by a crash.
            if (await db.FindCaseAsync(joined.Number) is { } follower
                && Merging.Follow(follower, before, after) is { Events.Count: > 0 } following)
            {
                await AppendAsync(db, follower, following.Events, Actor.System, null, now);
            }
        }

        return after;
    }

    private async Task WriteAsync(Session db, Case? before, Case after, IReadOnlyList<HotlineEvent> events, CaseText? text)
    {
        await db.AppendAsync(events);
        var current = zone.Current;
        await db.SaveRowsAsync(
            before, after, current.BasisOf(before ?? after), current.BasisOf(after), events.Any(Contribution.IsChangedBy), events.Any(Recipients.AreTold));
        if (text is { IsEmpty: false })
        {
            await db.InsertTextAsync(after.Number, events[0].Version, WriteText(text));
        }
    }

    internal static string WriteText(CaseText text) => JsonSerializer.Serialize(text, TextJson);

    internal static CaseText ReadText(string body) => JsonSerializer.Deserialize<CaseText>(body, TextJson)!;

    internal static IReadOnlyList<HotlineEvent> Stamp(
        string number, int version, IReadOnlyList<HotlineEvent> events, Actor actor, DateTimeOffset now) =>
    [
        .. events.Select((happened, index) => happened with
        {
            Number = number,
            Version = version + index + 1,
            At = now,
            Actor = actor.Name,
            Unit = happened.Unit ?? actor.Unit,
        }),
    ];
}
