using MuBench.Datasets;
using MuBench.Scoring.Matching;

namespace MuBench.Scoring.Styles;

/// <summary>μ-Bench's own style: lettered options; the response should be one letter.</summary>
internal sealed class LetteredStyle : ChoiceStyle
{
    /// <inheritdoc/>
    public override string Name => QuestionStyleNames.Lettered;

    /// <inheritdoc/>
    protected override string BuildOwnPrompt(Question question, bool hasImage) => OfficialPrompt.Build(question);

    /// <inheritdoc/>
    protected override void Check(Question question) => OfficialPrompt.CheckOptions(question);

    /// <inheritdoc/>
    public override string ResponseFor(Question question, int option) => OfficialPrompt.Lettered(question.Options[option], option);

    /// <inheritdoc/>
    protected override int? ChooseOfficial(string response, Question question) => OfficialMatcher.Choice(response, question.Options, question.AnswerIndex);

    /// <inheritdoc/>
    protected override int? ChooseStrict(string response, Question question) => StrictExtractor.Extract(response, question.Options);
}
