namespace MuBench.Exports;

/// <summary>The result of an export.</summary>
/// <param name="Models">Number of models and passes.</param>
/// <param name="Questions">Total number of their questions.</param>
/// <param name="Files">Full paths of the files.</param>
/// <param name="Notes">Notes for readers of the files.</param>
public sealed record ExportResult(int Models, long Questions, IReadOnlyList<string> Files, IReadOnlyList<string> Notes);
