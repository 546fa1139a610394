using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Responses;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;

namespace MuBench.Scoring.Styles;

/// <summary>A style for questions with options.</summary>
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

    /// <summary>A response that every protocol reads as the choice of an option; floors answer with it.</summary>
    public abstract string ResponseFor(Question question, int option);

    /// <summary>The letter or digit by which the prompt names an option.</summary>
    public virtual char SymbolOf(int option) => (char)('A' + option);

    /// <inheritdoc/>
    public QuestionResult Read(ResponseRecord record, Question question, string protocol) => new(Choose(record, question, protocol) switch
    {
        null => OutcomeClassifier.Unread(record),
        { } choice when choice == question.AnswerIndex => Outcome.Correct,
        _ => Outcome.Wrong,
    });

    /// <summary>The option that a response names under a protocol; null if there is none.</summary>
    /// <remarks>
    /// Under <c>official</c> only the text counts, whatever the finish reason, as in the authors' code. Under
    /// <c>strict</c> the rest of a response that the provider withheld is not read; a response that was cut off at the
    /// token limit is read, if it names an option. Under <c>lenient</c> everything is read.
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

    /// <summary>The option by the rule of the benchmark's authors; null if there is none.</summary>
    protected abstract int? ChooseOfficial(string response, Question question);

    /// <summary>The option that the response states, without guessing; null if there is none.</summary>
    protected abstract int? ChooseStrict(string response, Question question);

    /// <summary>The option that a generous reader finds, without guessing; null if there is none.</summary>
    protected virtual int? ChooseLenient(string response, Question question) => LenientReader.Read(response, question.Options);
}
