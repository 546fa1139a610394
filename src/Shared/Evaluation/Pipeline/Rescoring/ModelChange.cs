namespace MuBench.Pipeline.Rescoring;

/// <summary>The changes of one model or pass.</summary>
public sealed record ModelChange
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Why there is nothing to compare with, as text; null if there is.</summary>
    public string? Incomparable { get; init; }

    /// <summary>Why its result became void or is no longer void; null for no change.</summary>
    public string? Void { get; init; }

    /// <summary>The number of questions per protocol, outcome before and outcome after.</summary>
    public IReadOnlyList<OutcomeChange> Outcomes { get; init; } = [];

    /// <summary>The first of these questions, in the order of the plan.</summary>
    public IReadOnlyList<QuestionChange> Items { get; init; } = [];

    /// <summary>The scores that changed.</summary>
    public IReadOnlyList<ScoreChange> Scores { get; init; } = [];
}
