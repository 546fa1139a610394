using MuBench.Storage;

namespace MuBench.Cli.Models;

/// <summary>Where a downloaded model goes.</summary>
/// <param name="Store">The store, or the parent of a local folder as one.</param>
/// <param name="Folder">The folder in it.</param>
/// <param name="Source">The folder as a manifest names it.</param>
internal sealed record ModelTarget(IArtifactStore Store, StorePath Folder, string Source);
