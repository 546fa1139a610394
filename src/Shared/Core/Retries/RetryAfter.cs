using System.Globalization;
using System.Net.Http.Headers;

namespace MuBench.Retries;

/// <summary>Reads how long an endpoint asks a client to wait.</summary>
public static class RetryAfter
{
    // Longer than any server means, and short enough for a TimeSpan. Callers apply their own, shorter limit.
    private const double MaxSeconds = 365 * 86_400.0;

    /// <summary>Converts seconds to a time, at most one year.</summary>
    public static TimeSpan Bounded(double seconds) => TimeSpan.FromSeconds(Math.Min(seconds, MaxSeconds));

    /// <summary>Reads <c>retry-after-ms</c>, otherwise <c>Retry-After</c> in seconds or as a date; null if both are absent.</summary>
    public static TimeSpan? Read(HttpResponseHeaders? headers)
    {
        if (Number(headers.Value("retry-after-ms")) is { } milliseconds)
            return Bounded(milliseconds / 1000);
        var value = headers.Value("Retry-After");
        if (Number(value) is { } seconds)
            return Bounded(seconds);
        // A date is relative to the server's clock, which the Date header gives.
        return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out var until)
            && DateTimeOffset.TryParse(headers.Value("Date"), CultureInfo.InvariantCulture, out var now)
            && until > now
            ? until - now
            : null;
    }

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0 ? number : null;
}
