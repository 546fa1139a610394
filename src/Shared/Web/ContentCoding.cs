using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace MuBench.Web;

/// <summary>The compressions of documents.</summary>
public static class ContentCoding
{
    /// <summary>Brotli, which is preferred.</summary>
    public const string Brotli = "br";

    /// <summary>Gzip.</summary>
    public const string Gzip = "gzip";

    /// <summary>The compression that a request accepts; null if it accepts none, or prefers none.</summary>
    public static string? Choose(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var accepted))
            return null;
        var none = QualityOf("identity") ?? 0;
        return new[] { Brotli, Gzip }
            .Select(coding => (Coding: coding, Quality: QualityOf(coding) ?? QualityOf("*") ?? 0))
            .Where(choice => choice.Quality > 0 && choice.Quality >= none)
            .OrderByDescending(choice => choice.Quality) // stable: of two that are equally good, Brotli
            .Select(choice => choice.Coding)
            .FirstOrDefault();

        double? QualityOf(string coding) => accepted.Where(one => one.Value.Equals(coding, StringComparison.OrdinalIgnoreCase)).Select(one => (double?)(one.Quality ?? 1)).FirstOrDefault();
    }

    /// <summary>Compresses a document.</summary>
    /// <param name="bytes">The document.</param>
    /// <param name="coding"><see cref="Brotli"/> or <see cref="Gzip"/>.</param>
    public static byte[] Compress(byte[] bytes, string coding)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        using var parts = new PageParts(coding);
        return parts.Last(bytes);
    }

    /// <summary>A stream that compresses what is written to it.</summary>
    /// <param name="compressed">Where the compressed bytes go; it stays open.</param>
    /// <param name="coding"><see cref="Brotli"/> or <see cref="Gzip"/>.</param>
    internal static Stream Open(Stream compressed, string coding) => coding == Brotli
        ? new BrotliStream(compressed, CompressionLevel.Optimal, leaveOpen: true)
        : new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true);
}
