namespace MuBench.Datasets.Release;

/// <summary>The counts of a release that are known exactly.</summary>
public sealed record ReleaseCounts
{
    /// <summary>Rows of the release.</summary>
    public required int Images { get; init; }

    /// <summary>Images of the source datasets that the published results are over.</summary>
    public required int EvaluatedImages { get; init; }

    /// <summary>Questions about those images, per question key.</summary>
    public required IReadOnlyDictionary<string, int> EvaluatedQuestions { get; init; }

    /// <summary>Images per evaluated source dataset, where that is known exactly.</summary>
    public required IReadOnlyDictionary<string, int> Sources { get; init; }

    /// <summary>The evaluated source datasets of which only the sum of images is known.</summary>
    public required IReadOnlyList<string> SummedSources { get; init; }

    /// <summary>Images of <see cref="SummedSources"/> together.</summary>
    public required int SummedImages { get; init; }

    /// <summary>Images per source dataset that is in the release and in no published result.</summary>
    public required IReadOnlyDictionary<string, int> ReleaseOnlySources { get; init; }

    /// <summary>Source datasets whose rows do not name them; the name follows from the stain.</summary>
    public required IReadOnlyList<string> UnnamedSources { get; init; }

    /// <summary>Whether a source dataset is among those that the published results are over.</summary>
    public bool IsEvaluated(string source) => Sources.ContainsKey(source) || SummedSources.Contains(source);
}
