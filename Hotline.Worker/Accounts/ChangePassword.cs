using FluentValidation;
using Hotline.Composition;
using Hotline.Domain.Cases;
using Hotline.Storage;
using Microsoft.AspNetCore.Identity;

namespace Hotline.Accounts;

/// <summary>修改密码: one's own. All other sessions end.</summary>
public sealed class ChangePassword(Database database, Passwords passwords, AccountBook book, TimeProvider clock)
{
    public sealed record Command
    {
        /// <summary>The one that holds until now.</summary>
        public string? Old { get; init; }

        public string? New { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Old).NotEmpty().MaximumLength(Passwords.Most);
            RuleFor(command => command.New).NotEmpty().MaximumLength(Passwords.Most);
            RuleFor(command => command.New)
                .Must(password => Passwords.WhyNot(password, "") is null)
                .WithMessage(command => Passwords.WhyNot(command.New, ""))
                .When(command => !string.IsNullOrEmpty(command.New));
            RuleFor(command => command.New)
                .NotEqual(command => command.Old).WithMessage(_ => AccountTexts.PasswordIsOld)
                .When(command => !string.IsNullOrEmpty(command.New));
        }
    }

    /// <returns>Who may go on, with the new password.</returns>
    /// <exception cref="AccountFieldException">The old password is wrong, or the new one contains the login.</exception>
    public async Task<Identity> ExecuteAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        if (Passwords.WhyNot(command.New, actor.Name) is { } problem)
        {
            throw new AccountFieldException("new", problem);
        }

        var now = clock.Now();
        var row = await database.ReadAsync(db => db.GetAccountAsync(actor.Name), cancellation);
        if (passwords.Verify(row.PasswordHash, command.Old ?? "") == PasswordVerificationResult.Failed)
        {
            throw new AccountFieldException("old", AccountTexts.PasswordWrong);
        }

        var hash = passwords.Hash(command.New!);
        await database.WriteAsync(
            Lane.People,
            async db =>
            {
                await db.SaveAccountAsync(row with { PasswordHash = hash, MustChangePassword = false, SecurityStamp = Passwords.NewStamp() });
                await db.LogAsync(AccountChangeKind.PasswordChanged, row.Login, actor.Name, now);
            },
            cancellation);
        book.Forget();
        return await book.FindAsync(row.Login, cancellation) ?? throw new AccountNotFoundException(row.Login);
    }
}
