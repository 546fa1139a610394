using MuBench.Scoring.QuestionTables;

namespace MuBench.Scoring.Outcomes;

/// <summary>Groups of outcomes for scoring.</summary>
internal static class OutcomeSets
{
    /// <summary>Whether the question has a response that counts, correct or wrong; failed and not-run questions are missing.</summary>
    public static bool IsAnswered(this Outcome outcome) => outcome is not (Outcome.Failed or Outcome.NotRun);

    /// <summary>Throws if there is not one outcome for each question.</summary>
    public static void Require(QuestionTable questions, int outcomes)
    {
        if (outcomes != questions.Count)
            throw new ArgumentException($"Expected {questions.Count} outcomes, one for each item, got {outcomes}.", nameof(outcomes));
    }
}
