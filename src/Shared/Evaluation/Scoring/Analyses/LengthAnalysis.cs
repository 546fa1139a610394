namespace MuBench.Scoring.Analyses;

/// <summary>Accuracy by length of the correct option, in the text that the model read.</summary>
/// <param name="Text">The text that was read: <c>caption</c> (contrastive models: the filled sentence) or <c>option</c>.</param>
/// <param name="Tasks">The tasks, in the order of the scores.</param>
public sealed record LengthAnalysis(string Text, IReadOnlyList<TaskLengths> Tasks)
{
    /// <summary>Sentences of the second caption template; question + " " + option if there are none.</summary>
    public const string Caption = "caption";

    /// <summary>Options without letters.</summary>
    public const string Option = "option";
}
