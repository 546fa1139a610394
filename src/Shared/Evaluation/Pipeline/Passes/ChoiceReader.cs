using MuBench.Datasets;
using MuBench.Pipeline.Planning;
using MuBench.Responses;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;

namespace MuBench.Pipeline.Passes;

/// <summary>Collects the chosen option of each response, for models that are asked more than once.</summary>
internal sealed class ChoiceReader
{
    private readonly List<byte> _chosen = [];
    private readonly List<byte> _gold = [];

    /// <summary>Whether the passes of a model are compared choice by choice.</summary>
    public static bool IsNeeded(PlannedModel model) => model.Pass is { } pass
        ? !pass.IsControl
        : model.Manifest.Passes is { } passes && (passes.Repeats > 1 || passes.Permutations?.Orders > 0);

    /// <summary>Adds a question in the form in which it was asked.</summary>
    public void Add(ResponseRecord? record, Question asked)
    {
        _chosen.Add(record is null ? QuestionChoices.Missing : (byte?)OutcomeClassifier.StrictChoice(record, asked) ?? QuestionChoices.Unread);
        _gold.Add((byte)asked.AnswerIndex);
    }

    /// <summary>The collected choices.</summary>
    public QuestionChoices ToChoices() => new([.. _chosen], [.. _gold]);
}
