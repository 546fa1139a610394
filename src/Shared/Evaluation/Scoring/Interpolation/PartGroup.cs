namespace MuBench.Scoring.Interpolation;

/// <summary>A group of parts over which a mean is taken.</summary>
/// <param name="Task">The task; <c>all</c> for the parts of all tasks.</param>
/// <param name="Parts"><see cref="All"/>, <see cref="Target"/> or <see cref="Others"/>.</param>
/// <param name="Cells">For each part, its cells of a <see cref="PartTable"/>.</param>
internal sealed record PartGroup(string Task, string Parts, IReadOnlyList<IReadOnlyList<int>> Cells)
{
    public const string All = "all";
    public const string Target = "target";
    public const string Others = "others";
}
