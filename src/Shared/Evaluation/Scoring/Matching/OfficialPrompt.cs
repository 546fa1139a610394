using System.Text;
using MuBench.Datasets;

namespace MuBench.Scoring.Matching;

/// <summary>The authors' prompt for generative models, byte for byte.</summary>
/// <remarks>Ale9806/eVLLM, <c>generative_inference.py</c> and <c>utils.add_alphabet</c>: no space after "Question:".</remarks>
internal static class OfficialPrompt
{
    /// <summary>Maximum number of options for which the prompt has letters: A to H.</summary>
    public const int MaxOptions = 8;

    private const string Instruction = "Answer with a single letter, no extra details.";

    /// <summary>The whole prompt of a question.</summary>
    /// <exception cref="UserException">The question has no options, or more than <see cref="MaxOptions"/>.</exception>
    public static string Build(Question question)
    {
        CheckOptions(question);
        var prompt = new StringBuilder(256).Append(Instruction).Append("\nQuestion:").Append(question.Text);
        for (var index = 0; index < question.Options.Count; index++)
            prompt.Append('\n').Append(Lettered(question.Options[index], index));
        return prompt.ToString();
    }

    /// <summary>Checks that every option of a question has a letter.</summary>
    /// <exception cref="UserException">The question has no options, or more than <see cref="MaxOptions"/>.</exception>
    public static void CheckOptions(Question question)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (question.Options.Count is 0 or > MaxOptions)
            throw new UserException(
                $"Question \"{question.Id ?? question.Key}\" ({question.Text}) has {question.Options.Count} options; the official "
                + $"prompt has letters for 1 to {MaxOptions} of them. Shorten its options in the dataset, or leave the question out.");
    }

    /// <summary>An option as shown in the prompt, such as "B) basophil".</summary>
    internal static string Lettered(string option, int index) => $"{(char)('A' + index)}) {option}";
}
