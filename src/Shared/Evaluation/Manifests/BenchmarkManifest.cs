namespace MuBench.Manifests;

/// <summary>The <c>benchmark</c> object of a manifest.</summary>
public sealed record BenchmarkManifest
{
    /// <summary>Name of a prepared dataset in the store, or a path beside the manifest that begins with <c>./</c>.</summary>
    public required string Dataset { get; init; }

    /// <summary>Tasks, such as <c>coarse</c>, <c>coarse/modality</c>, <c>fine</c>, <c>fine/SOURCE</c>.</summary>
    /// <value>Default <c>coarse</c> and <c>fine</c>.</value>
    public IReadOnlyList<string> Tasks { get; init; } = ["coarse", "fine"];

    /// <summary>The protocol of the report's main scores: <c>official</c> or <c>strict</c>. Both are always computed.</summary>
    /// <value>Default <c>official</c>.</value>
    public string Protocol { get; init; } = "official";

    /// <summary>The <see cref="MuBench.Imaging.Display.DisplayRule"/>, as text, for images of more than 8 bits per sample.</summary>
    /// <value>Default null: the dataset's rule, else <c>percentile 0.1-99.9</c>; for the official release <c>authors</c>.</value>
    public string? Display { get; init; }

    /// <summary>Number of images of a seeded stratified sample; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Seed of the sample, of the random floor and of the bootstrap.</summary>
    /// <value>Default 0.</value>
    public int Seed { get; init; }
}
