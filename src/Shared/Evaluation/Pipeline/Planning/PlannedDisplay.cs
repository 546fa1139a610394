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
    /// <exception cref="UserException">The rule has no range for the dataset's samples.</exception>
    internal static PlannedDisplay? Of(BenchmarkManifest benchmark, DatasetInfo dataset, int items)
    {
        if (items == 0)
            return null;
        var (rule, setBy) = benchmark.Display is { } asked ? (DisplayRule.Parse(asked), DisplaySources.Manifest)
            : dataset.Display is { } kept ? (DisplayRule.Parse(kept), DisplaySources.Dataset)
            : (dataset.IsOfficial ? DisplayRule.Authors : DisplayRule.Default, DisplaySources.Default);
        if (rule is { Method: DisplayMethod.Full, High: 0 } && dataset.Depth?.WideImages is { } wide)
        {
            throw new UserException(
                $"benchmark.display 'full' shows every image in the range of the bits that the dataset uses, and {wide} of its images have floating-point, signed or 32-bit samples "
                + $"(from {dataset.Depth.WideLowest:G5} to {dataset.Depth.WideHighest:G5}). State the range, as 'full 0-4095', or use 'percentile' or 'minmax'.");
        }

        return new PlannedDisplay(rule.WithBits(dataset.Depth?.Bits ?? 16).ToString(), setBy, items);
    }

    /// <summary>The rule.</summary>
    public DisplayRule ToRule() => DisplayRule.Parse(Rule);
}
