using MuBench.Models;
using MuBench.Pipeline;
using MuBench.Pipeline.Progress;
using MuBench.Storage;

namespace MuBench.Cli.Running;

/// <summary>One <c>mubench run</c>, from the manifest file to the exit code.</summary>
internal sealed class ManifestRun(string file, string? storeSetting, ResultPrinter printer)
{
    /// <summary>Runs the manifest.</summary>
    public async Task<int> RunAsync()
    {
        using var interruption = new Interruption();
        var read = CheckedManifest.Read(file);
        var (runId, manifest) = (read.RunId, read.Manifest);
        var store = StoreFactory.Open(storeSetting);
        var context = read.ContextOver(store);
        await store.WriteAsync(StoreLayout.RunManifest(runId), read.Json, interruption.Draining).ConfigureAwait(false);
        await LocalSources.PrepareAsync(
            store, runId, manifest, Path.GetDirectoryName(Path.GetFullPath(file))!, Console.Out.WriteLine, interruption.Draining).ConfigureAwait(false);

        var conductor = new RunConductor(context, interruption);
        await using (conductor.ConfigureAwait(false))
            return await ConductAsync(conductor, context, runId, interruption).ConfigureAwait(false);
    }

    private async Task<int> ConductAsync(RunConductor conductor, PipelineContext context, string runId, Interruption interruption)
    {
        var plan = await conductor.PlanAsync(runId).ConfigureAwait(false);
        Console.Out.WriteLine($"Run {runId}: {plan.Questions:N0} questions about {plan.Images:N0} images of '{plan.Dataset}', {plan.Models.Count} models");
        foreach (var warning in OutputLimits.Warnings(plan))
            Console.Out.WriteLine(warning);
        var progress = plan.Models.Select(model => new ModelProgress(model.Manifest.Id, plan.QuestionsOf(model)) { Kind = model.Manifest.Kind }).ToList();
        var meters = new ProgressMeters(progress, context.Time);
        var status = new StatusWriter(context, plan, meters.Read);
        WriteReportResult? result;
        try
        {
            result = await ShowProgressAsync(conductor.RunAsync(plan, progress), new ProgressDisplay(meters.Read, context.Time), status).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (interruption.Draining.IsCancellationRequested)
        {
            result = null;
        }
        catch (UserException exception)
        {
            await status.TryWriteAsync(RunStates.Failed, exception.Message).ConfigureAwait(false);
            throw;
        }

        if (result is null)
            return await SayInterruptedAsync(status, progress).ConfigureAwait(false);
        await status.WriteAsync(RunStates.Done, null, CancellationToken.None).ConfigureAwait(false);
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

    private async Task<int> SayInterruptedAsync(StatusWriter status, IReadOnlyList<ModelProgress> progress)
    {
        await status.TryWriteAsync(RunStates.Interrupted, null).ConfigureAwait(false);
        Console.Out.WriteLine();
        Console.Out.WriteLine($"Interrupted: {progress.Sum(model => model.Done):N0} of {progress.Sum(model => model.Questions):N0} answers are in the response log.");
        Console.Out.WriteLine($"Resume, asking none of them again, with: mubench run {file}{StoreArgument.Of(storeSetting)}");
        return ExitCodes.Interrupted;
    }
}
