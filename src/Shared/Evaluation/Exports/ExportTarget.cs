namespace MuBench.Exports;

/// <summary>The file or folder that an export writes.</summary>
public static class ExportTarget
{
    /// <summary>The file extension that selects a single Inspect log as JSON.</summary>
    internal const string JsonLog = ".json";

    /// <summary>The extension of Inspect's own format.</summary>
    internal const string EvalLog = ".eval";

    /// <summary>The default target of a run.</summary>
    public static string Default(string runId, string format) => format switch
    {
        ExportFormats.JsonLines => $"{runId}.jsonl",
        ExportFormats.Parquet => $"{runId}.parquet",
        _ => $"{runId}-{format}",
    };

    /// <summary>Whether a format writes a folder. Inspect writes one unless the target has the name of a log.</summary>
    internal static bool IsFolder(string format, string target) => format switch
    {
        ExportFormats.JsonLines or ExportFormats.Parquet => false,
        ExportFormats.Inspect => Path.GetExtension(target) is not (JsonLog or EvalLog),
        _ => true,
    };
}
