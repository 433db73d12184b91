using FluentValidation;
using Hotline.Accounts;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Storage;

namespace Hotline.Cases;

/// <summary>
/// 查看诉求人信息: shows what is masked everywhere else, to those whose work needs it, and for a reason. The look is on record
/// before the answer is given; without the record there is no answer.
/// </summary>
public sealed class RevealRequester(Database database, RequesterVault vault, AccountBook people, TimeProvider clock)
{
    public const int ReasonLength = 200;
    public const int MostPerPage = 200;

    private const int MostAddressCharacters = 64;

    public sealed record Command
    {
        /// <summary>Why, in words or by a code of the screen's own, e.g. <c>callback</c>.</summary>
        public string? Reason { get; init; }

        public IReadOnlyList<RequesterField>? Fields { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Reason).NotEmpty().Line(ReasonLength);
            RuleFor(command => command.Fields).NotEmpty();
            RuleForEach(command => command.Fields).Known();
        }
    }

    /// <summary>What was asked for and is known; everything else is <c>null</c>.</summary>
    public sealed record View(
        string? Name, string? Phone, string? ContactPhone, string? Email, string? Address, string? Company, string? CreditCode);

    /// <summary>One look.</summary>
    /// <param name="Address">Where the request came from.</param>
    public sealed record Look(DateTimeOffset At, string Actor, string? Unit, IReadOnlyList<RequesterField> Fields, string Reason, string? Address)
    {
        /// <summary>姓名; <c>null</c> when no account is known by that.</summary>
        public string? ActorName { get; init; }
    }

    /// <param name="Next">Where the next page begins; <c>null</c> on the last.</param>
    public sealed record Page(IReadOnlyList<Look> Items, string? Next);

    /// <param name="number">The case.</param>
    /// <param name="command">Validated.</param>
    /// <param name="actor">Who looks.</param>
    /// <param name="address">Where the request came from; <c>null</c> when it came from no network.</param>
    /// <param name="cancellation">Ends the wait, not a write that has begun.</param>
    /// <exception cref="CaseNotFoundException">No such case, or not one that the actor sees.</exception>
    /// <exception cref="CaseRefusedException">The rule refused, or nothing is known of the requester; no look is recorded.</exception>
    public async Task<View> ExecuteAsync(string number, Command command, Actor actor, string? address, CancellationToken cancellation)
    {
        var now = clock.Now();
        var row = new AccessRow
        {
            Number = number,
            At = now,
            Id = Guid.CreateVersion7(now).ToString("N"),
            Actor = actor.Name,
            Unit = actor.Unit,
            Reason = command.Reason!.Trim(),
            Address = address?.Length > MostAddressCharacters ? address[..MostAddressCharacters] : address,
        };
        var (requester, granted) = await database.WriteAsync(
            Lane.People,
            async db =>
            {
                var @case = await db.SeeCaseAsync(number, actor);
                CaseRefusedException.ThrowIf(Revealing.Check(@case, command.Fields!, actor, out var granted));
                var box = await db.FindRequesterAsync(number)
                    ?? throw new CaseRefusedException(new("reveal.nothing", "Nothing is known of the requester."));
                await db.InsertAccessAsync(row with { Fields = string.Join(',', granted) });
                return (vault.Open(number, box), granted);
            },
            cancellation);
        string? Shown(RequesterField field, string? value) => granted.Contains(field) ? value : null;
        return new View(
            Shown(RequesterField.Name, requester.Name),
            Shown(RequesterField.Phone, requester.Phone),
            Shown(RequesterField.ContactPhone, requester.ContactPhone),
            Shown(RequesterField.Email, requester.Email),
            Shown(RequesterField.Address, requester.Address),
            Shown(RequesterField.Company, requester.Company),
            Shown(RequesterField.CreditCode, requester.CreditCode));
    }

    /// <summary>查看记录: who looked at a case's requester, and why; the newest first. For shift leaders and supervisors.</summary>
    /// <param name="number">The case.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="after">The <see cref="Page.Next"/> of the page before; <c>null</c> for the first.</param>
    /// <param name="take">Looks, 1 to <see cref="MostPerPage"/>.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <exception cref="CaseNotFoundException">No such case.</exception>
    /// <exception cref="CaseRefusedException">It is not for this actor.</exception>
    /// <exception cref="FormatException"><paramref name="after"/> is not a place that a page gave.</exception>
    public async Task<Page> ListAsync(string number, Actor actor, string? after, int take, CancellationToken cancellation)
    {
        if (actor.Unit is not null || !(actor.Is(Role.ShiftLeader) || actor.Is(Role.Supervisor)))
        {
            throw new CaseRefusedException(new("actor.role_missing", "The access log is for shift leaders and supervisors."));
        }

        var place = after is null ? AccessPlace.Start
            : PagePlace.TryParse(after, out var at, out var id) ? new AccessPlace(at, id)
            : throw new FormatException($"'{after}' is not a place in an access log.");
        // One more than asked: only if it exists is there a next page.
        var rows = await database.ReadAsync(
            async db =>
            {
                await db.SeeCaseAsync(number, actor);
                return await db.ListAccessAsync(number, place, take + 1);
            },
            cancellation);
        var names = await people.NamesAsync(rows.Select(row => row.Actor), cancellation);
        return new Page(
            [.. rows.Take(take).Select(row => LookOf(row) with { ActorName = names.GetValueOrDefault(row.Actor) })],
            rows.Count <= take ? null : PagePlace.Format(rows[take - 1].At, rows[take - 1].Id));
    }

    private static Look LookOf(AccessRow row) => new(
        row.At, row.Actor, row.Unit, [.. row.Fields.Split(',').Select(Enum.Parse<RequesterField>)], row.Reason, row.Address);
}
