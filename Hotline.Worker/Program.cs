using System.CommandLine;
using Hotline.Accounts;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Deadlines;
using Hotline.Samples;
using Hotline.Scorecards;
using Hotline.Zone;

// Without a command this is the host of the background work; with one it does that and ends.
var root = new RootCommand("Hotline: the engine. Without a command it runs the background work: relay, consumers and timers.")
{
    MaintenanceCommands.Migrate(),
    MaintenanceCommands.Verify(),
    MaintenanceCommands.Rebuild(),
    AccountCommand.Create(),
    DesksCommand.Create(),
    ScorecardBench.Create(),
    DueCommand.Create(),
    LifecycleCommand.Create(),
    LoadCommand.Create(),
    PoisonCommands.Create(),
    RecountCommand.Create(),
    SampleCommand.Create(),
    SweepCommand.Create(),
    ScorecardCommand.Create(),
    ZoneCommand.Create(),
};
root.SetAction((_, cancellation) => WorkerHost.RunAsync(cancellation));

// Without a time to end in, a signal would kill the process in mid-step instead of cancelling what it does.
return await StartMistake.GuardAsync(() => root.Parse(args).InvokeAsync(new InvocationConfiguration
{
    EnableDefaultExceptionHandler = false,
    ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
}));
