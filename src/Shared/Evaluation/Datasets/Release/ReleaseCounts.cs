namespace MuBench.Datasets.Release;

/// <summary>The counts of a release. All of them are exact.</summary>
public sealed record ReleaseCounts
{
    /// <summary>Rows of the release.</summary>
    public required int Images { get; init; }

    /// <summary>Images of the source datasets on which the published results are based.</summary>
    public required int EvaluatedImages { get; init; }

    /// <summary>Questions about those images, per question key.</summary>
    public required IReadOnlyDictionary<string, int> EvaluatedQuestions { get; init; }

    /// <summary>Images per evaluated source dataset, if that is known exactly.</summary>
    public required IReadOnlyDictionary<string, int> Sources { get; init; }

    /// <summary>The evaluated source datasets of which only the total number of images is known.</summary>
    public required IReadOnlyList<string> SummedSources { get; init; }

    /// <summary>Total number of images of <see cref="SummedSources"/>.</summary>
    public required int SummedImages { get; init; }

    /// <summary>Images per source dataset that is in the release but in no published result.</summary>
    public required IReadOnlyDictionary<string, int> ReleaseOnlySources { get; init; }

    /// <summary>Source datasets whose rows do not name them; the name is derived from the stain.</summary>
    public required IReadOnlyList<string> UnnamedSources { get; init; }

    /// <summary>Whether the published results include a source dataset.</summary>
    public bool IsEvaluated(string source) => Sources.ContainsKey(source) || SummedSources.Contains(source);
}
