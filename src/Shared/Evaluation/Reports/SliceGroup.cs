namespace MuBench.Reports;

/// <summary>Slices of one sort, in the order of the scores.</summary>
internal sealed record SliceGroup(string Name, IReadOnlyList<string> Slices);
