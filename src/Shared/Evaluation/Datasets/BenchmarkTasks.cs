namespace MuBench.Datasets;

/// <summary>The tasks of μ-Bench. Any other task is a user's own: its name is that of its questions' key, or what they say.</summary>
public static class BenchmarkTasks
{
    /// <summary>Domain, modality, stain, subdomain, submodality.</summary>
    public const string Coarse = "coarse";

    /// <summary>The classification of each source dataset.</summary>
    public const string Fine = "fine";

    /// <summary>Experts' questions that need reasoning; not part of the public release.</summary>
    public const string Cognition = "cognition";

    /// <summary>Finding what is named: boxes, scored in fractions.</summary>
    public const string Localization = "localization";

    /// <summary>All four, in the order in which they are shown.</summary>
    public static IReadOnlyList<string> All { get; } = [Coarse, Fine, Cognition, Localization];

    /// <summary>Whether a task asks to choose one of some options, so that its accuracies may be pooled.</summary>
    public static bool IsClosed(string task) => task != Localization;

    /// <summary>The place of a task where several are shown: μ-Bench's, then a user's own.</summary>
    public static int OrderOf(string task)
    {
        for (var index = 0; index < All.Count; index++)
            if (All[index] == task)
                return index;
        return All.Count;
    }
}
