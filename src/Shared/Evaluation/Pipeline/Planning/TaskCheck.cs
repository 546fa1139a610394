using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Storage;

namespace MuBench.Pipeline.Planning;

/// <summary>Checks the tasks of a manifest against its dataset, as planning does.</summary>
public static class TaskCheck
{
    /// <summary>The fault of the tasks; null if the dataset has a question of each.</summary>
    /// <param name="store">The store that has the dataset.</param>
    /// <param name="benchmark">The manifest's benchmark, with the name of a dataset in the store.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async Task<string?> FaultOfAsync(IArtifactStore store, BenchmarkManifest benchmark, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(benchmark);
        try
        {
            var reader = await DatasetReader.OpenAsync(store, benchmark.Dataset, cancellationToken).ConfigureAwait(false);
            await ShardPlanner.PlanAsync(reader, new RunManifest { Name = "", Benchmark = benchmark, Models = [] }, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (UserException fault)
        {
            return fault.Message.TrimEnd('.');
        }
    }
}
