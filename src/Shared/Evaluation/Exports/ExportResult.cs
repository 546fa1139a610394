namespace MuBench.Exports;

/// <summary>What an export wrote.</summary>
/// <param name="Models">Models and passes.</param>
/// <param name="Questions">Questions, of all of them together.</param>
/// <param name="Files">Full paths of the files.</param>
/// <param name="Notes">What a reader of the files should know.</param>
public sealed record ExportResult(int Models, long Questions, IReadOnlyList<string> Files, IReadOnlyList<string> Notes);
