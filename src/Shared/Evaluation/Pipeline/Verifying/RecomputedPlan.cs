using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MuBench.Datasets;
using MuBench.Json;
using MuBench.Manifests;
using MuBench.Pipeline.Planning;
using MuBench.Proofs;
using MuBench.Storage;

namespace MuBench.Pipeline.Verifying;

/// <summary>Compares a plan with the manifest and the dataset from which it was made.</summary>
/// <remarks>Model keys are not computed again: they hash model folders of gigabytes, which a report does not need.</remarks>
internal sealed class RecomputedPlan(IArtifactStore store, RunInputs inputs, Findings findings)
{
    /// <summary>Checks a plan and, if requested, the images of its dataset.</summary>
    public async Task CheckAsync(RunPlan plan, bool images, CancellationToken cancellationToken)
    {
        var (_, reader) = await inputs.GetAsync(plan.RunId, cancellationToken).ConfigureAwait(false);
        await findings.CheckAsync("the plan follows from manifest and dataset index", async () =>
        {
            await ManifestAsync(plan, cancellationToken).ConfigureAwait(false);
            await DatasetAsync(plan, reader, cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
        if (images)
        {
            var bytes = reader.Info.Packs.Sum(pack => pack.Length);
            await findings.CheckAsync($"the images are those that were imported ({bytes:N0} bytes)", () => PacksAsync(reader.Info, cancellationToken)).ConfigureAwait(false);
        }
    }

    private async Task ManifestAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        var path = StoreLayout.RunManifest(plan.RunId);
        var json = await store.TryReadAsync(path, cancellationToken).ConfigureAwait(false) ?? throw new ArtifactNotFoundException(path, store.Description);
        if (Hashing.Sha256(json) != plan.ManifestSha256)
            findings.Differ($"{path}: is not the manifest that the plan was made from");
        var reading = ManifestReader.Read(json);
        if (reading.Manifest is not { } manifest)
        {
            findings.Differ($"{path}: cannot be read: {reading.Faults[0]}");
            return;
        }

        var resolved = await LocalSources.ResolveAsync(store, plan.RunId, manifest, cancellationToken).ConfigureAwait(false);
        Compare($"{StoreLayout.RunPlan(plan.RunId)} manifest.", plan.Manifest, resolved, PipelineJsonContext.Default.RunManifest);
    }

    private async Task DatasetAsync(RunPlan plan, DatasetReader reader, CancellationToken cancellationToken)
    {
        var path = StoreLayout.RunPlan(plan.RunId);
        if (reader.Info.Sha256 != plan.DatasetSha256)
            findings.Differ($"{path} datasetSha256: {plan.DatasetSha256} in the file, {reader.Info.Sha256} is the dataset's");
        var again = plan.Asking(await ShardPlanner.PlanAsync(reader, plan.Manifest, cancellationToken).ConfigureAwait(false));
        Compare($"{path} ", plan, plan.Sampling?.Stopped is { } stopped && again.Sampling is not null ? again.StoppedAs(stopped) : again, PipelineJsonContext.Default.RunPlan);
    }

    private async Task PacksAsync(DatasetInfo info, CancellationToken cancellationToken)
    {
        foreach (var pack in info.Packs)
        {
            var path = StoreLayout.Pack(info.Name, pack.Name);
            try
            {
                using var stream = await store.OpenReadAsync(path, cancellationToken).ConfigureAwait(false);
                var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
                if (hash != pack.Sha256)
                    findings.Differ($"{path}: changed; its SHA-256 was {pack.Sha256} and is {hash}");
            }
            catch (ArtifactNotFoundException)
            {
                findings.Differ($"{path}: is missing");
            }
        }
    }

    private void Compare<T>(string place, T stored, T recomputed, JsonTypeInfo<T> type)
    {
        foreach (var difference in JsonDifferences.Of(JsonSerializer.SerializeToElement(stored, type), JsonSerializer.SerializeToElement(recomputed, type)))
            findings.Differ($"{place}{difference}");
    }
}
