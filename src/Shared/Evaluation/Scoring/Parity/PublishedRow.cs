namespace MuBench.Scoring.Parity;

/// <summary>Published accuracies of a model, in whole percent.</summary>
/// <param name="Model">The model.</param>
/// <param name="Percent">Accuracy by question type or source dataset.</param>
internal sealed record PublishedRow(string Model, IReadOnlyDictionary<string, int> Percent);
