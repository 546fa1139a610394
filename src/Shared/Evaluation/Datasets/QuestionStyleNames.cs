namespace MuBench.Datasets;

/// <summary>The names of the styles: how a kind of question is put to a chat model, and how its responses are read.</summary>
internal static class QuestionStyleNames
{
    /// <summary>μ-Bench's lettered prompt: the style of questions that name no style.</summary>
    public const string Lettered = "lettered";

    /// <summary>Localisation: boxes around a class.</summary>
    public const string Localization = "localization";

    /// <summary>MicroVQA's style: numbered options, reasoning before the answer.</summary>
    public const string MicroVqa = "microvqa";

    /// <summary>All names, the default first.</summary>
    public static IReadOnlyList<string> All { get; } = [Lettered, MicroVqa, Localization];
}
