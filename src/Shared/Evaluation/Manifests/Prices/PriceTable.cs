using System.Text.Json;
using System.Text.RegularExpressions;

namespace MuBench.Manifests.Prices;

/// <summary>The built-in list prices: one data file, each entry with its date and source.</summary>
internal static partial class PriceTable
{
    private const string ResourceName = "MuBench.Manifests.Prices.prices.json";

    private static readonly Lazy<PriceList> List = new(Load);

    /// <summary>All entries.</summary>
    public static IReadOnlyList<PriceEntry> Entries => List.Value.Prices;

    /// <summary>
    /// The entry of a provider's model, by its exact name, else by the name of which it is a dated snapshot; null if
    /// there is none.
    /// </summary>
    public static PriceEntry? Find(string provider, string model)
    {
        var name = model.StartsWith("models/", StringComparison.Ordinal) ? model["models/".Length..] : model;
        return Named(provider, name) ?? (Snapshot().Match(name) is { Success: true } match ? Named(provider, name[..match.Index]) : null);
    }

    /// <summary>The entry of a model by its name alone; null if there is none.</summary>
    public static PriceEntry? Find(string model) =>
        Entries.Select(entry => entry.Provider).Distinct(StringComparer.Ordinal).Select(provider => Find(provider, model)).FirstOrDefault(entry => entry is not null);

    private static PriceEntry? Named(string provider, string name) =>
        Entries.FirstOrDefault(entry => entry.Provider == provider && entry.Models.Contains(name, StringComparer.OrdinalIgnoreCase));

    private static PriceList Load()
    {
        using var stream = typeof(PriceTable).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"The assembly lacks its resource '{ResourceName}'.");
        return JsonSerializer.Deserialize(stream, PriceJsonContext.Default.PriceList)
            ?? throw new InvalidOperationException($"The resource '{ResourceName}' is empty.");
    }

    /// <summary>
    /// The suffix of a snapshot: a date, a revision or the word preview. It matches no suffix of another model, such as
    /// <c>-mini</c>.
    /// </summary>
    [GeneratedRegex(@"(-preview)?(-\d{4}-\d{2}-\d{2}|-\d{8}|@\d{8}|-\d{3}|-\d{2}-\d{4}|-latest|-preview)$", RegexOptions.CultureInvariant)]
    private static partial Regex Snapshot();
}
