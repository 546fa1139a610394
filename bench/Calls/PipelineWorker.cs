using MuBench.Endpoints;
using MuBench.Pipeline;
using MuBench.Pipeline.Evaluating;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Preparing;
using MuBench.Secrets;
using MuBench.Storage.Disk;
using MuBench.Throttling;

namespace MuBench.Bench.Calls;

/// <summary>
/// The evaluation alone, in its own process: <c>worker STORE WARMUP-RUNID RUNID</c>. Prints what the third step costs: from the reading of
/// the first shard to the last acknowledged response. A run before it warms connections and code, as in the other loops.
/// </summary>
internal static class PipelineWorker
{
    public static async Task<int> RunAsync(string folder, string warmUpRunId, string runId)
    {
        var context = new PipelineContext(
            new DiskStore(folder), new SecretResolver(_ => null), EndpointPolicy.ForCli(null), TimeProvider.System);
        await RunAsync(context, warmUpRunId);
        (await RunAsync(context, runId)).Print();
        return 0;
    }

    private static async Task<CallCost> RunAsync(PipelineContext context, string runId)
    {
        await new PlanRun(context).RunAsync(new PlanRunRequest(runId));
        var inputs = new RunInputs(context);
        await using var pool = new ModelPool(context);
        var (plan, _) = await inputs.GetAsync(runId, CancellationToken.None);
        var model = plan.Models[0].Manifest.Id;
        await new PrepareModel(context, pool).RunAsync(new PrepareModelRequest(runId, model));
        var shards = new EvaluateShards(inputs, new EvaluateShard(context, pool, inputs), context.Time);
        var progress = new ModelProgress(model, plan.Questions);
        var request = new EvaluateShardsRequest(runId, model, [.. Enumerable.Range(0, plan.Shards.Count)]);
        var cost = await CallCost.MeasureAsync(() => shards.RunAsync(request, progress));
        return progress.Done == plan.Questions ? cost : throw new InvalidOperationException($"Only {progress.Done} of {plan.Questions} were answered.");
    }
}
