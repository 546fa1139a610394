using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;

namespace MuBench.Throttling;

/// <summary>
/// Reads the limits that providers report: <c>x-ratelimit-*</c> (OpenAI, Azure OpenAI, Groq, OpenRouter),
/// <c>anthropic-ratelimit-*</c>, and the plain <c>ratelimit-*</c> of the IETF draft.
/// </summary>
internal static class QuotaHeaders
{
    // The longest quotas are monthly; a later reset is a mistake.
    private const double MaxResetSeconds = 31 * 86_400.0;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");
    private static readonly string[] TokenLimits = ["tokens", "input-tokens", "output-tokens"];

    /// <summary>Reads a response's headers; null if they contain no usable limit.</summary>
    /// <param name="headers">The headers.</param>
    /// <param name="now">This machine's time, used for absolute times if the response has no server time.</param>
    public static QuotaReading? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(headers);
        if (!HaveLimits(headers))
            return null;
        var clock = headers.Date ?? now;
        var requests = Refilling(headers, "requests", clock) ?? Window(headers, clock);
        var tokens = TokenLimits.Select(what => Refilling(headers, what, clock)).OfType<Quota>()
            .OrderBy(quota => quota.Remaining / (quota.Limit ?? double.MaxValue)).FirstOrDefault();
        return requests is null && tokens is null ? null : new QuotaReading(requests, tokens);
    }

    // Most servers report none, and looking for each name would take longer.
    private static bool HaveLimits(HttpResponseHeaders headers)
    {
        foreach (var header in headers.NonValidated)
        {
            if (header.Key.Contains("ratelimit", StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static Quota? Refilling(HttpResponseHeaders headers, string what, DateTimeOffset clock) =>
        Make(
            Text(headers, $"x-ratelimit-remaining-{what}", $"anthropic-ratelimit-{what}-remaining"),
            Text(headers, $"x-ratelimit-limit-{what}", $"anthropic-ratelimit-{what}-limit"),
            Text(headers, $"x-ratelimit-reset-{what}", $"anthropic-ratelimit-{what}-reset"),
            clock,
            refills: true);

    private static Quota? Window(HttpResponseHeaders headers, DateTimeOffset clock) =>
        Make(
            Text(headers, "x-ratelimit-remaining", "ratelimit-remaining"),
            Text(headers, "x-ratelimit-limit", "ratelimit-limit"),
            Text(headers, "x-ratelimit-reset", "ratelimit-reset"),
            clock,
            refills: false);

    private static Quota? Make(string? remaining, string? limit, string? reset, DateTimeOffset clock, bool refills)
    {
        // Some gateways send -1 for "no limit". Without a reset time it is unknown how long a zero lasts.
        if (Number(remaining) is not { } left || left < 0 || Seconds(reset, clock) is not { } seconds || seconds is <= 0 or > MaxResetSeconds)
            return null;
        return new Quota(left, Number(limit) is { } whole && whole > 0 ? whole : null, seconds, refills);
    }

    private static string? Text(HttpResponseHeaders headers, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (headers.TryGetValues(name, out var values))
                return values.First();
        }

        return null;
    }

    /// <summary>
    /// Reads seconds: a number of them, a duration such as <c>6m0s</c> or <c>120ms</c>, a time in RFC 3339, or a time
    /// in seconds or milliseconds since 1970.
    /// </summary>
    private static double? Seconds(string? text, DateTimeOffset clock)
    {
        const double FirstEpochSecond = 1e9;
        const double FirstEpochMillisecond = 1e12;
        return Number(text) switch
        {
            >= FirstEpochMillisecond and var milliseconds => (milliseconds / 1000) - clock.ToUnixTimeSeconds(),
            >= FirstEpochSecond and var seconds => seconds - clock.ToUnixTimeSeconds(),
            { } seconds => seconds,
            null when Duration(text) is { } duration => duration,
            _ => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? (moment - clock).TotalSeconds : null,
        };
    }

    private static double? Duration(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return null;
        var sum = 0.0;
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExcept(NumberCharacters);
            if (digits <= 0 || Number(text[..digits]) is not { } number)
                return null;
            var unit = text[digits..];
            var length = unit.IndexOfAny(NumberCharacters) is var end and >= 0 ? end : unit.Length;
            double? scale = unit[..length] switch { "ms" => 0.001, "s" => 1, "m" => 60, "h" => 3600, "d" => 86_400, _ => null };
            if (scale is null)
                return null;
            sum += number * scale.Value;
            text = unit[length..];
        }

        return sum;
    }

    private static double? Number(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
