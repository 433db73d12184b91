using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Accounts;

/// <summary>What a hotline without a single account begins with.</summary>
public sealed class FirstAccounts(Database database, Passwords passwords, ZoneBook zone, TimeProvider clock)
{
    public const string Administrator = "admin";

    /// <summary>Of every demo account.</summary>
    public const string DemoPassword = "Hotline-2025";

    /// <summary>Before the login: a demo account's token.</summary>
    public const string DemoToken = KeepTokens.Prefix + "demo_";

    /// <summary>The demo accounts of the hotline itself; every unit has <c>(unit)-handler</c> and <c>(unit)-head</c>.</summary>
    public static IReadOnlyList<(string Login, string Name, Role Role)> Demo { get; } =
    [
        ("agent", "演示话务员", Role.Agent),
        ("shift-leader", "演示班长", Role.ShiftLeader),
        ("dispatcher", "演示派单员", Role.Dispatcher),
        ("reviewer", "演示审核员", Role.Reviewer),
        ("caller", "演示回访员", Role.Caller),
        ("supervisor", "演示督办员", Role.Supervisor),
        ("assessor", "演示考核员", Role.Assessor),
        ("leader", "演示领导", Role.Leader),
        (Administrator, "演示管理员", Role.Administrator),
    ];

    /// <summary>Makes the first administrator if there is no account at all.</summary>
    /// <returns>The one-time password, to be shown once; <c>null</c> when there are accounts.</returns>
    public async Task<string?> MakeAdministratorAsync(CancellationToken cancellation)
    {
        if (!await IsNoneAsync(cancellation))
        {
            return null;
        }

        var now = clock.Now();
        var password = Passwords.OneTime();
        var row = CreateAccount.RowOf(
            new CreateAccount.Command { Login = Administrator, DisplayName = "管理员", Roles = [Role.Administrator] }, passwords.Hash(password), now);
        // Of two programs that start at once the second finds the login taken, and shows nothing.
        return await database.WriteAsync(
            Lane.People, db => CreateAccount.TryInsertAsync(db, row with { MustChangePassword = true }, Actor.System.Name, now), cancellation)
            ? password
            : null;
    }

    /// <summary>Makes an account for every role, and a token for each, if there is no account at all.</summary>
    public async Task MakeDemoAsync(CancellationToken cancellation)
    {
        if (!await IsNoneAsync(cancellation))
        {
            return;
        }

        var now = clock.Now();
        // One hash for all: the password is printed in the README.
        var hash = passwords.Hash(DemoPassword);
        var units = zone.Current.Units.Values.OrderBy(unit => unit.Code, StringComparer.Ordinal).ToList();
        IEnumerable<CreateAccount.Command> all =
        [
            .. Demo.Select(demo => new CreateAccount.Command { Login = demo.Login, DisplayName = demo.Name, Roles = [demo.Role] }),
            .. units.Select(unit => new CreateAccount.Command { Login = $"{unit.Code}-handler", DisplayName = $"{unit.Name}承办人", Unit = unit.Code, Roles = [Role.Handler] }),
            .. units.Select(unit => new CreateAccount.Command { Login = $"{unit.Code}-head", DisplayName = $"{unit.Name}负责人", Unit = unit.Code, Roles = [Role.UnitHead] }),
        ];
        await database.WriteAsync(
            Lane.People,
            async db =>
            {
                foreach (var command in all)
                {
                    var row = CreateAccount.RowOf(command, hash, now) with { Demo = true };
                    if (await CreateAccount.TryInsertAsync(db, row, Actor.System.Name, now))
                    {
                        await db.InsertTokenAsync(KeepTokens.TokenOf(
                            row.Login, new KeepTokens.Command { Name = "demo", Days = KeepTokens.MostDays }, DemoToken + row.Login, now));
                    }
                }
            },
            cancellation);
    }

    /// <summary>Everybody knows the demo accounts' password: with them, nothing but Development is served.</summary>
    /// <exception cref="InvalidOperationException">There are some that are let in.</exception>
    public async Task RefuseDemoAsync(CancellationToken cancellation)
    {
        var demo = await database.ReadAsync(db => db.ListActiveDemoAccountsAsync(), cancellation);
        if (demo.Count > 0)
        {
            throw new InvalidOperationException(
                $"This database holds {demo.Count} demo accounts whose password everybody knows ({demo[0].Login}, …). Disable them first: dotnet run --project Hotline.Worker -- account disable --demo");
        }
    }

    private async Task<bool> IsNoneAsync(CancellationToken cancellation) =>
        await database.ReadAsync(db => db.CountAccountsAsync(), cancellation) == 0;
}
