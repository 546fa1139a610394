using System.Collections.Concurrent;
using MuBench.Storage;

namespace MuBench.Pipeline.Planning;

/// <summary>Content hashes of the model folders of one plan. A folder that several models use is read once.</summary>
internal sealed class ModelFolderHashes(IArtifactStore store, CancellationToken cancellationToken)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _hashes = new(StringComparer.Ordinal);

    /// <inheritdoc cref="ModelFolderHash.OfAsync"/>
    public Task<string> OfAsync(string folder) => _hashes.GetOrAdd(
        folder, _ => new Lazy<Task<string>>(() => ModelFolderHash.OfAsync(store, StorePath.Parse(folder), cancellationToken))).Value;
}
