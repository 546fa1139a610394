using System.Globalization;
using MuBench.Datasets.Release;

namespace MuBench.Bench.Verdicts;

/// <summary>The accuracies that the authors published per source dataset of the fine task, and the numbers of images.</summary>
internal static class PublishedModels
{
    private static readonly List<string[]> Rows = Load();

    /// <summary>The models.</summary>
    public static IReadOnlyList<string> Names { get; } = Rows[0][1..];

    /// <summary>Numbers of images of the source datasets: 16,130 in all.</summary>
    public static IReadOnlyList<int> Images { get; } = [.. Rows[1..].Select(row => ImagesOf(row[0]))];

    /// <summary>The accuracies of a model by source dataset.</summary>
    public static double[] AccuraciesOf(int model) => [.. Rows[1..].Select(row => double.Parse(row[1 + model], CultureInfo.InvariantCulture) / 100)];

    // The release counts three sources in sum (970 images); they are divided here in nearly equal parts.
    private static int ImagesOf(string source)
    {
        var counts = OfficialRelease.Description.Counts;
        var (part, rest) = Math.DivRem(counts.SummedImages, counts.SummedSources.Count);
        return counts.Sources.TryGetValue(source, out var images) ? images : part + (source == counts.SummedSources[0] ? rest : 0);
    }

    private static List<string[]> Load()
    {
        using var reader = new StreamReader(typeof(PublishedModels).Assembly.GetManifestResourceStream("fine-by-source.csv")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))];
    }
}
