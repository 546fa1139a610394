namespace MuBench.Pipeline.Rescoring;

/// <summary>What moved for one model or pass.</summary>
public sealed record ModelChange
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Why there is nothing to compare with, in words; null where there is.</summary>
    public string? Incomparable { get; init; }

    /// <summary>Why its result is void now and was not, or the other way round; null where that is as it was.</summary>
    public string? Void { get; init; }

    /// <summary>How many questions ended otherwise, per protocol, before and after.</summary>
    public IReadOnlyList<OutcomeChange> Outcomes { get; init; } = [];

    /// <summary>Some of these questions, the first ones of the plan.</summary>
    public IReadOnlyList<QuestionChange> Items { get; init; } = [];

    /// <summary>The scores that are not what they were.</summary>
    public IReadOnlyList<ScoreChange> Scores { get; init; } = [];
}
