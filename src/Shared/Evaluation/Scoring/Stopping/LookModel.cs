namespace MuBench.Scoring.Stopping;

/// <summary>A model at a look.</summary>
public sealed record LookModel
{
    /// <summary>The model's id.</summary>
    public required string Id { get; init; }

    /// <summary>Number of waves that it was asked so far.</summary>
    public required int Waves { get; init; }

    /// <summary>Number of images that it was asked about so far.</summary>
    public required int Images { get; init; }

    /// <summary>Its estimated accuracy over the population; null if it was asked nothing.</summary>
    public double? Accuracy { get; init; }

    /// <summary>The ends of the interval of its accuracy, which holds at all looks together with the confidence 1 - α; null if it was asked nothing.</summary>
    public IReadOnlyList<double>? Interval { get; init; }

    /// <summary>
    /// What was seen in this wave: one byte for each question of the task, stratum by stratum in the order of the plan. 1 right, 0 not right, 2 no response.
    /// Null if the model was not asked this wave (base64 in the file).
    /// </summary>
    public byte[]? Seen { get; init; }

    /// <summary>Whether it is asked the next wave.</summary>
    public required bool IsAsked { get; init; }

    /// <summary>Whether not every question of a wave could be asked, so that the model cannot go on.</summary>
    public bool IsUnavailable { get; init; }
}
