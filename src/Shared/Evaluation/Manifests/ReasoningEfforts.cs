namespace MuBench.Manifests;

/// <summary>The reasoning efforts of a reasoning model. A provider may support fewer.</summary>
internal static class ReasoningEfforts
{
    /// <summary>No reasoning.</summary>
    public const string None = "none";

    /// <summary>As little reasoning as possible.</summary>
    public const string Minimal = "minimal";

    /// <summary>Little reasoning.</summary>
    public const string Low = "low";

    /// <summary>A moderate amount of reasoning.</summary>
    public const string Medium = "medium";

    /// <summary>Much reasoning.</summary>
    public const string High = "high";

    /// <summary>The highest effort of this scale.</summary>
    public const string ExtraHigh = "xhigh";

    /// <summary>All efforts, in ascending order.</summary>
    public static IReadOnlyList<string> All { get; } = [None, Minimal, Low, Medium, High, ExtraHigh];

    /// <summary>The efforts that a kind of model supports.</summary>
    public static IReadOnlyList<string> Of(string kind) => kind switch
    {
        ModelKinds.Anthropic => [None, Low, Medium, High, ExtraHigh],
        ModelKinds.Gemini => [None, Minimal, Low, Medium, High],
        _ => All,
    };
}
