namespace MuBench.Manifests;

/// <summary>How much a reasoning model is asked to reason before it answers. A provider may know fewer.</summary>
public static class ReasoningEfforts
{
    /// <summary>Not at all.</summary>
    public const string None = "none";

    /// <summary>As little as possible.</summary>
    public const string Minimal = "minimal";

    /// <summary>Little.</summary>
    public const string Low = "low";

    /// <summary>A moderate amount.</summary>
    public const string Medium = "medium";

    /// <summary>Much.</summary>
    public const string High = "high";

    /// <summary>As much as the provider offers by this scale.</summary>
    public const string ExtraHigh = "xhigh";

    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<string> All { get; } = [None, Minimal, Low, Medium, High, ExtraHigh];

    /// <summary>Those that a kind of model knows.</summary>
    public static IReadOnlyList<string> Of(string kind) => kind switch
    {
        ModelKinds.Anthropic => [None, Low, Medium, High, ExtraHigh],
        ModelKinds.Gemini => [None, Minimal, Low, Medium, High],
        _ => All,
    };
}
