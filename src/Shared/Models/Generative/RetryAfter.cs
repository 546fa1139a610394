using System.Globalization;
using System.Net.Http.Headers;

namespace MuBench.Models.Generative;

/// <summary>Reads how long an endpoint asks to be left alone.</summary>
internal static class RetryAfter
{
    private const double LongestSeconds = 86_400;

    /// <summary>Reads <c>retry-after-ms</c>, else <c>Retry-After</c> in seconds or as a date; null where there is neither.</summary>
    public static TimeSpan? Read(HttpResponseHeaders? headers)
    {
        if (Number(headers.Value("retry-after-ms"), 1000 * LongestSeconds) is { } milliseconds)
            return TimeSpan.FromMilliseconds(milliseconds);
        var value = headers.Value("Retry-After");
        if (Number(value, LongestSeconds) is { } seconds)
            return TimeSpan.FromSeconds(seconds);
        // A date is relative to the server's clock, which it sends along.
        return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out var until)
            && DateTimeOffset.TryParse(headers.Value("Date"), CultureInfo.InvariantCulture, out var now)
            && until > now
            ? until - now
            : null;
    }

    private static double? Number(string? text, double limit) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0 && number < limit ? number : null;
}
