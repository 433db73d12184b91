using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using FluentValidation;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Storage;
using MassTransit;

namespace Hotline.Accounts;

/// <summary>访问令牌: what scripts and other systems sign in with. The secret is shown once; only its hash is kept.</summary>
public sealed class KeepTokens(Database database, AccountBook book, TimeProvider clock)
{
    /// <summary>What every secret begins with, so that it is known for one wherever it leaks to.</summary>
    public const string Prefix = "hl_";

    public const int MostDays = 366;

    private const int UsualDays = 90;
    private const int SecretBytes = 32;

    public sealed record Command
    {
        /// <summary>What it is for.</summary>
        public string? Name { get; init; }

        /// <summary>How long it holds, in days; 90 when left out.</summary>
        public int? Days { get; init; }

        /// <summary>Only these of the account's roles; all when left out.</summary>
        public IReadOnlyList<Role>? Roles { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Name).NotEmpty().Line(AccountRecords.NameLength);
            RuleFor(command => command.Days).InclusiveBetween(1, MostDays)
                .WithMessage(_ => string.Format(CultureInfo.InvariantCulture, AccountTexts.TokenDays, MostDays));
            RuleForEach(command => command.Roles).Known();
        }
    }

    /// <param name="Roles">Only these; <c>null</c>: all of the account.</param>
    public sealed record Item(string Id, string Name, ImmutableArray<Role>? Roles, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

    /// <param name="Secret">Shown now and never again.</param>
    public sealed record Receipt(string Id, string Name, DateTimeOffset ExpiresAt, string Secret);

    /// <param name="login">Whose token it becomes.</param>
    /// <param name="command">Validated by <see cref="Validator"/>.</param>
    /// <param name="actor">Who makes it.</param>
    /// <param name="cancellation">Ends the wait, not a write that has begun.</param>
    /// <exception cref="AccountNotFoundException">There is none.</exception>
    public async Task<Receipt> CreateAsync(string login, Command command, Actor actor, CancellationToken cancellation)
    {
        var now = clock.Now();
        var secret = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        return await database.WriteAsync(
            Lane.People,
            async db =>
            {
                var account = await db.GetAccountAsync(login);
                var token = TokenOf(account.Login, command, secret, now);
                await db.InsertTokenAsync(token);
                await db.LogAsync(
                    AccountChangeKind.TokenCreated, account.Login, actor.Name, now, new { token.Id, token.Name, token.ExpiresAt, Roles = token.Roles?.Trim(',') });
                return new Receipt(token.Id, token.Name, token.ExpiresAt, secret);
            },
            cancellation);
    }

    /// <summary>The account's own, the newest first.</summary>
    public async Task<IReadOnlyList<Item>> ListAsync(Actor actor, CancellationToken cancellation) =>
    [
        .. (await database.ReadAsync(db => db.ListTokensAsync(actor.Name), cancellation)).Select(row => new Item(
            row.Id, row.Name, row.Roles is null ? null : AccountRoles.Parse(row.Roles), row.CreatedAt, row.ExpiresAt)),
    ];

    /// <exception cref="TokenNotFoundException">The account has no such token.</exception>
    public async Task RevokeAsync(string id, Actor actor, CancellationToken cancellation)
    {
        var now = clock.Now();
        await database.WriteAsync(
            Lane.People,
            async db =>
            {
                if (!await db.RevokeTokenAsync(actor.Name, id, now))
                {
                    throw new TokenNotFoundException(id);
                }

                await db.LogAsync(AccountChangeKind.TokenRevoked, actor.Name, actor.Name, now, new { id });
            },
            cancellation);
        book.Forget();
    }

    internal static TokenRow TokenOf(string login, Command command, string secret, DateTimeOffset now) => new()
    {
        Id = NewId.NextGuid().ToString("N"),
        Login = login,
        Name = command.Name!,
        Hash = AccountBook.HashOf(secret),
        Roles = command.Roles is { Count: > 0 } roles ? AccountRoles.Format(roles) : null,
        CreatedAt = now,
        ExpiresAt = now.AddDays(command.Days ?? UsualDays),
    };
}
