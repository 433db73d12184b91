using System.Runtime.CompilerServices;
using System.Text;
using FluentValidation;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Domain;
using Hotline.Domain.Cases;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>
/// 查询: the cases in sight that have what is asked for, the newest first, page by page. How many there are is not counted:
/// with a million cases that costs more than anybody learns from it.
/// </summary>
public sealed class FindCases(Database database, RequesterVault vault, TimeProvider clock)
{
    public const int MostPerPage = 200;

    /// <summary>Cases that a page looks at, at most: a page of something rare may be short although there is a next.</summary>
    private const int MostLookedAt = 20_000;

    /// <summary>The same where the texts of each are read.</summary>
    private const int MostTextsLookedAt = 5_000;

    private const int UsualTake = 50;

    // The day alone: yyMMdd; less would be no number's beginning but a year's. As many that are no day are a running number.
    private const int LeastDigits = 6;
    private const int MostDigits = 20;

    // One character stands in every other case.
    private const int LeastWords = 2;

    /// <summary>In a body, because addresses are logged.</summary>
    public record Query
    {
        /// <summary>A whole number, or how it begins: at least the day; or its running number, of any day: <c>000014</c>, <c>000014-8</c>.</summary>
        public string? Number { get; init; }

        /// <summary>What stands in the title or the content as they were registered, in these words one after another.</summary>
        public string? Words
        {
            get;
            init => field = string.IsNullOrWhiteSpace(value) ? null : value.Trim();
        }

        /// <summary>The requester's; for whoever takes calls.</summary>
        public string? Phone
        {
            get;
            init => field = FieldRules.FoldTelephone(value);
        }

        public CaseStatus? Status { get; init; }

        /// <summary>Open, or how it ended.</summary>
        public Standing? Standing { get; init; }

        /// <summary>A unit that has or had an assignment of it, or is invited to its consultation; whoever acts for a unit means its own.</summary>
        public string? Unit { get; init; }

        public string? Category { get; init; }
        public string? Area { get; init; }
        public CaseType? Type { get; init; }
        public Channel? Channel { get; init; }
        public RequesterKind? RequesterKind { get; init; }
        public Urgency? Urgency { get; init; }

        /// <summary>Exactly this light, of the clock that falls due next; for the hotline, whose clocks these are.</summary>
        public Light? Light { get; init; }

        /// <summary>Registered on this local day or later.</summary>
        public DateOnly? From { get; init; }

        /// <summary>Registered on this local day or before.</summary>
        public DateOnly? To { get; init; }

        /// <summary>The <see cref="Page.Next"/> of the page before.</summary>
        public string? After { get; init; }

        /// <summary>Lines, 1 to <see cref="MostPerPage"/>; 50 when left out.</summary>
        public int? Take { get; init; }
    }

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator(ZoneBook zone)
        {
            RuleFor(query => query.Number).Must(number => number is null || DigitsOf(number) is { Length: >= LeastDigits and <= MostDigits })
                .WithMessage(_ => ValidationTexts.CaseNumber);
            RuleFor(query => query.Words).Length(LeastWords, FieldRules.TitleLength);
            RuleFor(query => query.Phone).Telephone();
            RuleFor(query => query.Status).OneOf();
            RuleFor(query => query.Standing).OneOf();
            RuleFor(query => query.Unit).Unit(zone);
            RuleFor(query => query.Category).Category(zone);
            RuleFor(query => query.Area).Area(zone);
            RuleFor(query => query.Type).OneOf();
            RuleFor(query => query.Channel).OneOf();
            RuleFor(query => query.RequesterKind).OneOf();
            RuleFor(query => query.Urgency).OneOf();
            RuleFor(query => query.Light).OneOf();
            RuleFor(query => query.After).Must(after => after is null || (after.Length <= MostDigits + 2 && after.All(character => char.IsAsciiDigit(character) || character == '-')))
                .WithMessage(_ => ValidationTexts.CaseNumber);
            RuleFor(query => query.Take).InclusiveBetween(1, MostPerPage);
        }
    }

    /// <summary>One case, without anything of its requester and of what people wrote: fit to be exported.</summary>
    /// <param name="Lead">主办; a supporting unit is not told.</param>
    /// <param name="Clock">The clock that falls due next; of a unit's view <c>null</c>, as <paramref name="Due"/> and <paramref name="Light"/>.</param>
    public sealed record Line(
        string Number,
        CaseStatus Status,
        Standing Standing,
        Channel Channel,
        RequesterKind RequesterKind,
        CaseType Type,
        string Category,
        string? Area,
        Urgency Urgency,
        string? Lead,
        int Round,
        DateTimeOffset RegisteredAt,
        DateTimeOffset? EndedAt,
        ClosingResult? Result,
        string? Clock,
        DateTimeOffset? Due,
        Light? Light);

    public sealed record Item(Line Case, string? Title);

    /// <param name="Next">Where the next page begins; <c>null</c> when there is nothing more.</param>
    public sealed record Page(IReadOnlyList<Item> Items, string? Next);

    /// <exception cref="AccessRefusedException">Another unit's cases.</exception>
    /// <exception cref="CaseRefusedException">A telephone number, and the actor takes no calls.</exception>
    public async Task<Page> ExecuteAsync(Query query, Actor actor, CancellationToken cancellation)
    {
        var sight = Sight.Of(actor);
        var unit = sight.Narrow(query.Unit);
        if (query.Phone is not null && !RelatedCases.TakesCalls(actor))
        {
            throw new CaseRefusedException(new Refusal("caller.needs_agent", "Only an agent or a shift leader asks for the cases of a number."));
        }

        if (query.Light is not null)
        {
            sight.RequireAll();
        }

        var phone = query.Phone is null ? null : vault.PhoneIndex(query.Phone);
        if (query.Phone is not null && phone is null)
        {
            return new Page([], null);
        }

        var now = clock.Now();
        var filter = new CaseFilter
        {
            Status = query.Status?.ToString(),
            Standing = query.Standing?.ToString(),
            Unit = unit,
            PhoneIndex = phone,
            Category = query.Category,
            Area = query.Area,
            Type = query.Type?.ToString(),
            Channel = query.Channel?.ToString(),
            RequesterKind = query.RequesterKind?.ToString(),
            Urgency = query.Urgency?.ToString(),
            Words = query.Words,
            Serial = SerialOf(query.Number),
            Window = query.Light is null ? null : QueueWindow.Of(query.Light, now),
            IsOpen = query.Standing == Standing.Open || query.Light is not null
                || query.Status is not (null or CaseStatus.Closed or CaseStatus.Guided or CaseStatus.Merged or CaseStatus.Voided or CaseStatus.Archived),
        };
        var (rows, next) = await database.ReadAsync(db => FindAsync(db, filter, SpanOf(query), query.Take ?? UsualTake), cancellation);
        return new Page([.. rows.Select(row => new Item(LineOf(row, sight, now), row.Text is null ? null : CaseLedger.ReadText(row.Text).Title))], next);
    }

    /// <summary>All of them, from the newest to the oldest; each page is a read of its own.</summary>
    /// <inheritdoc cref="ExecuteAsync"/>
    internal async IAsyncEnumerable<IReadOnlyList<Line>> ListPagesAsync(Query query, Actor actor, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var place = query.After;
        do
        {
            var page = await ExecuteAsync(query with { After = place, Take = MostPerPage }, actor, cancellation);
            yield return [.. page.Items.Select(item => item.Case)];
            place = page.Next;
        }
        while (place is not null);
    }

    // Few are looked at first, and more only while too few of them are meant.
    private static async Task<(IReadOnlyList<FoundRow> Rows, string? Next)> FindAsync(Session db, CaseFilter filter, NumberSpan span, int take)
    {
        var found = new List<FoundRow>();
        var left = filter.Words is null ? MostLookedAt : MostTextsLookedAt;
        for (var look = 2 * (take + 1); left > 0; look *= 8)
        {
            var asked = Math.Min(look, left);
            var stretch = await db.FindStretchAsync(filter, span, asked);
            if (stretch.Last is null)
            {
                return (found, null);
            }

            found.AddRange(await db.ListFoundAsync(filter, span with { From = stretch.Last }, take + 1 - found.Count));
            if (found.Count > take)
            {
                return ([.. found.Take(take)], found[take - 1].Number);
            }

            if (stretch.Cases < asked)
            {
                return (found, null);
            }

            left -= stretch.Cases;
            span = span with { Before = stretch.Last };
        }

        return (found, span.Before);
    }

    // A number begins with the local day of registration, so days are a span of numbers too.
    private static NumberSpan SpanOf(Query query)
    {
        var (from, before) = query.Number is null || SerialOf(query.Number) is not null ? ("", "~")
            : CaseNumber.TryParse(query.Number, out var whole) ? (whole, whole + "!")
            : BeginningOf(DigitsOf(query.Number)!);
        var first = query.From is { } since ? CaseNumber.Of(since) : "";
        List<string> ends = [before, query.To is { } until ? CaseNumber.Of(until) + "~" : "~", query.After ?? "~"];
        return new NumberSpan(string.CompareOrdinal(from, first) > 0 ? from : first, ends.Min(StringComparer.Ordinal)!);
    }

    // 流水号: six digits that are no day, with or without the check digit; as people tell it who know the day by heart.
    private static string? SerialOf(string? number) =>
        number is not null && DigitsOf(number) is { Length: LeastDigits or LeastDigits + 1 } digits && !CaseNumber.BeginsWithDay(digits)
            ? digits.Length == LeastDigits ? $"-{digits}-" : $"-{digits[..LeastDigits]}-{digits[LeastDigits]}"
            : null;

    private static (string From, string Before) BeginningOf(string digits)
    {
        var beginning = digits.Length == LeastDigits ? digits : $"{digits[..LeastDigits]}-{digits[LeastDigits..]}";
        return (beginning, beginning + "~");
    }

    /// <summary>As people write or say it; <c>null</c> when there is anything but digits, dashes and blanks.</summary>
    private static string? DigitsOf(string text)
    {
        if (text.Length > 2 * MostDigits || text.Any(char.IsSurrogate))
        {
            return null;
        }

        var digits = text.Normalize(NormalizationForm.FormKC).Where(character => character != '-' && !char.IsWhiteSpace(character)).ToArray();
        return digits.All(char.IsAsciiDigit) ? new string(digits) : null;
    }

    private static Line LineOf(FoundRow row, Sight sight, DateTimeOffset now)
    {
        // Who leads, and what falls due next, may be another unit's.
        var isAll = sight.Unit is null;
        return new Line(
            row.Number,
            Enum.Parse<CaseStatus>(row.Status),
            Enum.Parse<Standing>(row.Standing),
            Enum.Parse<Channel>(row.Channel),
            Enum.Parse<RequesterKind>(row.RequesterKind),
            Enum.Parse<CaseType>(row.Type),
            row.Category,
            row.Area,
            Enum.Parse<Urgency>(row.Urgency),
            isAll || row.Lead == sight.Unit ? row.Lead : null,
            row.Round,
            row.RegisteredAt,
            row.ClosedAt,
            row.Result is null ? null : Enum.Parse<ClosingResult>(row.Result),
            isAll ? row.NextClock : null,
            isAll ? row.NextDueAt : null,
            isAll && row.NextDueAt is not null ? CaseQueues.LightOf(row, now) : null);
    }
}
