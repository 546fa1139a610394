using System.Globalization;
using System.Net.Http.Headers;

namespace MuBench.Retries;

/// <summary>Reads how long an endpoint asks to be left alone.</summary>
public static class RetryAfter
{
    // More than any server means, and little enough for a TimeSpan: whoever waits bounds it further.
    private const double MaxSeconds = 365 * 86_400.0;

    /// <summary>A wait in seconds as a time: a year where it is longer.</summary>
    public static TimeSpan Bounded(double seconds) => TimeSpan.FromSeconds(Math.Min(seconds, MaxSeconds));

    /// <summary>Reads <c>retry-after-ms</c>, else <c>Retry-After</c> in seconds or as a date; null where there is neither.</summary>
    public static TimeSpan? Read(HttpResponseHeaders? headers)
    {
        if (Number(headers.Value("retry-after-ms")) is { } milliseconds)
            return Bounded(milliseconds / 1000);
        var value = headers.Value("Retry-After");
        if (Number(value) is { } seconds)
            return Bounded(seconds);
        // A date is relative to the server's clock, which it sends along.
        return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out var until)
            && DateTimeOffset.TryParse(headers.Value("Date"), CultureInfo.InvariantCulture, out var now)
            && until > now
            ? until - now
            : null;
    }

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0 ? number : null;
}
