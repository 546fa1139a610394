using System.Text.Json;

namespace MuBench.Scoring.Parity;

/// <summary>The inputs of the certificate: <c>parity.json</c>, written by <c>tests/Evaluation.Tests/Scoring/Parity/reference.py</c>.</summary>
internal sealed record ParityData
{
    private const string ResourceName = "MuBench.Scoring.Parity.parity.json";

    /// <summary>Prompts with the SHA-256 of their bytes.</summary>
    public required IReadOnlyList<GoldenPrompt> Prompts { get; init; }

    /// <summary>Lists of options by name.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> OptionSets { get; init; }

    /// <summary>Responses with the authors' verdict.</summary>
    public required IReadOnlyList<GoldenResponse> Replies { get; init; }

    /// <summary>The evaluated source datasets.</summary>
    public required IReadOnlyList<EvaluatedDataset> Datasets { get; init; }

    /// <summary>Published accuracy by coarse question type.</summary>
    public required IReadOnlyList<PublishedRow> Coarse { get; init; }

    /// <summary>Published accuracy on classification by source dataset.</summary>
    public required IReadOnlyList<PublishedRow> Fine { get; init; }

    /// <summary>SciPy's half-widths.</summary>
    public required IReadOnlyList<GoldenHalfWidth> HalfWidths { get; init; }

    /// <summary>Boxes with the authors' GRIT score.</summary>
    public required IReadOnlyList<GoldenBoxes> Boxes { get; init; }

    /// <summary>Detection responses with the boxes that the authors' code reads.</summary>
    public required IReadOnlyList<GoldenDetection> Detections { get; init; }

    /// <summary>Published probabilities of options.</summary>
    public required IReadOnlyList<GoldenProbabilities> Probabilities { get; init; }

    /// <summary>The data embedded in the assembly.</summary>
    public static ParityData Embedded
    {
        get
        {
            using var stream = typeof(ParityData).Assembly.GetManifestResourceStream(ResourceName)
                ?? throw new InvalidOperationException($"The assembly lacks its resource '{ResourceName}'.");
            return JsonSerializer.Deserialize(stream, ParityJsonContext.Default.ParityData)
                ?? throw new InvalidOperationException($"The assembly's resource '{ResourceName}' is empty.");
        }
    }
}
