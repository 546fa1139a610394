namespace MuBench.Exports;

/// <summary>The names of the formats in which a run's questions are exported.</summary>
public static class ExportFormats
{
    /// <summary>One JSON object per line.</summary>
    public const string JsonLines = "jsonl";

    /// <summary>Parquet with the same columns.</summary>
    public const string Parquet = "parquet";

    /// <summary>Logs of Inspect AI, one per model.</summary>
    public const string Inspect = "inspect";

    /// <summary>The results folder of EleutherAI's lm-evaluation-harness.</summary>
    public const string LmEval = "lm-eval";

    /// <summary>The results folder of lmms-eval.</summary>
    public const string LmmsEval = "lmms-eval";

    /// <summary>All formats.</summary>
    public static IReadOnlyList<string> All { get; } = [JsonLines, Parquet, Inspect, LmEval, LmmsEval];
}
