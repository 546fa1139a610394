namespace MuBench.Scoring.Bands;

/// <summary>How far a model's accuracy hangs on how its replies are read: the same replies under the three readers.</summary>
/// <param name="Tasks">The accuracies, per task.</param>
/// <param name="Disagreeing">Questions that are right under one reader and not under another.</param>
/// <param name="Items">Some of them, in the order of the dataset: those with the lowest response keys, hashes that know nothing of the question.</param>
public sealed record ExtractionBand(IReadOnlyList<TaskBand> Tasks, int Disagreeing, IReadOnlyList<Disagreement> Items);
