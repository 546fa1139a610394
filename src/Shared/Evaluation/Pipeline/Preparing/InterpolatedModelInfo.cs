namespace MuBench.Pipeline.Preparing;

/// <summary>The description of a mixture in the store: <c>interpolation.json</c> in its folder, written last.</summary>
public sealed record InterpolatedModelInfo
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>The base model's folder in the store at that time.</summary>
    public required string Base { get; init; }

    /// <summary>The tuned model's folder in the store at that time.</summary>
    public required string Tuned { get; init; }

    /// <summary>Content hash of the base model's folder.</summary>
    public required string BaseSha256 { get; init; }

    /// <summary>Content hash of the tuned model's folder.</summary>
    public required string TunedSha256 { get; init; }

    /// <summary>The share of the tuned model: θ = (1 − α)·θ_base + α·θ_tuned.</summary>
    public required double Alpha { get; init; }

    /// <summary>Version of the mixing code.</summary>
    public required int Algorithm { get; init; }

    /// <summary>The folder's files with their lengths, by path relative to it.</summary>
    public required IReadOnlyDictionary<string, long> Files { get; init; }

    /// <summary>Notes for the user, such as files that were left out.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
