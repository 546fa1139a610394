using System.Security.Cryptography;
using System.Text;
using MuBench.Json;
using MuBench.Naming;

namespace MuBench.Storage;

/// <summary>The content hash of a model folder. Two folders with the same hash are the same model.</summary>
public static class ModelFolderHash
{
    /// <summary>
    /// Hashes the relative paths and contents of all files under <paramref name="folder"/>, without <see cref="ModelFolderNames.Reference"/>.
    /// </summary>
    /// <exception cref="UserException">The folder does not exist.</exception>
    public static async Task<string> OfAsync(IArtifactStore store, StorePath folder, CancellationToken cancellationToken)
    {
        var lines = new StringBuilder();
        await foreach (var file in store.ListAsync(folder, cancellationToken).ConfigureAwait(false))
        {
            var name = file.Path.Value[(folder.Value.Length + 1)..];
            if (name == ModelFolderNames.Reference)
                continue;
            var stream = await store.OpenReadAsync(file.Path, cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                var hash = await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false);
                lines.Append(name).Append('\n').Append(Convert.ToHexStringLower(hash)).Append('\n');
            }
        }

        return lines.Length > 0
            ? Hashing.Sha256(Encoding.UTF8.GetBytes(lines.ToString()))
            : throw new UserException($"There is no model folder '{folder}' in the store {store.Description}. Copy the model there, or give a path beside the manifest that begins with './'.");
    }
}
