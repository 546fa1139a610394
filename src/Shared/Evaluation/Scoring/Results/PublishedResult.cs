namespace MuBench.Scoring.Results;

/// <summary>A published result of others.</summary>
/// <param name="Source">The publication.</param>
/// <param name="Model">The model, as named in the publication.</param>
/// <param name="Task">The task.</param>
/// <param name="Accuracy">Accuracy, 0 to 1.</param>
/// <param name="HalfWidth">Published half-width of the interval, 0 to 1; null if there is none.</param>
public sealed record PublishedResult(string Source, string Model, string Task, double Accuracy, double? HalfWidth = null);
