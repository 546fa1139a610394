namespace MuBench.Reports;

/// <summary>A group of slices, in the order of the scores.</summary>
internal sealed record SliceGroup(string Name, IReadOnlyList<string> Slices);
