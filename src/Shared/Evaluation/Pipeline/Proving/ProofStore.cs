using System.Text.Json;
using MuBench.Proofs;
using MuBench.Storage;

namespace MuBench.Pipeline.Proving;

/// <summary>Reads and writes <c>proof.json</c> and <c>proofs/MODELID.json</c>.</summary>
internal static class ProofStore
{
    /// <summary>The proof of a result; null if the result is from a version without proofs.</summary>
    public static async Task<RunProof?> TryReadAsync(IArtifactStore store, ResultFolder results, CancellationToken cancellationToken)
    {
        var proof = await JsonDocuments.TryReadAsync(store, results.Proof, ProofJsonContext.Default.RunProof, cancellationToken).ConfigureAwait(false);
        return proof is null or { FormatVersion: RunProof.CurrentFormatVersion }
            ? proof
            : throw JsonDocuments.WrongVersion(results.Proof, proof.FormatVersion, RunProof.CurrentFormatVersion);
    }

    /// <summary>The proof of a model's scores; null if they are from a version without proofs.</summary>
    public static async Task<ModelProof?> TryReadAsync(IArtifactStore store, ResultFolder results, string modelId, CancellationToken cancellationToken)
    {
        var path = results.ModelProof(modelId);
        var proof = await JsonDocuments.TryReadAsync(store, path, ProofJsonContext.Default.ModelProof, cancellationToken).ConfigureAwait(false);
        return proof is null or { FormatVersion: ModelProof.CurrentFormatVersion }
            ? proof
            : throw JsonDocuments.WrongVersion(path, proof.FormatVersion, ModelProof.CurrentFormatVersion);
    }

    /// <summary>Writes the proof of a result.</summary>
    public static Task WriteAsync(IArtifactStore store, ResultFolder results, RunProof proof, CancellationToken cancellationToken) =>
        store.WriteAsync(results.Proof, JsonSerializer.SerializeToUtf8Bytes(proof, ProofJsonContext.Default.RunProof), cancellationToken);

    /// <summary>Writes the proof of a model's scores.</summary>
    public static Task WriteAsync(IArtifactStore store, ResultFolder results, ModelProof proof, CancellationToken cancellationToken) =>
        store.WriteAsync(results.ModelProof(proof.Id), Render(proof), cancellationToken);

    /// <summary>The bytes of a model's proof. Equal proofs give equal bytes.</summary>
    public static byte[] Render(ModelProof proof) => JsonSerializer.SerializeToUtf8Bytes(proof, ProofJsonContext.Default.ModelProof);
}
