using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using MuBench.Functions.Triggers;

namespace MuBench.Functions.Hosting;

/// <summary>Removes the functions of the trigger that is not chosen, so that exactly one of the two is active.</summary>
internal sealed class ChosenTrigger(IFunctionMetadataProvider all, AppSettings settings) : IFunctionMetadataProvider
{
    /// <inheritdoc/>
    public async Task<ImmutableArray<IFunctionMetadata>> GetFunctionMetadataAsync(string directory)
    {
        string[] others = settings.Trigger == AppSettings.BlobTrigger ? [nameof(ManifestQueued)] : [nameof(ManifestUploaded), nameof(ManifestsListed)];
        var functions = await all.GetFunctionMetadataAsync(directory);
        return [.. functions.Where(function => !others.Contains(function.Name, StringComparer.Ordinal))];
    }
}
