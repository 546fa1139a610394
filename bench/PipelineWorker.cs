using System.Diagnostics;
using MuBench.Cli;
using MuBench.Cli.Running;
using MuBench.Endpoints;
using MuBench.Pipeline;
using MuBench.Secrets;
using MuBench.Storage.Disk;
using MuBench.Throttling;

namespace MuBench.Bench;

/// <summary>
/// The evaluation alone, in its own process: <c>worker STORE RUNID</c>. Prints the seconds from the first call to the last
/// acknowledged response. A small run before it warms connections and code, as in the bare loop.
/// </summary>
internal static class PipelineWorker
{
    public static async Task<int> RunAsync(string folder, string warmUpRunId, string runId)
    {
        var context = new PipelineContext(
            new DiskStore(folder), new SecretResolver(_ => null), EndpointPolicy.ForCli(null), TimeProvider.System);
        using var interruption = new Interruption();
        await RunAsync(context, interruption, warmUpRunId);
        Console.WriteLine((await RunAsync(context, interruption, runId)).TotalSeconds.ToString("F3"));
        return 0;
    }

    private static async Task<TimeSpan> RunAsync(PipelineContext context, Interruption interruption, string runId)
    {
        await using var conductor = new RunConductor(context, null, interruption.Draining, interruption.Abandoned);
        var plan = await conductor.PlanAsync(runId);
        var progress = new ModelProgress(plan.Models[0].Manifest.Id, plan.Questions);
        var watch = Stopwatch.StartNew();
        var running = conductor.RunAsync(plan, [progress]);
        while (progress.InFlight == 0 && progress.Done == 0)
            await Task.Delay(1);
        var started = watch.Elapsed;
        while (progress.Done < plan.Questions && !running.IsCompleted)
            await Task.Delay(2);
        var evaluated = watch.Elapsed - started;
        await running;
        return progress.Done == plan.Questions ? evaluated : throw new InvalidOperationException($"Only {progress.Done} of {plan.Questions} were answered.");
    }
}
