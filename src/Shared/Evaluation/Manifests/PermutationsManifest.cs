namespace MuBench.Manifests;

/// <summary>Settings of the passes with other option orders.</summary>
/// <param name="Orders">Number of further orders; 0 for none.</param>
/// <param name="NoneOfTheAbove"><see cref="Pinned"/> or <see cref="Free"/>.</param>
public sealed record PermutationsManifest(int Orders, string NoneOfTheAbove = PermutationsManifest.Pinned)
{
    /// <summary>"None of the above" stays last.</summary>
    public const string Pinned = "pinned";

    /// <summary>"None of the above" moves like any option.</summary>
    public const string Free = "free";
}
