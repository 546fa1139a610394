using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using MuBench.Manifests;

namespace MuBench.Functions.Http;

/// <summary>A manifest from the body of a request, or the response that refuses the body.</summary>
/// <param name="Bytes">The body; empty if it is refused.</param>
/// <param name="Refusal">The response 413 or 415; null if the body was read.</param>
internal sealed record ManifestBody(byte[] Bytes, ContentResult? Refusal)
{
    /// <summary>
    /// Reads the body. A body that is not declared as JSON is refused: a browser sends such bodies to other sites with the user's
    /// sign-in and without asking, and a manifest spends money. A body above <see cref="ManifestReader.MaxBytes"/> is refused, and no
    /// more than one byte above that is read.
    /// </summary>
    public static async Task<ManifestBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!IsJson(request.ContentType))
        {
            var declared = string.IsNullOrWhiteSpace(request.ContentType) ? "The request has no Content-Type" : $"The Content-Type '{request.ContentType}' is not JSON";
            return Refuse(ApiResults.Problem(415, $"{declared}.", "Send the manifest with the header 'Content-Type: application/json'."));
        }

        if (request.ContentLength > ManifestReader.MaxBytes)
            return Refuse(TooLarge());
        var bytes = new byte[ManifestReader.MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return length > ManifestReader.MaxBytes ? Refuse(TooLarge()) : new ManifestBody(bytes[..length], null);
    }

    private static bool IsJson(string? type) => MediaTypeHeaderValue.TryParse(type, out var parsed)
        && (parsed.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || parsed.MediaType.Equals("text/json", StringComparison.OrdinalIgnoreCase)
            || parsed.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));

    private static ManifestBody Refuse(ContentResult refusal) => new([], refusal);

    private static ContentResult TooLarge() => ApiResults.Problem(413, $"The body is larger than {ManifestReader.MaxBytes:N0} bytes.", "A manifest names its data and does not contain it.");
}
