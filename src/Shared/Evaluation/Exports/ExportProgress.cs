namespace MuBench.Exports;

/// <summary>How far an export is.</summary>
/// <param name="Model">The model or pass that is being written.</param>
/// <param name="Questions">Questions written so far, of all models together.</param>
/// <param name="Total">Questions to write.</param>
public sealed record ExportProgress(string Model, long Questions, long Total);
