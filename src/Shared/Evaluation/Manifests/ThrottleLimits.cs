namespace MuBench.Manifests;

/// <summary>The manifest's limits for one endpoint.</summary>
internal sealed record ThrottleLimits
{
    /// <summary>
    /// Maximum number of calls in flight if the manifest sets none: high enough for a hosted model, low enough for a
    /// local server.
    /// </summary>
    public const int DefaultMaxConcurrency = 64;

    /// <summary>Fixed maximum number of calls in flight; null for <see cref="DefaultMaxConcurrency"/> with an adaptive limit below it.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>Calls per minute, including retries; null for no fixed limit.</summary>
    public double? RequestsPerMinute { get; init; }

    /// <summary>Input and output tokens per minute; null for no fixed limit.</summary>
    public double? TokensPerMinute { get; init; }

    /// <summary>Whether the manifest sets any limit.</summary>
    public bool IsAny => MaxConcurrency is not null || RequestsPerMinute is not null || TokensPerMinute is not null;

    /// <summary>The maximum that applies.</summary>
    public int Ceiling => MaxConcurrency ?? DefaultMaxConcurrency;

    /// <summary>The stricter of two limits, field by field: the common limit of two models that share an endpoint.</summary>
    public static ThrottleLimits Strictest(ThrottleLimits a, ThrottleLimits b) => new()
    {
        MaxConcurrency = Min(a.MaxConcurrency, b.MaxConcurrency),
        RequestsPerMinute = Min(a.RequestsPerMinute, b.RequestsPerMinute),
        TokensPerMinute = Min(a.TokensPerMinute, b.TokensPerMinute),
    };

    private static T? Min<T>(T? a, T? b)
        where T : struct, IComparable<T> =>
        a is { } x && b is { } y ? (x.CompareTo(y) <= 0 ? x : y) : a ?? b;
}
