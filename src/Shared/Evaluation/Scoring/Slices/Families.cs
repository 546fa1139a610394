namespace MuBench.Scoring.Slices;

/// <summary>The families of tests that Holm's correction is made within, for each pair of models.</summary>
public static class Families
{
    /// <summary>Whole tasks of the manifest, and their pool: what a run is made to decide.</summary>
    public const string Primary = "primary";

    /// <summary>Parts of tasks: where to look next. However many there are, they cost the whole tasks nothing.</summary>
    public const string Exploratory = "exploratory";

    /// <summary>The family of a slice.</summary>
    public static string Of(string slice) => slice == SliceRules.All ? Primary : Exploratory;
}
