namespace MuBench.Manifests;

/// <summary>What a generative model is asked beyond each question once. Null leaves a setting to the manifest's own.</summary>
public sealed record PassesManifest
{
    /// <summary>Which of <see cref="MuBench.Manifests.Controls"/>.</summary>
    public IReadOnlyList<string>? Controls { get; init; }

    /// <summary>How often each question is asked; the first time is the official one.</summary>
    public int? Repeats { get; init; }

    /// <summary>In which further orders of its options each question is asked.</summary>
    public PermutationsManifest? Permutations { get; init; }

    /// <summary>These settings, and where they are null the given ones.</summary>
    public PassesManifest Or(PassesManifest others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return new PassesManifest
        {
            Controls = Controls ?? others.Controls,
            Repeats = Repeats ?? others.Repeats,
            Permutations = Permutations ?? others.Permutations,
        };
    }
}
