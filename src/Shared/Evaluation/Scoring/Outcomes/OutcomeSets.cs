using MuBench.Scoring.QuestionTables;

namespace MuBench.Scoring.Outcomes;

/// <summary>What outcomes mean for a score.</summary>
internal static class OutcomeSets
{
    /// <summary>Whether the question has an answer that counts, right or wrong; failed and not run ones are missing.</summary>
    public static bool IsAnswered(this Outcome outcome) => outcome is not (Outcome.Failed or Outcome.NotRun);

    /// <summary>Refuses outcomes that are not one for each item.</summary>
    public static void Require(QuestionTable items, int outcomes)
    {
        if (outcomes != items.Count)
            throw new ArgumentException($"Expected {items.Count} outcomes, one for each item, got {outcomes}.", nameof(outcomes));
    }
}
