using System.Globalization;

namespace MuBench.Manifests.Prices;

/// <summary>What a model's tokens cost, in US dollars per million.</summary>
/// <param name="Input">Price of input tokens.</param>
/// <param name="Output">Price of output tokens.</param>
/// <param name="CachedInput">Price of input tokens that the provider had cached.</param>
/// <param name="Factor">What delivery changes of it: the batch factor, or 1.</param>
/// <param name="Origin">Where the price comes from, in words.</param>
internal sealed record ModelPrice(decimal Input, decimal Output, decimal CachedInput, decimal Factor, string Origin)
{
    private const decimal Million = 1_000_000m;

    /// <summary>What a call cost.</summary>
    public decimal CostOf(TokenUsage usage)
    {
        // Some gateways report more cached tokens than tokens.
        var cached = Math.Clamp(usage.CachedInput, 0, usage.Input);
        return Factor * ((Input * (usage.Input - cached)) + (CachedInput * cached) + (Output * usage.Output)) / Million;
    }

    /// <summary>The price in words.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"${Factor * Input:0.######} in, ${Factor * Output:0.######} out per million tokens ({Origin})");
}
