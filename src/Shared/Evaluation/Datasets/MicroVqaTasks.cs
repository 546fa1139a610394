namespace MuBench.Datasets;

/// <summary>The tasks of MicroVQA and the keys of its questions.</summary>
internal static class MicroVqaTasks
{
    /// <summary>The benchmark's questions.</summary>
    public const string Final = "microvqa";

    /// <summary>The same questions before RefineBot removed language shortcuts. They are asked only if a manifest selects them.</summary>
    public const string StageOne = "microvqa_stage1";

    /// <summary>Name of the source dataset of all its rows.</summary>
    public const string Source = "microvqa";

    /// <summary>Expert visual understanding, V on the authors' leaderboard.</summary>
    public const string Perception = "expert_visual_understanding";

    /// <summary>Hypothesis generation, H.</summary>
    public const string Hypothesis = "hypothesis_generation";

    /// <summary>Experiment proposal, E.</summary>
    public const string Experiment = "experiment_proposal";

    /// <summary>The keys in the order of the release's task numbers, which count from 1.</summary>
    public static IReadOnlyList<string> Keys { get; } = [Perception, Hypothesis, Experiment];
}
