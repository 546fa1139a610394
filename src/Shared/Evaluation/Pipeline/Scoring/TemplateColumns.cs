using MuBench.Models;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;

namespace MuBench.Pipeline.Scoring;

/// <summary>The outcome of each question under further prompt variants, collected while a model's response log is read.</summary>
internal sealed class TemplateColumns
{
    private readonly Dictionary<string, List<Outcome?>> _outcomes = new(StringComparer.Ordinal) { [PromptVariants.Template0] = [], [PromptVariants.Ensemble] = [] };

    /// <summary>The outcomes by prompt variant; null for a question that was not asked in this variant.</summary>
    public IEnumerable<KeyValuePair<string, List<Outcome?>>> Outcomes => _outcomes;

    /// <summary>Adds a question.</summary>
    public void Add(QuestionResponse response)
    {
        foreach (var (name, outcomes) in _outcomes)
        {
            outcomes.Add(response.Variants.FirstOrDefault(variant => variant.Name == name) is { } variant
                ? OutcomeClassifier.Classify(response.Records.GetValueOrDefault(variant.Key), response.IsFaulted, response.Question, Protocols.Official)
                : null);
        }
    }
}
