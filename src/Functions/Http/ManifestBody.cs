using Microsoft.AspNetCore.Http;
using MuBench.Manifests;

namespace MuBench.Functions.Http;

/// <summary>A manifest in the body of a request.</summary>
internal static class ManifestBody
{
    /// <summary>Reads the body; of one above <see cref="ManifestReader.MaxBytes"/> one byte more than that, for the reader to refuse it.</summary>
    public static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var bytes = new byte[ManifestReader.MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return bytes[..length];
    }
}
