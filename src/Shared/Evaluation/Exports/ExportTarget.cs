namespace MuBench.Exports;

/// <summary>What an export is written to.</summary>
public static class ExportTarget
{
    /// <summary>The extension by which a single Inspect log is asked for as JSON.</summary>
    internal const string JsonLog = ".json";

    /// <summary>The extension of Inspect's own format.</summary>
    internal const string EvalLog = ".eval";

    /// <summary>The target for a run where the user names none.</summary>
    public static string Default(string runId, string format) => format switch
    {
        ExportFormats.JsonLines => $"{runId}.jsonl",
        ExportFormats.Parquet => $"{runId}.parquet",
        _ => $"{runId}-{format}",
    };

    /// <summary>Whether a form writes a folder. Inspect does unless the target is named as one of its logs.</summary>
    internal static bool IsFolder(string format, string target) => format switch
    {
        ExportFormats.JsonLines or ExportFormats.Parquet => false,
        ExportFormats.Inspect => Path.GetExtension(target) is not (JsonLog or EvalLog),
        _ => true,
    };
}
