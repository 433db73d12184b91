using Hotline.Accounts;
using Hotline.Cases;
using Hotline.Domain.Cases;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Tests.Support;

/// <summary>
/// Lets people into one hotline: whoever asks gets an account and a token, once. Whoever comes again with other roles or
/// another unit has been given those.
/// </summary>
internal sealed class Admission(Func<Who, Task<string>> admit) : IDisposable
{
    /// <summary>Of every account that a test lets in.</summary>
    public const string Password = "Of a test's own 7!";

    private readonly Dictionary<string, (string What, string Token)> _known = [];
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>By the use cases of a hotline that runs in this process.</summary>
    public static Admission To(IServiceProvider services) => new(who => AdmitAsync(services, who));

    /// <summary>By the file of a hotline that runs in a process of its own.</summary>
    public static Admission To(HotlineFolder folder) => new(who => folder.AdmitAsync(who));

    public async Task<string> TokenOfAsync(Who who)
    {
        var (login, what) = (who.Name.ToLowerInvariant(), $"{who.Unit}: {string.Join(',', who.Held)}");
        await _gate.WaitAsync();
        try
        {
            if (!_known.TryGetValue(login, out var known) || known.What != what)
            {
                _known[login] = known = (what, await admit(who));
            }

            return known.Token;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    // Validators stand at the edge, so a test may have one account with every role of the hotline and of units.
    private static async Task<string> AdmitAsync(IServiceProvider services, Who who)
    {
        var login = who.Name.ToLowerInvariant();
        try
        {
            var receipt = await services.GetRequiredService<CreateAccount>().ExecuteAsync(
                new CreateAccount.Command { Login = login, DisplayName = who.Name, Unit = who.Unit, Roles = who.Held }, Actor.System, CancellationToken.None);
            await services.GetRequiredService<ChangePassword>().ExecuteAsync(
                new ChangePassword.Command { Old = receipt.Password, New = Password }, new Actor(login), CancellationToken.None);
        }
        catch (CaseRefusedException)
        {
            var account = await services.GetRequiredService<ListAccounts>().ReadAsync(login, CancellationToken.None);
            await services.GetRequiredService<ChangeAccount>().ExecuteAsync(
                login,
                account.Version,
                new ChangeAccount.Command { DisplayName = who.Name, Unit = who.Unit, Roles = who.Held, Active = true },
                Actor.System,
                CancellationToken.None);
        }

        return (await services.GetRequiredService<KeepTokens>().CreateAsync(
            login, new KeepTokens.Command { Name = "test", Days = KeepTokens.MostDays }, Actor.System, CancellationToken.None)).Secret;
    }
}
