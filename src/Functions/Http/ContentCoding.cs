using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace MuBench.Functions.Http;

/// <summary>The compressions of documents.</summary>
internal static class ContentCoding
{
    /// <summary>Brotli, which is preferred.</summary>
    public const string Brotli = "br";

    /// <summary>Gzip.</summary>
    public const string Gzip = "gzip";

    /// <summary>The compression that a request accepts; null if it accepts none, or prefers none.</summary>
    public static string? Choose(HttpRequest request)
    {
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
}
