using FluentValidation;
using Hotline.Composition;
using Hotline.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Hotline.Accounts;

/// <summary>The login or the password is wrong, or the account is not active: nobody is told which.</summary>
/// <param name="lockedUntil">After too many attempts, when the next is taken, in the zone's time; <c>null</c>: at once.</param>
public sealed class SignInRefusedException(DateTimeOffset? lockedUntil) : Exception("Login or password is wrong, or the account is not active.")
{
    public DateTimeOffset? LockedUntil => lockedUntil;
}

/// <summary>
/// 登录 with a password. Attempts are counted by the name that was typed, whether there is such an account or not, and before
/// the password is looked at: many at once are as many.
/// </summary>
public sealed class SignInAccount(Database database, Passwords passwords, AccountBook book, TimeProvider clock, IOptions<HotlineOptions> options)
    : IDisposable
{
    /// <summary>So many wrong passwords within <see cref="Window"/> lock a name for <see cref="Lock"/>.</summary>
    public const int MostFailures = 5;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan Lock = TimeSpan.FromMinutes(15);

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);

    // A hash is slow on purpose; strangers must not have all processors for it.
    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount / 2));

    public sealed record Command
    {
        public string? Login { get; init; }
        public string? Password { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Login).NotEmpty().MaximumLength(AccountRecords.LoginLength);
            RuleFor(command => command.Password).NotEmpty().MaximumLength(Passwords.Most);
        }
    }

    /// <exception cref="SignInRefusedException">It is not let in.</exception>
    public async Task<Identity> ExecuteAsync(Command command, CancellationToken cancellation)
    {
        var login = AccountRecords.Fold(command.Login);
        var now = clock.Now();
        var attempt = await CountAsync(login, now, cancellation);
        var row = await database.ReadAsync(db => db.FindAccountAsync(login), cancellation);
        var verified = await VerifyAsync(row, command.Password ?? "", cancellation);
        if (row is not { Active: true } || verified == PasswordVerificationResult.Failed)
        {
            if (attempt.LockedUntil is { } until && row is not null)
            {
                await database.WriteAsync(Lane.People, db => db.LogAsync(AccountChangeKind.Locked, login, login, now, new { until }), cancellation);
            }

            throw Refused(attempt.LockedUntil);
        }

        var rehashed = verified == PasswordVerificationResult.SuccessRehashNeeded ? passwords.Hash(command.Password!) : null;
        await database.WriteAsync(
            Lane.People,
            async db =>
            {
                await db.DeleteAttemptsAsync(login);
                await db.SetSignedInAsync(login, now);
                if (rehashed is not null)
                {
                    await db.SetPasswordHashAsync(login, row.PasswordHash, rehashed);
                }
            },
            cancellation);
        // Changed between the look and the password's check: as if it had come a moment earlier.
        return await book.FindAsync(login, cancellation) is { } identity && identity.Stamp == row.SecurityStamp ? identity : throw Refused(null);
    }

    public void Dispose() => _turns.Dispose();

    private Task<AttemptRow> CountAsync(string login, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        Lane.People,
        async db =>
        {
            var before = await db.FindAttemptsAsync(login);
            if (before?.LockedUntil > now)
            {
                throw Refused(before.LockedUntil);
            }

            var goesOn = before is { LockedUntil: null } && now - before.FirstAt < Window;
            var failed = goesOn ? before!.Failed + 1 : 1;
            var attempt = new AttemptRow
            {
                Login = login,
                Failed = failed,
                FirstAt = goesOn ? before!.FirstAt : now,
                LastAt = now,
                LockedUntil = failed >= MostFailures ? now + Lock : null,
            };
            await db.DeleteAttemptsBeforeAsync(now - Window - Lock);
            await db.PutAttemptsAsync(attempt);
            return attempt;
        },
        cancellation);

    private async Task<PasswordVerificationResult> VerifyAsync(AccountRow? row, string password, CancellationToken cancellation)
    {
        await _turns.WaitAsync(cancellation);
        try
        {
            if (row is not null)
            {
                return passwords.Verify(row.PasswordHash, password);
            }

            passwords.VerifyNobodys(password);
            return PasswordVerificationResult.Failed;
        }
        finally
        {
            _turns.Release();
        }
    }

    private SignInRefusedException Refused(DateTimeOffset? until) => new(until is { } at ? TimeZoneInfo.ConvertTime(at, _zone) : null);
}
