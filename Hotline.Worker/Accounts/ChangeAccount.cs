using FluentValidation;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Domain;
using Hotline.Domain.Cases;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Accounts;

/// <summary>An administrator changes an account's name, unit, roles, or whether it is let in. What it was granted before ends.</summary>
public sealed class ChangeAccount(Database database, AccountBook book, TimeProvider clock)
{
    public sealed record Command
    {
        public string? DisplayName { get; init; }
        public string? Unit { get; init; }
        public IReadOnlyList<Role>? Roles { get; init; }

        /// <summary>False: not let in any more. Accounts are never removed, because events name them.</summary>
        public bool? Active { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator(ZoneBook zone)
        {
            RuleFor(command => command.DisplayName).NotEmpty().Line(AccountRecords.NameLength);
            RuleFor(command => command.Unit).Must(unit => unit is null || zone.Current.Units.ContainsKey(unit)).WithMessage(_ => ValidationTexts.UnknownUnit);
            RuleFor(command => command.Active).NotNull();
            RuleFor(command => command.Roles).NotEmpty();
            RuleForEach(command => command.Roles).Known();
            RuleFor(command => command.Roles)
                .Must((command, roles) => AccountRoles.WhyNot(roles!, command.Unit) is null)
                .WithMessage(command => AccountRoles.WhyNot(command.Roles!, command.Unit))
                .When(command => command.Roles is { Count: > 0 });
        }
    }

    /// <exception cref="AccountNotFoundException">There is none.</exception>
    /// <exception cref="StaleAccountException">It was changed since <paramref name="seen"/>.</exception>
    /// <exception cref="CaseRefusedException">Nobody would be left who could undo it.</exception>
    public async Task<Account> ExecuteAsync(string login, int seen, Command command, Actor actor, CancellationToken cancellation)
    {
        var now = clock.Now();
        var saved = await database.WriteAsync(
            Lane.People,
            async db =>
            {
                var row = await db.GetAccountAsync(login);
                if (row.Version != seen)
                {
                    throw new StaleAccountException(row.Login, seen);
                }

                return await ChangeAsync(
                    db,
                    row,
                    row with
                    {
                        DisplayName = command.DisplayName!,
                        Unit = command.Unit,
                        Roles = AccountRoles.Format(command.Roles!),
                        Active = command.Active!.Value,
                    },
                    actor.Name,
                    now);
            },
            cancellation);
        book.Forget();
        return Account.Of(saved);
    }

    /// <summary>Takes one account, or with <c>null</c> every demo account, out of use.</summary>
    /// <returns>The logins.</returns>
    /// <exception cref="AccountNotFoundException">There is none.</exception>
    /// <exception cref="CaseRefusedException">It is the last administrator.</exception>
    public async Task<IReadOnlyList<string>> DisableAsync(string? login, Actor actor, CancellationToken cancellation)
    {
        var now = clock.Now();
        var disabled = await database.WriteAsync(
            Lane.People,
            async db =>
            {
                var rows = login is null ? await db.ListActiveDemoAccountsAsync() : [await db.GetAccountAsync(login)];
                foreach (var row in rows)
                {
                    await ChangeAsync(db, row, row with { Active = false }, actor.Name, now, mayBeLast: login is null);
                }

                return (IReadOnlyList<string>)[.. rows.Select(row => row.Login)];
            },
            cancellation);
        book.Forget();
        return disabled;
    }

    private static async Task<AccountRow> ChangeAsync(Session db, AccountRow before, AccountRow after, string actor, DateTimeOffset now, bool mayBeLast = false)
    {
        if (!mayBeLast && Rules(before) && !Rules(after)
            && await db.CountOthersWithRoleAsync(before.Login, AccountRoles.Pattern(Role.Administrator)) == 0)
        {
            throw new CaseRefusedException(new Refusal("account.last_administrator", "The last administrator stays one."));
        }

        var fields = new Dictionary<string, object>();
        void Note(string name, object? was, object? @is)
        {
            if (!Equals(was, @is))
            {
                fields[name] = new { was, @is };
            }
        }

        Note("displayName", before.DisplayName, after.DisplayName);
        Note("unit", before.Unit, after.Unit);
        Note("roles", before.Roles.Trim(','), after.Roles.Trim(','));
        Note("active", before.Active, after.Active);
        if (fields.Count == 0)
        {
            return before;
        }

        var saved = await db.SaveAccountAsync(after with { SecurityStamp = Passwords.NewStamp() });
        await db.LogAsync(AccountChangeKind.Changed, saved.Login, actor, now, fields);
        return saved;
    }

    private static bool Rules(AccountRow row) => row.Active && AccountRoles.Parse(row.Roles).Contains(Role.Administrator);
}
