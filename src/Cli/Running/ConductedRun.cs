using MuBench.Cli.Estimating;
using MuBench.Pipeline;
using MuBench.Pipeline.Listing;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Reporting;
using MuBench.Storage;
using MuBench.Storage.Leases;
using MuBench.Throttling;

namespace MuBench.Cli.Running;

/// <summary>Conducts a run in this process while it holds the run's lease.</summary>
internal sealed class ConductedRun(RunSource source, PipelineContext context, string? storeSetting, ResultPrinter printer)
{
    private readonly CheckedManifest _manifest = source.Manifest;
    private IReadOnlyList<ModelProgress> _progress = [];
    private string _state = RunStates.Failed;

    /// <summary>Conducts the run and releases its lease, which is being renewed.</summary>
    /// <returns>The exit code; null if the lease was lost before the run was done.</returns>
    public async Task<int?> RunAsync(HeldLease lease, Interruption interruption)
    {
        using var end = new ConductorShutdown(interruption, lease);
        var outcome = RunStates.Failed;
        try
        {
            var code = await ConductAsync(lease, end).ConfigureAwait(false);
            outcome = code == ExitCodes.Interrupted ? RunStates.Interrupted : _state;
            if (code is null)
                PrintLeaseLost(lease);
            return code;
        }
        catch (OperationCanceledException) when (end.IsLost)
        {
            PrintLeaseLost(lease);
            return null;
        }
        catch (OperationCanceledException)
        {
            outcome = RunStates.Interrupted;
            throw;
        }
        finally
        {
            await lease.ReleaseAsync(outcome).ConfigureAwait(false);
        }
    }

    private async Task<int?> ConductAsync(HeldLease lease, ConductorShutdown end)
    {
        await RunChanges.AnnounceAsync(context.Store, context.Time, source.RunId, end.Draining).ConfigureAwait(false);
        await context.Store.WriteAsync(StoreLayout.RunManifest(source.RunId), _manifest.Json, end.Draining).ConfigureAwait(false);
        if (source.File is { } file)
        {
            await LocalSources.PrepareAsync(
                context.Store, source.RunId, _manifest.Manifest, Path.GetDirectoryName(Path.GetFullPath(file))!, Console.Out.WriteLine, end.Draining).ConfigureAwait(false);
        }

        var conductor = new RunConductor(context, lease, end.Draining, end.Abandoned);
        await using (conductor.ConfigureAwait(false))
        {
            var plan = await conductor.PlanAsync(source.RunId).ConfigureAwait(false);
            Console.Out.WriteLine(PlanText.Of(plan));
            if (plan.Display is { } display)
                Console.Out.WriteLine($"{display.Items:N0} of {plan.Items ?? plan.Images:N0} {(plan.Items is null ? "images" : "items")} have more than 8 bits per sample; every model is shown them by display '{display.Rule}' ({display.SetBy}).");
            foreach (var warning in OutputLimits.Warnings(plan))
                Console.Out.WriteLine(warning);
            _progress = [.. plan.Models.Select(model => new ModelProgress(model.Manifest.Id, plan.QuestionsOf(model)) { Kind = model.Manifest.Kind })];
            return await AskAsync(conductor, plan, lease, end).ConfigureAwait(false);
        }
    }

    private async Task<int?> AskAsync(RunConductor conductor, RunPlan plan, HeldLease lease, ConductorShutdown end)
    {
        var meters = new ProgressMeters(_progress, context.Time);
        var status = new StatusWriter(context, plan, meters.Read, lease);
        WriteReportResult? result;
        try
        {
            result = await ShowProgressAsync(conductor.RunAsync(plan, _progress), new ProgressDisplay(meters.Read, context.Time), status).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (end.Draining.IsCancellationRequested)
        {
            result = null;
        }
        catch (UserException exception)
        {
            await status.TryWriteAsync(RunStates.Failed, exception.Message).ConfigureAwait(false);
            throw;
        }

        if (result is null)
            return end.IsLost ? null : await PrintInterruptedAsync(status).ConfigureAwait(false);
        _state = result.State;
        await status.WriteAsync(_state, null, result, CancellationToken.None).ConfigureAwait(false);
        return await printer.PrintAsync(context.Store, result).ConfigureAwait(false);
    }

    private static async Task<WriteReportResult?> ShowProgressAsync(
        Task<WriteReportResult?> running, ProgressDisplay display, StatusWriter status)
    {
        using var ended = new CancellationTokenSource();
        var showing = display.ShowAsync(ended.Token);
        var keeping = status.KeepAsync(ended.Token);
        try
        {
            return await running.ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await showing.ConfigureAwait(false);
            await keeping.ConfigureAwait(false);
        }
    }

    private async Task<int> PrintInterruptedAsync(StatusWriter status)
    {
        await status.TryWriteAsync(RunStates.Interrupted, null).ConfigureAwait(false);
        Console.Out.WriteLine();
        Console.Out.WriteLine($"Interrupted: {Answered()} answers are in the response log.");
        Console.Out.WriteLine($"Resume, asking none of them again, with: {source.Command}{StoreArgument.Of(storeSetting)}{printer.Arguments}");
        return ExitCodes.Interrupted;
    }

    /// <summary>Says that this process no longer holds a run's lease, and why.</summary>
    public static string LossNotice(string runId, HeldLease lease) =>
        $"This process no longer conducts run {runId}: {TextTable.Plain(lease.LossReason ?? "")}.";

    private void PrintLeaseLost(HeldLease lease)
    {
        Console.Out.WriteLine();
        Console.Out.WriteLine(LossNotice(source.RunId, lease));
        Console.Out.WriteLine($"It has stopped asking{(_progress.Count == 0 ? "" : $"; {Answered()} answers are in the response log")}.");
    }

    private string Answered() => $"{_progress.Sum(model => model.Done):N0} of {_progress.Sum(model => model.Questions):N0}";
}
