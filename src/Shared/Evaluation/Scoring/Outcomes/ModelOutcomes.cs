using MuBench.Scoring.QuestionTables;

namespace MuBench.Scoring.Outcomes;

/// <summary>A model's outcomes on the questions of a run.</summary>
/// <param name="Id">The model's id.</param>
/// <param name="Outcomes">One outcome for each question, in the order of the <see cref="QuestionTable"/>.</param>
/// <param name="Credits">
/// One fractional score in millionths for each question; those of graded questions count. Null if the model has none.
/// </param>
internal sealed record ModelOutcomes(string Id, Outcome[] Outcomes, int[]? Credits = null)
{
    /// <summary>A hash of the responses: models with the same hash gave the same response to every question. Null if it is not known.</summary>
    public string? Answers { get; init; }

    /// <summary>Reads the outcomes under a protocol from a model's scores.</summary>
    /// <exception cref="UserException">The stored data are damaged.</exception>
    internal static ModelOutcomes Of(ModelScores scores, string protocol)
    {
        var outcomes = OutcomeBytes.Read(scores.Items[protocol]);
        return new ModelOutcomes(scores.Id, outcomes, QuestionCredits.Unpack(scores.Credits, outcomes.Length)) { Answers = scores.AnswersSha256 };
    }
}
