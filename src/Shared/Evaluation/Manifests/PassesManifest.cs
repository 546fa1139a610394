namespace MuBench.Manifests;

/// <summary>The passes of a generative model. Null takes a setting from the manifest.</summary>
public sealed record PassesManifest
{
    /// <summary>The controls to run: some of <see cref="MuBench.Manifests.Controls"/>.</summary>
    public IReadOnlyList<string>? Controls { get; init; }

    /// <summary>How often each question is asked. The first time is the main pass.</summary>
    public int? Repeats { get; init; }

    /// <summary>Further option orders in which each question is asked.</summary>
    public PermutationsManifest? Permutations { get; init; }

    /// <summary>These settings; a setting that is null here is taken from the given ones.</summary>
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
