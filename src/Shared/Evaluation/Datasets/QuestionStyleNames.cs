namespace MuBench.Datasets;

/// <summary>The names of the styles of questions: how a sort of question is put to a chat model, and how its replies are read.</summary>
public static class QuestionStyleNames
{
    /// <summary>μ-Bench's lettered prompt: the style of questions that name none.</summary>
    public const string Lettered = "lettered";

    /// <summary>Boxes around what a class names.</summary>
    public const string Localization = "localization";

    /// <summary>MicroVQA's: numbered options, reasoning before the answer.</summary>
    public const string MicroVqa = "microvqa";

    /// <summary>Every name, the default first.</summary>
    public static IReadOnlyList<string> All { get; } = [Lettered, MicroVqa, Localization];
}
