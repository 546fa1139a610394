using MuBench.Datasets;
using MuBench.Scoring.Styles;

namespace MuBench.Tests.Docs;

/// <summary>Questions whose options are answered with the words of the option.</summary>
internal sealed class OwnWordsStyle : ChoiceStyle
{
    public override string Name => "own-words";

    protected override string BuildOwnPrompt(Question question, bool hasImage) =>
        $"{question.Text}\nAnswer with one of: {string.Join("; ", question.Options)}.";

    public override string ResponseFor(Question question, int option) => question.Options[option];

    // The rule of the benchmark's publisher: here, the first option with which the response begins.
    protected override int? ChooseOfficial(string response, Question question) =>
        question.Options.ToList().FindIndex(option => response.StartsWith(option, StringComparison.OrdinalIgnoreCase)) is var index and >= 0 ? index : null;

    // Never a guess: the whole response, or none.
    protected override int? ChooseStrict(string response, Question question) =>
        question.Options.ToList().FindIndex(option => response.Trim().TrimEnd('.') == option) is var index and >= 0 ? index : null;
}
