using System.CommandLine;
using MuBench.Cli.Datasets;
using MuBench.Endpoints;
using MuBench.Pipeline;
using MuBench.Pipeline.Deleting;
using MuBench.Secrets;
using MuBench.Storage;
using MuBench.Storage.Blob;
using MuBench.Viewing;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench delete RUNID</c>: deletes a run that has ended. The response log stays.</summary>
internal static class DeleteCommand
{
    public static Command Create()
    {
        var run = new Argument<string>("run") { HelpName = "RUNID", Description = "The run's id ('mubench runs' lists them)." };
        var store = CommonOptions.Store();
        var yes = new Option<bool>("--yes", "-y") { Description = "Delete without asking." };
        var command = new Command("delete", "Delete a run that has ended: its scores, report and status. The models' responses stay.") { run, store, yes };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var opened = StoreFactory.Open(parsed.GetValue(store));
            var runId = parsed.GetRequiredValue(run);
            await RunLookup.RequireAsync(opened, runId, cancellationToken).ConfigureAwait(false);
            var endpoints = EndpointPolicy.ForCli(Environment.GetEnvironmentVariable(EndpointPolicy.Setting));
            var context = new PipelineContext(opened, new SecretResolver(Environment.GetEnvironmentVariable), endpoints, TimeProvider.System);
            return await DeleteAsync(context, runId, parsed.GetValue(yes), parsed.InvocationConfiguration.Output, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> DeleteAsync(PipelineContext context, string runId, bool isConfirmed, TextWriter output, CancellationToken cancellationToken)
    {
        var deletion = new RunDeletion(context);
        var stored = await deletion.TryFindAsync(runId, cancellationToken).ConfigureAwait(false);
        if (stored is null)
            throw new UserException($"The store {context.Store.Description} has nothing of the run '{runId}'.");
        output.WriteLine($"Run {runId}: {stored.State}");
        output.WriteLine($"Deletes {stored.Files:N0} files ({ByteSize.Text(stored.Bytes)}) in {context.Store.Description}/{StoreLayout.Run(runId)}: manifest, plan, status, scores, report, proof.");
        output.WriteLine("Keeps the responses of its models, which other runs use: the same manifest can run again and pays for nothing that was answered.");
        if (!isConfirmed && !Confirm(output))
        {
            output.WriteLine("Nothing was deleted.");
            return ExitCodes.Wrong;
        }

        await deletion.RunAsync(runId, isAttemptOver: false, cancellationToken).ConfigureAwait(false);
        output.WriteLine("Deleted.");
        return ExitCodes.Done;
    }

    private static bool Confirm(TextWriter output)
    {
        if (Console.IsInputRedirected)
            throw new UserException("There is no terminal on which to ask. Nothing was deleted. Delete without being asked with: --yes");
        output.Write("Delete the run? [y/N] ");
        return Console.In.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }
}
