namespace MuBench.Models.Servers;

/// <summary>What a model's own server tells of itself; null where it does not.</summary>
public sealed record ServerFacts
{
    /// <summary>Who the server is, such as <c>vllm</c>.</summary>
    public string? Product { get; init; }

    /// <summary>Its version.</summary>
    public string? Version { get; init; }

    /// <summary>The type that it computes in, such as <c>bfloat16</c>.</summary>
    public string? Dtype { get; init; }

    /// <summary>Most tokens of a question and its answer.</summary>
    public long? MaxLength { get; init; }

    /// <summary>Further arguments that it was started with, as far as they bear on answers.</summary>
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
