using System.Globalization;
using MuBench.Datasets;
using MuBench.Scoring.Matching;

namespace MuBench.Scoring.Styles;

/// <summary>MicroVQA's style: numbered options, and reasoning before the answer.</summary>
internal sealed class MicroVqaStyle : ChoiceStyle
{
    // The authors' reader takes one digit.
    private const int MaxOptions = 9;

    /// <inheritdoc/>
    public override string Name => QuestionStyleNames.MicroVqa;

    /// <summary>The limit of the benchmark's authors.</summary>
    public override int OutputTokens => 2048;

    /// <summary>Some sentences of reasoning before the answer.</summary>
    public override int TypicalTokens => 250;

    /// <inheritdoc/>
    protected override string BuildOwnPrompt(Question question, bool hasImage)
    {
        Check(question);
        return MicroVqaPrompt.Build(question, hasImage);
    }

    /// <inheritdoc/>
    protected override void Check(Question question)
    {
        if (question.Options.Count is 0 or > MaxOptions)
            throw new UserException(
                $"Question \"{question.Id ?? question.Key}\" ({question.Text}) has {question.Options.Count} options; the reader of MicroVQA's authors "
                + $"takes one digit, so the style '{Name}' has numbers for 1 to {MaxOptions} of them. Shorten its options in the dataset, or leave the question out.");
    }

    /// <inheritdoc/>
    protected override string LabelOf(int option) => (option + 1).ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    protected override string LineOf(string option, int index) => MicroVqaPrompt.Numbered(option, index);

    /// <inheritdoc/>
    public override char SymbolOf(int option) => (char)('1' + option);

    /// <inheritdoc/>
    public override string ResponseFor(Question question, int option) => string.Create(CultureInfo.InvariantCulture, $"The answer is ({option + 1})");

    /// <inheritdoc/>
    protected override int? ChooseOfficial(string response, Question question) => NumberedAnswerReader.First(response, question.Options.Count);

    /// <inheritdoc/>
    protected override int? ChooseStrict(string response, Question question) => NumberedAnswerReader.Declared(response, question.Options.Count);

    /// <inheritdoc/>
    protected override int? ChooseLenient(string response, Question question) => LenientReader.ReadNumbered(response, question.Options);
}
