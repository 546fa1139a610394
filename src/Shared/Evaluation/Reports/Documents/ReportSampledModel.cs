namespace MuBench.Reports.Documents;

/// <summary>A model of a run that was to stop when it knew enough.</summary>
public sealed record ReportSampledModel
{
    /// <summary>The model's id.</summary>
    public required string Id { get; init; }

    /// <summary>Number of waves that it was asked.</summary>
    public required int Waves { get; init; }

    /// <summary>Number of questions of the run that it was asked.</summary>
    public required int Questions { get; init; }

    /// <summary>Number of questions of the population that it was not asked.</summary>
    public required int SavedQuestions { get; init; }

    /// <summary>What these would have cost in US dollars, at the mean cost of those asked; 0 for a model in process; null if that is unknown.</summary>
    public decimal? SavedUsd { get; init; }

    /// <summary>The estimated accuracy on the task over the population, 0 to 1: the strata's means, weighted by their size; null if there is none.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Its interval, valid whenever the run stopped; null if there is none.</summary>
    public IReadOnlyList<double>? Interval { get; init; }

    /// <summary>Whether the model could not be asked on although it was needed.</summary>
    public bool IsUnavailable { get; init; }
}
