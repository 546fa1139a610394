using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;

namespace MuBench.Pipeline.Scoring;

/// <summary>
/// The outcome of each question under each protocol, and the fractional scores of graded questions, collected while a
/// model's response log is read.
/// </summary>
internal sealed class OutcomeColumns
{
    private readonly Dictionary<string, List<Outcome>> _outcomes = Protocols.All.ToDictionary(protocol => protocol, _ => new List<Outcome>());
    private readonly List<(int Item, int Credit)> _credits = [];

    /// <summary>The fractional score of each response to a graded question; null if there are none.</summary>
    public QuestionCredits? Credits => QuestionCredits.Pack(_credits);

    /// <summary>Adds a question.</summary>
    public void Add(QuestionResponse response)
    {
        foreach (var (protocol, outcomes) in _outcomes)
        {
            var result = OutcomeClassifier.Read(response.Record, response.IsFaulted, response.Asked, protocol);
            outcomes.Add(result.Outcome);
            if (protocol == Protocols.Official && result.Credit is { } credit)
                _credits.Add((outcomes.Count - 1, QuestionCredits.Of(credit)));
        }
    }

    /// <summary>The outcome of the question that was added last.</summary>
    public Outcome Last(string protocol) => _outcomes[protocol][^1];

    /// <summary>The outcomes by protocol.</summary>
    public Dictionary<string, Outcome[]> ToArrays() => _outcomes.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray());
}
