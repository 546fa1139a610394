namespace MuBench.Scoring.Analyses;

/// <summary>Accuracy by length of the correct option, as the model read it.</summary>
/// <param name="Text">What was read: <c>caption</c> (contrastive models: the filled sentence) or <c>option</c>.</param>
/// <param name="Tasks">The tasks, in the order of the scores.</param>
public sealed record LengthAnalysis(string Text, IReadOnlyList<TaskLengths> Tasks)
{
    /// <summary>Sentences of the second caption template, or question + " " + option where there are none.</summary>
    public const string Caption = "caption";

    /// <summary>Options without their letters.</summary>
    public const string Option = "option";
}
