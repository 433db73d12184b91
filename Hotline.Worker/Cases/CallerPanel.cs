using FluentValidation;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Storage;

namespace Hotline.Cases;

/// <summary>来电弹屏: what an agent should know at the moment a number is on the line. For whoever takes calls.</summary>
public sealed class CallerPanel(Database database, RequesterVault vault, RelatedCases related, TimeProvider clock)
{
    /// <summary>Cases shown by themselves; all of them are a list of their own.</summary>
    public const int MostRecent = 5;

    private const int MostMarks = 20;

    public sealed record Query
    {
        public string? Phone
        {
            get;
            init => field = FieldRules.FoldTelephone(value);
        }
    }

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Phone).Cascade(CascadeMode.Stop).NotEmpty().Telephone();
    }

    /// <param name="InForce">Neither over nor taken away.</param>
    public sealed record MarkView(
        Guid Id,
        CallerMarkKind Kind,
        string Reason,
        DateTimeOffset MarkedAt,
        string MarkedBy,
        DateTimeOffset Until,
        bool InForce,
        DateTimeOffset? RemovedAt,
        string? RemovedBy,
        string? RemovedReason);

    /// <param name="Cases">All there were.</param>
    /// <param name="LastContactAt">When the newest was registered; <c>null</c> for whoever calls for the first time.</param>
    /// <param name="Praises">表扬 that were recorded with this caller's cases.</param>
    /// <param name="Recent">The newest, with how each was rated.</param>
    /// <param name="Known">As who the caller was registered last, masked; <c>null</c> when never by name, or 保密.</param>
    /// <param name="Marks">Those in force; a shift leader sees the earlier ones too.</param>
    public sealed record View(
        int Cases,
        int Open,
        DateTimeOffset? LastContactAt,
        int Praises,
        IReadOnlyList<RelatedCases.Item> Recent,
        IReadOnlyList<MarkView> Marks,
        KnownCaller? Known);

    /// <summary>Who the caller was.</summary>
    /// <param name="Number">The case that knows the name; to show it in clear is a look on record (<see cref="RevealRequester"/>).</param>
    /// <param name="Name">Masked: 张**.</param>
    public sealed record KnownCaller(string Number, string Name);

    /// <exception cref="CaseRefusedException">The actor takes no calls.</exception>
    public async Task<View> ReadAsync(Query query, Actor actor, CancellationToken cancellation)
    {
        RelatedCases.CheckTakesCalls(actor);
        var now = clock.Now();
        var index = vault.PhoneIndex(query.Phone)!;
        var (counts, praises, marks) = await database.ReadAsync(
            async db => (await db.CountOfCallerAsync(index), await db.CountPraisesOfCallerAsync(index), await db.ListCallerMarksAsync(index, MostMarks)),
            cancellation);
        var recent = await related.RecentOfCallerAsync(index, MostRecent, cancellation);
        return new View(
            counts.Sum(count => count.Cases),
            counts.Where(count => count.Standing == nameof(Standing.Open)).Sum(count => count.Cases),
            counts.Count == 0 ? null : counts.Max(count => count.LastAt),
            praises,
            recent,
            [.. marks.Select(mark => ViewOf(mark, now)).Where(mark => mark.InForce || actor.Is(Role.ShiftLeader))],
            await KnownAsync(recent, cancellation));
    }

    private Task<KnownCaller?> KnownAsync(IReadOnlyList<RelatedCases.Item> recent, CancellationToken cancellation) => database.ReadAsync(
        async db =>
        {
            foreach (var item in recent)
            {
                if (await db.FindCaseAsync(item.Number) is { Confidential: false, Anonymous: false }
                    && await db.FindRequesterAsync(item.Number) is { } box
                    && CaseHistory.MaskName(vault.Open(item.Number, box).Name) is { } name)
                {
                    return new KnownCaller(item.Number, name);
                }
            }

            return null;
        },
        cancellation);

    internal static MarkView ViewOf(CallerMarkRow row, DateTimeOffset now) => new(
        Guid.Parse(row.Id),
        Enum.Parse<CallerMarkKind>(row.Kind),
        row.Reason,
        row.MarkedAt,
        row.MarkedBy,
        row.Until,
        row.RemovedAt is null && row.Until > now,
        row.RemovedAt,
        row.RemovedBy,
        row.RemovedReason);
}

/// <summary>来电人标记</summary>
public enum CallerMarkKind
{
    /// <summary>骚扰: calls that are about nothing, again and again.</summary>
    Harassment,
    /// <summary>辱骂</summary>
    Abuse,
}
