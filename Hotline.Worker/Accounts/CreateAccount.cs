using FluentValidation;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Domain;
using Hotline.Domain.Cases;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Accounts;

/// <summary>An administrator makes an account; its one-time password is shown to the administrator, once.</summary>
public sealed class CreateAccount(Database database, Passwords passwords, TimeProvider clock)
{
    public sealed record Command
    {
        public string? Login { get; init; }

        /// <summary>姓名, as others see it.</summary>
        public string? DisplayName { get; init; }

        /// <summary>The unit it acts for; for roles of a unit, and only for them.</summary>
        public string? Unit { get; init; }

        public IReadOnlyList<Role>? Roles { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator(ZoneBook zone)
        {
            RuleFor(command => command.Login).NotEmpty().Login();
            RuleFor(command => command.DisplayName).NotEmpty().Line(AccountRecords.NameLength);
            RuleFor(command => command.Unit).Must(unit => unit is null || zone.Current.Units.ContainsKey(unit)).WithMessage(_ => ValidationTexts.UnknownUnit);
            RuleFor(command => command.Roles).NotEmpty();
            RuleForEach(command => command.Roles).Known();
            RuleFor(command => command.Roles)
                .Must((command, roles) => AccountRoles.WhyNot(roles!, command.Unit) is null)
                .WithMessage(command => AccountRoles.WhyNot(command.Roles!, command.Unit))
                .When(command => command.Roles is { Count: > 0 });
        }
    }

    /// <param name="Password">Shown now and never again; the first sign-in changes it.</param>
    public sealed record Receipt(Account Account, string Password);

    /// <exception cref="CaseRefusedException">The login is taken.</exception>
    public async Task<Receipt> ExecuteAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        var now = clock.Now();
        var password = Passwords.OneTime();
        var row = RowOf(command, passwords.Hash(password), now) with { MustChangePassword = true };
        await database.WriteAsync(
            Lane.People,
            async db =>
            {
                if (!await TryInsertAsync(db, row, actor.Name, now))
                {
                    throw new CaseRefusedException(new Refusal("account.exists", $"There is an account '{row.Login}' already."));
                }
            },
            cancellation);
        return new Receipt(Account.Of(row), password);
    }

    internal static AccountRow RowOf(Command command, string passwordHash, DateTimeOffset now)
    {
        var login = AccountRecords.Fold(command.Login);
        return new AccountRow
        {
            Login = login,
            DisplayName = command.DisplayName!,
            SearchText = AccountRecords.SearchTextOf(login, command.DisplayName!),
            Unit = command.Unit,
            Roles = AccountRoles.Format(command.Roles!),
            Active = true,
            PasswordHash = passwordHash,
            SecurityStamp = Passwords.NewStamp(),
            Version = 1,
            CreatedAt = now,
        };
    }

    /// <returns>False, and nothing was written, when the login is taken.</returns>
    internal static async Task<bool> TryInsertAsync(Session db, AccountRow row, string actor, DateTimeOffset now)
    {
        if (!await db.TryInsertAccountAsync(row))
        {
            return false;
        }

        await db.LogAsync(AccountChangeKind.Created, row.Login, actor, now, new { row.DisplayName, row.Unit, Roles = row.Roles.Trim(',') });
        return true;
    }
}
