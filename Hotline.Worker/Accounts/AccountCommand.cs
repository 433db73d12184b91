using System.CommandLine;
using System.Globalization;
using FluentValidation;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Accounts;

/// <summary>Accounts on the command line, for whoever has the machine: the way back in when nobody else has one.</summary>
public static class AccountCommand
{
    // Who has the machine is nobody's account.
    private static readonly Actor Operator = new("operator");

    public static Command Create() =>
        new("account", "Accounts: show, add, reset, disable, unlock, and make a token.") { List(), Add(), Reset(), Disable(), Unlock(), Token() };

    private static Command List()
    {
        var command = new Command("list", "Print all accounts.");
        command.SetAction((parsed, cancellation) => UseAsync(
            parsed,
            async (services, output) =>
            {
                var list = services.GetRequiredService<ListAccounts>();
                string? after = null;
                do
                {
                    var page = await list.ExecuteAsync(null, null, null, after, ListAccounts.MostPerPage, cancellation);
                    foreach (var account in page.Items)
                    {
                        await output.WriteLineAsync(string.Create(
                            CultureInfo.InvariantCulture,
                            $"{account.Login}  {account.DisplayName}  {account.Unit ?? "-"}  {string.Join(',', account.Roles)}  {(account.Active ? "active" : "disabled")}{(account.Demo ? " demo" : "")}"));
                    }

                    after = page.Next;
                }
                while (after is not null);
            },
            cancellation));
        return command;
    }

    private static Command Add()
    {
        var login = Login();
        var name = new Option<string>("--name") { Description = "The person's name.", Required = true };
        var roles = new Option<Role[]>("--role") { Description = string.Join(", ", Enum.GetNames<Role>()), Required = true, AllowMultipleArgumentsPerToken = true };
        var unit = new Option<string?>("--unit") { Description = "Code of the unit; for Handler and UnitHead." };
        var command = new Command("add", "Make an account and print its one-time password.") { login, name, roles, unit };
        command.SetAction((parsed, cancellation) => UseAsync(
            parsed,
            async (services, output) =>
            {
                var wanted = new CreateAccount.Command
                {
                    Login = AccountRecords.Fold(parsed.GetRequiredValue(login)),
                    DisplayName = parsed.GetRequiredValue(name),
                    Unit = parsed.GetValue(unit),
                    Roles = parsed.GetRequiredValue(roles),
                };
                await services.GetRequiredService<IValidator<CreateAccount.Command>>().ValidateAndThrowAsync(wanted, cancellation);
                var receipt = await services.GetRequiredService<CreateAccount>().ExecuteAsync(wanted, Operator, cancellation);
                await output.WriteLineAsync($"{receipt.Account.Login}  one-time password: {receipt.Password}");
            },
            cancellation));
        return command;
    }

    private static Command Reset()
    {
        var login = Login();
        var command = new Command("reset", "Print a new one-time password, which the next sign-in changes.") { login };
        command.SetAction((parsed, cancellation) => UseAsync(
            parsed,
            async (services, output) =>
            {
                var receipt = await services.GetRequiredService<ResetPassword>().ExecuteAsync(parsed.GetRequiredValue(login), Operator, cancellation);
                await output.WriteLineAsync($"{receipt.Login}  one-time password: {receipt.Password}");
            },
            cancellation));
        return command;
    }

    private static Command Disable()
    {
        var login = new Argument<string?>("login") { Description = "The account.", Arity = ArgumentArity.ZeroOrOne };
        var demo = new Option<bool>("--demo") { Description = "Every account that was made for Development." };
        var command = new Command("disable", "Let an account in no more; its sessions end within seconds.") { login, demo };
        command.Validators.Add(result =>
        {
            if (result.GetValue(login) is null != result.GetValue(demo))
            {
                result.AddError("Either a login or --demo, please.");
            }
        });
        command.SetAction((parsed, cancellation) => UseAsync(
            parsed,
            async (services, output) =>
            {
                foreach (var one in await services.GetRequiredService<ChangeAccount>().DisableAsync(parsed.GetValue(login), Operator, cancellation))
                {
                    await output.WriteLineAsync($"{one}  disabled");
                }
            },
            cancellation));
        return command;
    }

    private static Command Unlock()
    {
        var login = Login();
        var command = new Command("unlock", "Forget the wrong passwords that were typed.") { login };
        command.SetAction((parsed, cancellation) => UseAsync(
            parsed,
            async (services, output) =>
            {
                var account = await services.GetRequiredService<UnlockAccount>().ExecuteAsync(parsed.GetRequiredValue(login), Operator, cancellation);
                await output.WriteLineAsync($"{account.Login}  unlocked");
            },
            cancellation));
        return command;
    }

    private static Command Token()
    {
        var login = Login();
        var name = new Option<string>("--name") { Description = "What it is for.", DefaultValueFactory = _ => "command line" };
        var days = new Option<int?>("--days") { Description = "How long it holds; 90 when left out." };
        var command = new Command("token", "Make a personal access token and print it, once.") { login, name, days };
        command.SetAction((parsed, cancellation) => UseAsync(
            parsed,
            async (services, output) =>
            {
                var wanted = new KeepTokens.Command { Name = parsed.GetValue(name), Days = parsed.GetValue(days) };
                await services.GetRequiredService<IValidator<KeepTokens.Command>>().ValidateAndThrowAsync(wanted, cancellation);
                var receipt = await services.GetRequiredService<KeepTokens>().CreateAsync(parsed.GetRequiredValue(login), wanted, Operator, cancellation);
                await output.WriteLineAsync(receipt.Secret);
            },
            cancellation));
        return command;
    }

    private static Argument<string> Login() => new("login") { Description = "The account." };

    // What is wrong with a command is an answer, line by line, and not a fault.
    private static Task<int> UseAsync(ParseResult parsed, Func<IServiceProvider, TextWriter, Task> act, CancellationToken cancellation) =>
        WorkerHost.UseEngineAsync(
            async services =>
            {
                try
                {
                    await act(services, parsed.InvocationConfiguration.Output);
                    return 0;
                }
                catch (ValidationException refused)
                {
                    foreach (var mistake in refused.Errors)
                    {
                        await parsed.InvocationConfiguration.Error.WriteLineAsync($"{mistake.PropertyName}: {mistake.ErrorMessage}");
                    }
                }
                catch (Exception refused) when (refused is AccountNotFoundException or CaseRefusedException)
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync(refused.Message);
                }

                return 1;
            },
            cancellation);
}
