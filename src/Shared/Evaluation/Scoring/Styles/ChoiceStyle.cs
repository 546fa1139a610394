using System.Globalization;
using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Manifests.Requests;
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

    /// <summary>The text part of the prompt: the model's own template filled in, else the style's prompt.</summary>
    /// <inheritdoc cref="IQuestionStyle.BuildPrompt"/>
    public string BuildPrompt(Question question, ModelManifest model, bool hasImage) =>
        model.Request?.Prompt is { } template ? FillIn(template, question) : BuildOwnPrompt(question, hasImage);

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
    /// A response in JSON is read in the same way under all (<see cref="JsonAnswer"/>). Else, under <c>official</c> only the text
    /// counts, whatever the finish reason, as in the authors' code. Under <c>strict</c> the rest of a response that the provider withheld is not read; a response that was cut off at the
    /// token limit is read, if it names an option. Under <c>lenient</c> everything is read.
    /// </remarks>
    public int? Choose(ResponseRecord record, Question question, string protocol) => protocol switch
    {
        _ when record.AnswerMember is { } member => record.Text is null || record.Finish is FinishReasons.ContentFilter or FinishReasons.Refusal
            ? null
            : JsonAnswer.Choose(record.Text, member, question.Options, LabelOf),
        Protocols.Official => record.Text is null ? null : ChooseOfficial(record.Text, question),
        Protocols.Strict => record.Text is null || record.Finish is FinishReasons.ContentFilter or FinishReasons.Refusal
            ? null
            : ChooseStrict(record.Text, question),
        Protocols.Lenient => record.Text is null ? null : ChooseLenient(record.Text, question),
        _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "Expected official, strict or lenient."),
    };

    /// <summary>The prompt of the style.</summary>
    protected abstract string BuildOwnPrompt(Question question, bool hasImage);

    /// <summary>The letter or number of an option as the prompt shows it.</summary>
    protected virtual string LabelOf(int option) => SymbolOf(option).ToString();

    /// <summary>An option as a line of the prompt.</summary>
    protected virtual string LineOf(string option, int index) => $"{LabelOf(index)}) {option}";

    /// <summary>Checks that the style can put a question.</summary>
    /// <exception cref="UserException">It cannot.</exception>
    protected virtual void Check(Question question)
    {
    }

    private string FillIn(string template, Question question)
    {
        Check(question);
        return PromptTemplate.Fill(template, name => name switch
        {
            PromptTemplate.Question => question.Text,
            PromptTemplate.Options => string.Join('\n', question.Options.Select(LineOf)),
            PromptTemplate.Labels => Alternatives([.. question.Options.Select((_, index) => LabelOf(index))]),
            PromptTemplate.Count => question.Options.Count.ToString(CultureInfo.InvariantCulture),
            _ => throw new ArgumentOutOfRangeException(nameof(template), name, "The manifest's reader let an unknown placeholder through."),
        });
    }

    private static string Alternatives(IReadOnlyList<string> labels) => labels.Count < 2 ? string.Concat(labels) : $"{string.Join(", ", labels.SkipLast(1))} or {labels[^1]}";

    /// <summary>The option by the rule of the benchmark's authors; null if there is none.</summary>
    protected abstract int? ChooseOfficial(string response, Question question);

    /// <summary>The option that the response states, without guessing; null if there is none.</summary>
    protected abstract int? ChooseStrict(string response, Question question);

    /// <summary>The option that a generous reader finds, without guessing; null if there is none.</summary>
    protected virtual int? ChooseLenient(string response, Question question) => LenientReader.Read(response, question.Options);
}
