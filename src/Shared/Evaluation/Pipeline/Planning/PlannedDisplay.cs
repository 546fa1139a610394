using MuBench.Datasets;
using MuBench.Imaging.Display;
using MuBench.Manifests;
using MuBench.Scoring.Results;

namespace MuBench.Pipeline.Planning;

/// <summary>The display rule for images of a run with more than 8 bits per sample; the same for every model.</summary>
/// <param name="Rule">The rule, as text of <see cref="DisplayRule"/>.</param>
/// <param name="SetBy">The source of the rule: one of <see cref="DisplaySources"/>.</param>
/// <param name="Items">Number of items of the run with such images.</param>
public sealed record PlannedDisplay(string Rule, string SetBy, int Items)
{
    /// <summary>
    /// Chooses the rule: the manifest's, else the dataset's, else the authors' loader for the official release and <see
    /// cref="DisplayRule.Default"/> for other datasets.
    /// </summary>
    /// <returns>The choice; null if no image of the run has more than 8 bits.</returns>
    internal static PlannedDisplay? Of(BenchmarkManifest benchmark, DatasetInfo dataset, int items)
    {
        if (items == 0)
            return null;
        var (rule, setBy) = benchmark.Display is { } asked ? (DisplayRule.Parse(asked), DisplaySources.Manifest)
            : dataset.Display is { } kept ? (DisplayRule.Parse(kept), DisplaySources.Dataset)
            : (dataset.IsOfficial ? DisplayRule.Authors : DisplayRule.Default, DisplaySources.Default);
        return new PlannedDisplay(rule.WithBits(dataset.Depth?.Bits ?? 16).ToString(), setBy, items);
    }

    /// <summary>The rule.</summary>
    public DisplayRule ToRule() => DisplayRule.Parse(Rule);
}
