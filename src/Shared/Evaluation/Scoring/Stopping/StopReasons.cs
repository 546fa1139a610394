namespace MuBench.Scoring.Stopping;

/// <summary>Why a sampled run asks nothing more.</summary>
public static class StopReasons
{
    /// <summary>Everything that the manifest asks for is known.</summary>
    public const string Known = "known";

    /// <summary>Every image of the population was asked.</summary>
    public const string All = "all-asked";

    /// <summary>The manifest's maximum number of images was asked.</summary>
    public const string MaxImages = "max-images";

    /// <summary>No model that is still needed could be asked on: their calls failed for good, or the budget was used up.</summary>
    public const string Unavailable = "unavailable";
}
