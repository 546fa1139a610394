using MuBench.Datasets;

namespace MuBench.Scoring.Styles;

/// <summary>The styles of questions by name.</summary>
internal static class QuestionStyles
{
    private static readonly LetteredStyle Default = new();

    private static readonly Dictionary<string, IQuestionStyle> Styles =
        new IQuestionStyle[] { Default, new MicroVqaStyle(), new LocalizationStyle() }.ToDictionary(style => style.Name, StringComparer.Ordinal);

    /// <summary>The style with a name.</summary>
    /// <exception cref="UserException">This version has no such style.</exception>
    public static IQuestionStyle Named(string name) => Styles.TryGetValue(name, out var style)
        ? style
        : throw new UserException($"The dataset has questions in the style '{name}', which this version of MuBench does not have. {Remedy}");

    /// <summary>The style of a question.</summary>
    /// <exception cref="UserException">This version has no style with the name in the question.</exception>
    public static IQuestionStyle Of(Question question) =>
        question.Style is not { } name ? Default
        : Styles.TryGetValue(name, out var style) ? style
        : throw new UserException(
            $"Question \"{question.Id ?? question.Key}\" ({question.Text}) is in the style '{name}', which this version of MuBench does not have. {Remedy}");

    private static string Remedy => $"It has {string.Join(", ", QuestionStyleNames.All.Select(known => $"'{known}'"))}; import the dataset with the version that runs it.";
}
