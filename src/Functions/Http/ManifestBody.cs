using Microsoft.AspNetCore.Http;
using MuBench.Manifests;

namespace MuBench.Functions.Http;

/// <summary>Reads a manifest from the body of a request.</summary>
internal static class ManifestBody
{
    /// <summary>
    /// Reads the body. Of a body above <see cref="ManifestReader.MaxBytes"/>, only one byte more than that is read, which is enough for
    /// the reader to refuse it.
    /// </summary>
    public static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var bytes = new byte[ManifestReader.MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return bytes[..length];
    }
}
