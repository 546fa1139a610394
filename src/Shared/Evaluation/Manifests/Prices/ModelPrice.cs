using System.Globalization;

namespace MuBench.Manifests.Prices;

/// <summary>The token prices of a model, in US dollars per million.</summary>
/// <param name="Input">Price of input tokens.</param>
/// <param name="Output">Price of output tokens.</param>
/// <param name="CachedInput">Price of input tokens that the provider had cached.</param>
/// <param name="Factor">The factor of the delivery: the batch factor, or 1.</param>
/// <param name="Origin">Source of the price, as text.</param>
internal sealed record ModelPrice(decimal Input, decimal Output, decimal CachedInput, decimal Factor, string Origin)
{
    private const decimal Million = 1_000_000m;

    /// <summary>Price of input tokens that the provider writes to its cache; null for the price of other input tokens.</summary>
    public decimal? CacheWrite { get; init; }

    /// <summary>The service tier that has this price: one of <see cref="ServiceTiers"/>.</summary>
    public string Tier { get; init; } = ServiceTiers.Standard;

    /// <summary>The cost of a call in US dollars.</summary>
    public decimal CostOf(TokenUsage usage)
    {
        // Some gateways report more cached input tokens than input tokens.
        var cached = Math.Clamp(usage.CachedInput, 0, usage.Input);
        var written = Math.Clamp(usage.CacheWrite, 0, usage.Input - cached);
        return Factor * ((Input * (usage.Input - cached - written)) + (CachedInput * cached) + ((CacheWrite ?? Input) * written) + (Output * usage.Output)) / Million;
    }

    /// <summary>The price as text.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"${Factor * Input:0.######} in, {(CachedInput == Input ? "" : $"${Factor * CachedInput:0.######} cached, ")}${Factor * Output:0.######} out per million tokens{(Tier == ServiceTiers.Standard ? "" : $" in the tier '{Tier}'")} ({Origin})");
}
