using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Preparing;
using MuBench.Proofs;
using MuBench.Storage;
using MuBench.Versions;

namespace MuBench.Pipeline.Proving;

/// <summary>Collects the inputs of a report for its proof.</summary>
internal sealed class RunProver(IArtifactStore store, RunPlan plan, ResultFolder results)
{
    /// <summary>The proof of a report before it is written; null if a model was scored by a version without proofs.</summary>
    public async Task<RunProof?> TryProveAsync(CancellationToken cancellationToken)
    {
        var records = 0;
        foreach (var model in plan.Models)
        {
            if (await ProofStore.TryReadAsync(store, results, model.Manifest.Id, cancellationToken).ConfigureAwait(false) is not { } proof)
                return null;
            records += proof.Logs.Sum(log => log.Records);
        }

        var files = await FilesAsync(cancellationToken).ConfigureAwait(false);
        return new RunProof
        {
            RunId = plan.RunId,
            Code = CodeVersion.Current,
            Root = RunProof.RootOf(files),
            Records = records,
            Files = files,
            Report = [],
        };
    }

    /// <summary>The digests of the report's current input files, in the order of the proof.</summary>
    public async Task<IReadOnlyList<FileDigest>> FilesAsync(CancellationToken cancellationToken)
    {
        var paths = await PathsAsync(cancellationToken).ConfigureAwait(false);
        return [.. (await FileDigests.TryOfAllAsync(store, paths, cancellationToken).ConfigureAwait(false)).OfType<FileDigest>()];
    }

    private async Task<IReadOnlyList<StorePath>> PathsAsync(CancellationToken cancellationToken)
    {
        var paths = new List<StorePath>
        {
            StoreLayout.RunManifest(plan.RunId), StoreLayout.RunSources(plan.RunId), StoreLayout.RunPlan(plan.RunId), StoreLayout.DatasetInfo(plan.Dataset),
        };
        paths.AddRange(plan.Shards.Select(shard => StoreLayout.Shard(plan.Dataset, shard.Index)));
        for (var look = 1; look <= plan.Sampling?.Stopped?.Looks; look++)
            paths.Add(StoreLayout.RunLook(plan.RunId, look));
        if (plan.Sampling is not null || plan.Manifest.Benchmark.Limit is not null)
            paths.Add(StoreLayout.RunHelpers(plan.RunId));
        paths.AddRange(plan.Models.Select(model => model.Interpolation).OfType<PlannedInterpolation>().Where(point => point.IsMixture)
            .Select(InterpolatedFolder.InfoOf).Distinct());
        foreach (var model in plan.Models.Where(model => model is { Pass: null, Manifest.Gpu: not null }))
        {
            await foreach (var wake in store.ListAsync(StoreLayout.RunServer(plan.RunId, model.Manifest.Id), cancellationToken).ConfigureAwait(false))
                paths.Add(wake.Path);
        }

        foreach (var id in plan.Models.Select(model => model.Manifest.Id))
            paths.AddRange(results.ModelProof(id), results.Scores(id));
        return paths;
    }
}
