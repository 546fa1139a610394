using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Responses;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;

namespace MuBench.Scoring.Styles;

/// <summary>A style that asks to choose one of the options.</summary>
internal abstract class ChoiceStyle : IQuestionStyle
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc cref="IQuestionStyle.OutputTokens"/>
    public virtual int OutputTokens => GenerationManifest.DefaultMaxOutputTokens;

    /// <inheritdoc cref="IQuestionStyle.TypicalTokens"/>
    public virtual int TypicalTokens => 10;

    /// <inheritdoc/>
    public abstract string BuildPrompt(Question question, ModelManifest model, bool hasImage);

    /// <summary>A reply that every protocol reads as the choice of an option: what floors answer.</summary>
    public abstract string ResponseFor(Question question, int option);

    /// <inheritdoc/>
    public QuestionResult Read(ResponseRecord record, Question question, string protocol) => new(Choose(record, question, protocol) switch
    {
        null => OutcomeClassifier.Unread(record),
        { } choice when choice == question.AnswerIndex => Outcome.Correct,
        _ => Outcome.Wrong,
    });

    /// <summary>The option that a reply names under a protocol, or null.</summary>
    /// <remarks>
    /// Under <c>official</c> the text alone counts, whatever the finish reason, as with the authors. Under <c>strict</c> what is
    /// left of a reply that the provider withheld is not read; a reply cut for length is, where it names an option. Under
    /// <c>lenient</c> all is read.
    /// </remarks>
    public int? Choose(ResponseRecord record, Question question, string protocol) => protocol switch
    {
        Protocols.Official => record.Text is null ? null : ChooseOfficial(record.Text, question),
        Protocols.Strict => record.Text is null || record.Finish is FinishReasons.ContentFilter or FinishReasons.Refusal
            ? null
            : ChooseStrict(record.Text, question),
        Protocols.Lenient => record.Text is null ? null : ChooseLenient(record.Text, question),
        _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "Expected official, strict or lenient."),
    };

    /// <summary>The option by the rule of the benchmark's authors.</summary>
    protected abstract int? ChooseOfficial(string reply, Question question);

    /// <summary>The option that the reply says, never a guess.</summary>
    protected abstract int? ChooseStrict(string reply, Question question);

    /// <summary>The option that a generous reader takes the reply for; not a guess either.</summary>
    protected virtual int? ChooseLenient(string reply, Question question) => LenientReader.Read(reply, question.Options);
}
