using System.CommandLine;
using System.Globalization;
using Hotline.Domain.Cases;
using Hotline.Messaging;
using Hotline.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Composition;

/// <summary>The poison lane on the command line: what could not be handled, and once more.</summary>
public static class PoisonCommands
{
    public static Command Create() =>
        new("poison", "Messages that could not be handled: show them with the reason, replay them, and discard them.") { List(), Replay(), Discard() };

    private static Command List()
    {
        var all = new Option<bool>("--all") { Description = "Also what is resolved." };
        var command = new Command("list", "Print what waits in the poison lane, the oldest first.") { all };
        command.SetAction((parsed, cancellation) => WorkerHost.UseEngineAsync(
            async services =>
            {
                var count = 0;
                var states = parsed.GetValue(all) ? Enum.GetValues<PoisonState>() : [PoisonState.Waiting, PoisonState.Replayed];
                await foreach (var row in RowsAsync(services.GetRequiredService<PoisonLane>(), states, cancellation))
                {
                    count++;
                    await parsed.InvocationConfiguration.Output.WriteLineAsync(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{row.Id}  {row.State}  {row.MessageType ?? "-"}  {row.FirstAt:O} … {row.LastAt:O}  {row.Attempts}×  {row.Reason}"));
                }

                await parsed.InvocationConfiguration.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count} in the poison lane."));
                return 0;
            },
            cancellation));
        return command;
    }

    private static Command Replay()
    {
        var id = new Argument<string?>("id") { Description = "The row's id, as list prints it.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Everything that is not resolved." };
        var command = new Command("replay", "Do the work anew from the log. Exit code 1 when anything fails again.") { id, all };
        command.Validators.Add(result =>
        {
            if (result.GetValue(id) is null != result.GetValue(all))
            {
                result.AddError("Either an id or --all, please.");
            }
        });
        command.SetAction((parsed, cancellation) => WorkerHost.UseEngineAsync(
            async services =>
            {
                var lane = services.GetRequiredService<PoisonLane>();
                List<string> ids = parsed.GetValue(id) is { } one ? [one] : [];
                if (ids.Count == 0)
                {
                    // All first: what fails again must not be met again.
                    await foreach (var row in RowsAsync(lane, [PoisonState.Waiting, PoisonState.Replayed], cancellation))
                    {
                        ids.Add(row.Id);
                    }
                }

                var failed = 0;
                foreach (var each in ids)
                {
                    var row = await lane.ReplayAsync(each, cancellation);
                    failed += row is null or { State: PoisonState.Waiting } ? 1 : 0;
                    await parsed.InvocationConfiguration.Output.WriteLineAsync(
                        row is null ? $"{each}  is not in the poison lane"
                        : row.State == PoisonState.Waiting ? $"{each}  failed again: {row.Reason}"
                        : $"{each}  {row.State}");
                }

                await parsed.InvocationConfiguration.Output.WriteLineAsync(
                    string.Create(CultureInfo.InvariantCulture, $"{ids.Count - failed} replayed, {failed} failed."));
                return failed == 0 ? 0 : 1;
            },
            cancellation));
        return command;
    }

    private static Command Discard()
    {
        var id = new Argument<string>("id") { Description = "The row's id, as list prints it." };
        var reason = new Option<string>("--reason") { Description = "Why nothing is to be done; kept with the row and logged.", Required = true };
        var by = new Option<string>("--by") { Description = "Who says so.", DefaultValueFactory = _ => Actor.System.Name };
        var command = new Command("discard", "Say that nothing is to be done for a message. Exit code 1 when it does not wait for anything.") { id, reason, by };
        command.SetAction((parsed, cancellation) => WorkerHost.UseEngineAsync(
            async services =>
            {
                var (each, discard) = (parsed.GetRequiredValue(id), new DiscardPoison.Command { Reason = parsed.GetRequiredValue(reason) });
                var wrong = await new DiscardPoison.Validator().ValidateAsync(discard, cancellation);
                if (!wrong.IsValid)
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync(wrong.ToString());
                    return 1;
                }

                var row = await services.GetRequiredService<DiscardPoison>().ExecuteAsync(each, discard, new Actor(parsed.GetRequiredValue(by)), cancellation);
                await parsed.InvocationConfiguration.Output.WriteLineAsync(row is null ? $"{each}  is not in the poison lane" : $"{each}  {row.State}");
                return row is { State: PoisonState.Discarded } ? 0 : 1;
            },
            cancellation));
        return command;
    }

    private static async IAsyncEnumerable<PoisonRow> RowsAsync(
        PoisonLane lane, IEnumerable<PoisonState> states, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var state in states)
        {
            var place = PoisonPlace.Start;
            IReadOnlyList<PoisonRow> page;
            do
            {
                page = await lane.ListAsync(state, PoisonLane.MostPerPage, place, cancellation);
                foreach (var row in page)
                {
                    yield return row;
                }

                place = page.Count == 0 ? place : new PoisonPlace(page[^1].FirstAt, page[^1].Id);
            }
            while (page.Count == PoisonLane.MostPerPage);
        }
    }
}
