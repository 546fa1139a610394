namespace MuBench.Scoring.Analyses;

/// <summary>Accuracy by length of the correct option on one task.</summary>
/// <param name="Task">The task: <c>all</c>, <c>coarse</c> or <c>fine</c>.</param>
/// <param name="Bins">
/// At most ten bins, from short to long, with equally many questions of the run each; equal lengths share a bin. The
/// bins depend only on the questions, so they are the same for all models that read the same texts.
/// </param>
public sealed record TaskLengths(string Task, IReadOnlyList<LengthBin> Bins);
