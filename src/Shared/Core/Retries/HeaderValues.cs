using System.Net.Http.Headers;

namespace MuBench.Retries;

/// <summary>Reads single values of response headers.</summary>
public static class HeaderValues
{
    /// <summary>The first value of a header; null if it is absent.</summary>
    public static string? Value(this HttpResponseHeaders? headers, string name) =>
        headers is not null && headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
