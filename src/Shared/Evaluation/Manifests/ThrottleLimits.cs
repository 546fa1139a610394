namespace MuBench.Manifests;

/// <summary>What a manifest allows towards one endpoint.</summary>
internal sealed record ThrottleLimits
{
    /// <summary>Most calls in flight where the manifest gives no bound: wide enough for a hosted model, narrow enough for a server of one's own.</summary>
    public const int DefaultMaxConcurrency = 64;

    /// <summary>A hard upper bound on calls in flight; null for <see cref="DefaultMaxConcurrency"/>, approached with care.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>Calls per minute, retries included; null for as many as the endpoint takes.</summary>
    public double? RequestsPerMinute { get; init; }

    /// <summary>Input and output tokens per minute; null for as many as the endpoint takes.</summary>
    public double? TokensPerMinute { get; init; }

    /// <summary>The bound in force.</summary>
    public int Ceiling => MaxConcurrency ?? DefaultMaxConcurrency;

    /// <summary>The stricter of two, field by field: what two models that share an endpoint may do together.</summary>
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
