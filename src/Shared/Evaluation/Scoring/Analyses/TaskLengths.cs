namespace MuBench.Scoring.Analyses;

/// <summary>Accuracy by length of the correct option on one task.</summary>
/// <param name="Task">The task: <c>all</c>, <c>coarse</c> or <c>fine</c>.</param>
/// <param name="Bins">
/// At most ten bins with equally many questions of the run each, from short to long; one length lies in one bin. They
/// depend on the questions alone and are the same for all models that read the same texts.
/// </param>
public sealed record TaskLengths(string Task, IReadOnlyList<LengthBin> Bins);
