using MuBench.Cli.Embeddings;
using MuBench.Cli.Overriding;
using MuBench.Pipeline.Estimating;
using MuBench.Pipeline.Planning;
using MuBench.Storage.Blob;

namespace MuBench.Cli.Estimating;

/// <summary>Shows the plan of a run and what it would cost. Folders beside the manifest are prepared in the store; nothing is asked.</summary>
internal static class DryRun
{
    /// <summary>Prints the plan and the estimate.</summary>
    public static async Task<int> PrintAsync(string file, RunOverrides overrides, string? storeSetting, TextWriter output, CancellationToken cancellationToken)
    {
        var planned = new PlannedRun(StoreFactory.Open(storeSetting), output);
        var runId = await planned.PlanAsync(file, overrides, cancellationToken).ConfigureAwait(false);
        var (plan, _) = await planned.Inputs.GetAsync(runId, cancellationToken).ConfigureAwait(false);
        var benchmark = plan.Manifest.Benchmark;
        await output.WriteLineAsync(PlanText.Of(plan)).ConfigureAwait(false);
        await output.WriteLineAsync($"Tasks {string.Join(", ", benchmark.Tasks)}; {benchmark.Protocol} protocol; {plan.Shards.Count:N0} shard{(plan.Shards.Count == 1 ? "" : "s")}; seed {benchmark.Seed}").ConfigureAwait(false);
        TextTable.Write(
            output,
            ["model", "kind", "asked as", "log", "questions"],
            [.. plan.Models.Select(model => (string[])
            [
                model.Manifest.Id, model.Manifest.Kind, model.Manifest.Model ?? model.Manifest.Deployment ?? model.Manifest.Source ?? "", model.Key[..8], $"{plan.QuestionsOf(model):N0}",
            ])],
            rightFrom: 4);
        foreach (var warning in OutputLimits.Warnings(plan))
            await output.WriteLineAsync(warning).ConfigureAwait(false);
        await output.WriteLineAsync().ConfigureAwait(false);
        EstimatePrinter.Print(await new EstimateRun(planned.Context, planned.Inputs).RunAsync(runId, null, cancellationToken).ConfigureAwait(false), output);
        await output.WriteLineAsync("Nothing was asked (--dry-run).").ConfigureAwait(false);
        return ExitCodes.Done;
    }
}
