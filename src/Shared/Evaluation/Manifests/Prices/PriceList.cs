namespace MuBench.Manifests.Prices;

/// <summary>The data file of list prices, <c>prices.json</c>.</summary>
/// <param name="FormatVersion">Version of the file's format.</param>
/// <param name="Prices">The entries.</param>
internal sealed record PriceList(int FormatVersion, IReadOnlyList<PriceEntry> Prices);
