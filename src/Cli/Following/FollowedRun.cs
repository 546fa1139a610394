using MuBench.Cli.Overriding;
using MuBench.Cli.Running;
using MuBench.Pipeline;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Reporting;
using MuBench.Storage;
using MuBench.Viewing;

namespace MuBench.Cli.Following;

/// <summary>Follows a run that another process or a service conducts, from the first status to the exit code.</summary>
/// <param name="context">The store and the clock.</param>
/// <param name="runId">The run.</param>
/// <param name="storeSetting">The store as the user named it; null if the user named none.</param>
/// <param name="printer">Prints the result.</param>
/// <param name="file">The manifest's file; null if the user named the run.</param>
internal sealed class FollowedRun(PipelineContext context, string runId, string? storeSetting, ResultPrinter printer, string? file = null)
{
    /// <summary>The command that follows this run.</summary>
    public string FollowCommand => $"mubench status {runId} --follow{StoreArgument.Of(storeSetting)}";

    private string SubmitCommand => $"mubench submit {(file is null ? "MANIFEST" : ShellText.Quote(file))}{StoreArgument.Of(storeSetting)}{printer.Arguments}";

    /// <summary>Follows the run to its end. A signal stops the following, not the run.</summary>
    /// <exception cref="UserException">The run was rejected, cancelled or failed.</exception>
    public async Task<int> FollowAsync(RunSnapshot before, SilenceMonitor watch, CancellationToken stopping)
    {
        try
        {
            var snapshot = await new RunFollower(context, runId, before, watch).FollowAsync(stopping).ConfigureAwait(false);
            return await EndAsync(snapshot).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine("No longer following. The run continues; only this command has stopped.");
            Console.Out.WriteLine($"Follow it again with: {FollowCommand}");
            return ExitCodes.Interrupted;
        }
        catch (StoreException fault)
        {
            throw new UserException($"{fault.Message}\nThe run itself may continue. Follow it again with: {FollowCommand}", fault);
        }
    }

    /// <summary>Prints how the run ended and returns the exit code.</summary>
    public async Task<int> EndAsync(RunSnapshot snapshot)
    {
        if (snapshot.IsRejected)
            throw new UserException(RejectionText.Of(snapshot.Rejection!, file));
        return snapshot.State switch
        {
            RunStates.Done or RunStates.Incomplete => await printer.PrintAsync(context.Store, await FinishedRun.ReadAsync(context.Store, runId).ConfigureAwait(false)).ConfigureAwait(false),
            RunStates.Cancelled => throw Unfinished("was cancelled.", SubmitCommand),
            RunStates.Interrupted => throw Unfinished("was interrupted where 'mubench run' conducted it.", $"mubench run {(file is null ? "MANIFEST" : ShellText.Quote(file))}{StoreArgument.Of(storeSetting)}{printer.Arguments}"),
            _ => throw Unfinished($"failed: {snapshot.Error ?? "no reason was recorded."}", SubmitCommand),
        };
    }

    private UserException Unfinished(string what, string command) =>
        new($"Run {runId} {what}\nThe responses are kept. Continue the run, without asking again what was answered, with: {command}");
}
