using MuBench.Scoring;
using MuBench.Scoring.Outcomes;

namespace MuBench.Pipeline.Reporting.Browser;

/// <summary>The questions without a response in each of some passes.</summary>
internal sealed class MissingQuestions
{
    private readonly Outcome[][] _outcomes;

    private MissingQuestions(IReadOnlyList<string> passes, Outcome[][] outcomes) => (Passes, _outcomes) = (passes, outcomes);

    /// <summary>The passes with a missing question.</summary>
    public IReadOnlyList<string> Passes { get; }

    public static MissingQuestions Of(IReadOnlyList<ModelScores> passes, string protocol)
    {
        var missing = passes.Where(pass => pass.Outcomes.Failed > 0 || pass.Outcomes.NotRun > pass.NotApplicable).ToList();
        return new MissingQuestions([.. missing.Select(pass => pass.Id)], [.. missing.Select(pass => OutcomeBytes.Read(pass.Items[protocol]))]);
    }

    /// <summary>Indices of the passes in which a question has no response.</summary>
    public IReadOnlyList<int> PassesOf(int question) =>
        [.. Enumerable.Range(0, _outcomes.Length).Where(pass => _outcomes[pass][question] >= Outcome.Failed)];
}
