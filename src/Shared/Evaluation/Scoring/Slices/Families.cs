namespace MuBench.Scoring.Slices;

/// <summary>The families of tests within which Holm's correction is made, for each pair of models.</summary>
internal static class Families
{
    /// <summary>Whole tasks of the manifest, and their pool: the main questions of a run.</summary>
    public const string Primary = "primary";

    /// <summary>Parts of tasks, for exploration. Their number does not affect the correction of whole tasks.</summary>
    public const string Exploratory = "exploratory";

    /// <summary>The family of a slice.</summary>
    public static string Of(string slice) => slice == SliceRules.All ? Primary : Exploratory;
}
