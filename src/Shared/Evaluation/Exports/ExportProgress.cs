namespace MuBench.Exports;

/// <summary>Progress of an export.</summary>
/// <param name="Model">The model or pass that is being written.</param>
/// <param name="Questions">Questions written so far, over all models.</param>
/// <param name="Total">Total number of questions to write.</param>
public sealed record ExportProgress(string Model, long Questions, long Total);
