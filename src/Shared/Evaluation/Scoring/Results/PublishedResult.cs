namespace MuBench.Scoring.Results;

/// <summary>A result that others published.</summary>
/// <param name="Source">Where it was published.</param>
/// <param name="Model">The model as named there.</param>
/// <param name="Task">The task.</param>
/// <param name="Accuracy">Accuracy, 0 to 1.</param>
/// <param name="HalfWidth">Published half-width of the interval, 0 to 1, or null.</param>
public sealed record PublishedResult(string Source, string Model, string Task, double Accuracy, double? HalfWidth = null);
