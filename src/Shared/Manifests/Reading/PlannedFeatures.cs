namespace MuBench.Manifests.Reading;

/// <summary>Names that the manifest's design has and this version does not: they are refused in words of their own.</summary>
internal static class PlannedFeatures
{
    /// <summary>Tasks.</summary>
    public static IReadOnlyList<string> Tasks { get; } = ["localization"];

    public static string NotYet(string name) => $"this version of MuBench does not have '{name}'; leave it out";
}
