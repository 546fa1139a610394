using MuBench.Datasets;
using MuBench.Manifests;

namespace MuBench.Scoring.Styles;

/// <summary>μ-Bench's own: lettered options, one letter asked for.</summary>
internal sealed class LetteredStyle : ChoiceStyle
{
    /// <inheritdoc/>
    public override string Name => QuestionStyles.Lettered;

    /// <inheritdoc/>
    public override string BuildPrompt(Question question, ModelManifest model, bool hasImage) => OfficialPrompt.Build(question);

    /// <inheritdoc/>
    public override string ReplyFor(Question question, int option) => OfficialPrompt.Lettered(question.Options[option], option);

    /// <inheritdoc/>
    protected override int? ChooseOfficial(string reply, Question question) => OfficialMatcher.Choice(reply, question.Options, question.AnswerIndex);

    /// <inheritdoc/>
    protected override int? ChooseStrict(string reply, Question question) => StrictExtractor.Extract(reply, question.Options);
}
