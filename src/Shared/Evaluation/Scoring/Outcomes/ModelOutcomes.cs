using MuBench.Scoring.QuestionTables;

namespace MuBench.Scoring.Outcomes;

/// <summary>A model's outcomes on the items of a run.</summary>
/// <param name="Id">The model's id.</param>
/// <param name="Outcomes">One outcome for each item, in the order of the <see cref="QuestionTable"/>.</param>
/// <param name="Credits">One credit in millionths for each item, of which those of graded questions count; null if the model has none.</param>
public sealed record ModelOutcomes(string Id, Outcome[] Outcomes, int[]? Credits = null)
{
    /// <summary>A name of the answers themselves: models with the same one gave the same answer to every question. Null if it is not known.</summary>
    public string? Answers { get; init; }

    /// <summary>What a model's scores say of a protocol.</summary>
    /// <exception cref="UserException">What is stored is damaged.</exception>
    internal static ModelOutcomes Of(ModelScores scores, string protocol)
    {
        var outcomes = OutcomeBytes.Read(scores.Items[protocol]);
        return new ModelOutcomes(scores.Id, outcomes, QuestionCredits.Unpack(scores.Credits, outcomes.Length)) { Answers = scores.AnswersSha256 };
    }
}
