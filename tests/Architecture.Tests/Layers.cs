namespace MuBench.Tests;

/// <summary>The layers of <c>src/Shared</c>.</summary>
internal static class Layers
{
    /// <summary>The folders of <c>src/Shared</c>, in order: the code of each one uses only those before it.</summary>
    public static IReadOnlyList<string> InOrder { get; } =
    [
        "Core",
        "Statistics",
        "Imaging",
        "Weights",
        "Storage",
        "Storage.Azure",
        "Contrastive",
        "Evaluation/Hub",
        "Evaluation/Datasets",
        "Evaluation/Notes",
        "Evaluation/Manifests",
        "Evaluation/Responses",
        "Evaluation/Scoring",
        "Evaluation/Money",
        "Evaluation/Throttling",
        "Evaluation/Models",
        "Evaluation/Proofs",
        "Evaluation/Reports",
        "Evaluation/Pipeline",
        "Evaluation/Exports",
        "Evaluation/Viewing",
        "Web",
    ];
}
