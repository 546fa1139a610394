namespace MuBench.Models.Servers;

/// <summary>Facts that a model's own server reports; null if it does not.</summary>
internal sealed record ServerFacts
{
    /// <summary>The server software, such as <c>vllm</c>.</summary>
    public string? Product { get; init; }

    /// <summary>Its version.</summary>
    public string? Version { get; init; }

    /// <summary>The data type of its computation, such as <c>bfloat16</c>.</summary>
    public string? Dtype { get; init; }

    /// <summary>Maximum number of input and output tokens of a call.</summary>
    public long? MaxLength { get; init; }

    /// <summary>Further start arguments that affect responses.</summary>
    public string? Arguments { get; init; }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", new[]
    {
        (Product, Version) is (null, null) ? null : $"{Product} {Version}".Trim(),
        Dtype,
        MaxLength is { } length ? $"up to {length:N0} tokens" : null,
        Arguments,
    }.OfType<string>());
}
