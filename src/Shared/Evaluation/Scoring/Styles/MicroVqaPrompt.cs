using System.Globalization;
using MuBench.Datasets;

namespace MuBench.Scoring.Styles;

/// <summary>
/// MicroVQA's prompts, byte for byte: those of <c>eval/eval.py</c> in <c>jmhb0/microvqa</c>, which follow MMLU-Pro.
/// Their slips are kept: the space before a line's end, and the quotation mark at the end of the instruction of the
/// prompt without images.
/// </summary>
internal static class MicroVqaPrompt
{
    private const string QuestionPlace = "{{QUESTION}}";
    private const string ChoicesPlace = "{{CHOICES}}";

    private const string WithImages =
        "The following is a multiple choice question (with answers). \n"
        + "Think step by step and then output the answer in the format of \"The answer is (X)\" at the end.\n"
        + "\n"
        + QuestionPlace + "\n"
        + "\n"
        + "Options:\n"
        + ChoicesPlace + "\n";

    private const string WithoutImages =
        "The following is a multiple choice question (with answers)."
        + "If an image is mentioned ignore this information and try your best to answer the question.\n"
        + "Think step by step and then output the answer in the format of \"The answer is (X)\" at the end.\"\n"
        + "\n"
        + QuestionPlace + "\n"
        + "\n"
        + "Options:\n"
        + ChoicesPlace + "\n";

    /// <summary>An option with its number, such as "(2): basophil".</summary>
    public static string Numbered(string option, int index) => string.Create(CultureInfo.InvariantCulture, $"({index + 1}): {option}");

    /// <summary>The text part of the prompt; options are numbered from 1.</summary>
    public static string Build(Question question, bool hasImage)
    {
        var choices = string.Concat(question.Options.Select((option, index) => $"  {Numbered(option, index)}\n"));
        // The replacements run one after the other, as in the authors' code: a question that contains the second placeholder
        // would also be filled in there.
        return (hasImage ? WithImages : WithoutImages)
            .Replace(QuestionPlace, question.Text, StringComparison.Ordinal)
            .Replace(ChoicesPlace, choices, StringComparison.Ordinal);
    }
}
