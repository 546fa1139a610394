using System.CommandLine;
using MuBench.Cli.Following;
using MuBench.Cli.Printing;
using MuBench.Cli.Running;
using MuBench.Endpoints;
using MuBench.Pipeline;
using MuBench.Secrets;
using MuBench.Storage.Blob;
using MuBench.Viewing;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench status RUNID</c>: shows the status of a run of any conductor.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var run = new Argument<string>("run") { HelpName = "RUNID", Description = "The run's id ('mubench runs' lists them)." };
        var store = CommonOptions.Store();
        var follow = new Option<bool>("--follow") { Description = "Follow the run to its end, print its result and return its exit code." };
        var command = new Command("status", "Show the status of a run. The exit code is 0 if the run is in progress or complete, else that of its result.") { run, store, follow };
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            var (runId, setting) = (parsed.GetRequiredValue(run), parsed.GetValue(store));
            var opened = StoreFactory.Open(setting);
            var endpoints = EndpointPolicy.ForCli(Environment.GetEnvironmentVariable(EndpointPolicy.Setting));
            var context = new PipelineContext(opened, new SecretResolver(Environment.GetEnvironmentVariable), endpoints, TimeProvider.System);
            await RunLookup.RequireAsync(opened, runId, interruption.Draining).ConfigureAwait(false);
            if (parsed.GetValue(follow))
            {
                return await new FollowedRun(context, runId, setting, new ResultPrinter(null, failInconclusive: false))
                    .FollowAsync(RunSnapshot.Empty, new SilenceMonitor(context.Time, upload: null), interruption.Draining).ConfigureAwait(false);
            }

            var snapshot = await RunSnapshot.ReadAsync(context, runId, interruption.Draining).ConfigureAwait(false);
            var output = parsed.InvocationConfiguration.Output;
            new StatusPrinter(opened, context.Time, output, Terminal.WidthOf(output)).Print(runId, snapshot);
            return await StatusExitCode.OfAsync(opened, runId, snapshot, interruption.Draining).ConfigureAwait(false);
        });
        return command;
    }
}
