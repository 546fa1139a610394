namespace MuBench.Datasets;

/// <summary>The tasks of μ-Bench. Any other task is a user's own; its name is the question's own task name, or else the question key.</summary>
internal static class BenchmarkTasks
{
    /// <summary>The coarse questions: domain, modality, stain, subdomain, submodality.</summary>
    public const string Coarse = "coarse";

    /// <summary>The classification of each source dataset.</summary>
    public const string Fine = "fine";

    /// <summary>Expert questions that need reasoning; not part of the public release.</summary>
    public const string Cognition = "cognition";

    /// <summary>Localisation: boxes around a named class, scored from 0 to 1.</summary>
    public const string Localization = "localization";

    /// <summary>All four tasks, in display order.</summary>
    public static IReadOnlyList<string> All { get; } = [Coarse, Fine, Cognition, Localization];

    /// <summary>Whether the questions of a task have options. The accuracies of such tasks may be pooled.</summary>
    public static bool IsClosed(string task) => task != Localization;

    /// <summary>The position of a task in lists: μ-Bench's tasks first, then a user's own.</summary>
    public static int OrderOf(string task)
    {
        for (var index = 0; index < All.Count; index++)
            if (All[index] == task)
                return index;
        return All.Count;
    }
}
