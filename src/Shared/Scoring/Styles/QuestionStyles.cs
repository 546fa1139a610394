using MuBench.Datasets;

namespace MuBench.Scoring.Styles;

/// <summary>The styles of questions by name.</summary>
public static class QuestionStyles
{
    /// <summary>μ-Bench's lettered prompt: the style of questions that name none.</summary>
    public const string Lettered = "lettered";

    /// <summary>Boxes around what a class names.</summary>
    public const string Localization = "localization";

    /// <summary>MicroVQA's: numbered options, reasoning before the answer.</summary>
    public const string MicroVqa = "microvqa";

    private static readonly LetteredStyle Default = new();

    private static readonly Dictionary<string, IQuestionStyle> Styles =
        new IQuestionStyle[] { Default, new MicroVqaStyle(), new LocalizationStyle() }.ToDictionary(style => style.Name, StringComparer.Ordinal);

    /// <summary>The names.</summary>
    public static IReadOnlyCollection<string> Names => Styles.Keys;

    /// <summary>The style of a name.</summary>
    /// <exception cref="UserException">This version has no such style.</exception>
    internal static IQuestionStyle Named(string name) => Styles.TryGetValue(name, out var style)
        ? style
        : throw new UserException($"The dataset has questions in the style '{name}', which this version of MuBench does not have. {Remedy}");

    /// <summary>The style of a question.</summary>
    /// <exception cref="UserException">This version has no style of the name that the question asks for.</exception>
    internal static IQuestionStyle Of(Question question) =>
        question.Style is not { } name ? Default
        : Styles.TryGetValue(name, out var style) ? style
        : throw new UserException(
            $"Question \"{question.Id ?? question.Key}\" ({question.Text}) is in the style '{name}', which this version of MuBench does not have. {Remedy}");

    private static string Remedy => $"It has {string.Join(", ", Names.Select(known => $"'{known}'"))}; import the dataset with the version that runs it.";
}
