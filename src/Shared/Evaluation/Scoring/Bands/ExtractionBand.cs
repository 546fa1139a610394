namespace MuBench.Scoring.Bands;

/// <summary>How much a model's accuracy depends on how its responses are read: the same responses under the three readers.</summary>
/// <param name="Tasks">The accuracies, per task.</param>
/// <param name="Disagreeing">Number of questions that are correct under one reader and not under another.</param>
/// <param name="Items">
/// Examples of these, in the order of the dataset: those with the lowest response keys, which are hashes and
/// independent of the question's content.
/// </param>
public sealed record ExtractionBand(IReadOnlyList<TaskBand> Tasks, int Disagreeing, IReadOnlyList<Disagreement> Items);
