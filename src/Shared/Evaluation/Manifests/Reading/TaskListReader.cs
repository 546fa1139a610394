using System.Text.Json;
using MuBench.Datasets;
using MuBench.Datasets.Release;
using MuBench.Naming;
using MuBench.Storage;

namespace MuBench.Manifests.Reading;

/// <summary>Reads the list of tasks.</summary>
internal static class TaskListReader
{
    private const string Coarse = BenchmarkTasks.Coarse;
    private const string Fine = BenchmarkTasks.Fine;

    /// <summary>μ-Bench's tasks, without parts such as <c>fine/SOURCE</c>: only the dataset knows its sources.</summary>
    public static IReadOnlyList<string> Known { get; } =
        [.. BenchmarkTasks.All, .. QuestionKeys.Coarse.Select(key => $"{Coarse}/{key}")];

    /// <summary>Reads the entries; null if one has a fault.</summary>
    public static IReadOnlyList<string>? Read(IReadOnlyList<(JsonElement Value, string Path)>? entries, ManifestFaults faults)
    {
        if (entries is null)
            return null;
        var before = faults.Count;
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (value, path) in entries)
        {
            if (value.ValueKind != JsonValueKind.String)
                faults.Add(path, $"expected a task such as 'coarse'; found {ManifestText.Found(value)}");
            else if (FaultOf(value.GetString()!) is { } fault)
                faults.Add(path, fault);
            else if (!paths.TryAdd(value.GetString()!, path))
                faults.Add(path, $"{ManifestText.Quote(value.GetString()!)} is already at {paths[value.GetString()!]}");
        }
        foreach (var (task, path) in paths)
            if (task.IndexOf('/') is > 0 and var slash && paths.TryGetValue(task[..slash], out var whole))
                faults.Add(path, task[..slash] == Fine && OfficialRelease.IsReleaseOnly(task[(slash + 1)..])
                    ? $"{ManifestText.Quote(task)} is in no published result and not part of '{task[..slash]}' at {whole}; ask it in a run of its own"
                    : $"{ManifestText.Quote(task)} is already part of '{task[..slash]}' at {whole}; keep one of the two");
        return faults.Count == before ? [.. paths.Keys] : null;
    }

    private static string? FaultOf(string task)
    {
        var slash = task.IndexOf('/', StringComparison.Ordinal);
        var (head, part) = slash < 0 ? (task, null) : (task[..slash], task[(slash + 1)..]);
        return (head, part) switch
        {
            (_, null) when BenchmarkTasks.All.Contains(head) => null,
            (Coarse, _) when QuestionKeys.Coarse.Contains(part) => null,
            (Coarse, _) => Unknown(task, NearestNames.Question([.. NearestNames.For(part!, QuestionKeys.Coarse).Select(key => $"{Coarse}/{key}")])
                ?? $"the parts of 'coarse' are {ManifestText.And(QuestionKeys.Coarse)}"),
            (Fine, _) => StorePath.IsSegment(part) ? null : Unknown(task, "expected 'fine/SOURCE' with the name of a source dataset"),
            (_, null) when QuestionKeys.Coarse.Contains(head) => Unknown(task, $"did you mean '{Coarse}/{head}'?"),
            (QuestionKeys.Classification, null) => Unknown(task, $"did you mean '{Fine}'?"),
            _ => OwnFault(task, head, part),
        };
    }

    /// <summary>
    /// Any other name may be a task of the dataset, which is checked when planning. A name similar to one of μ-Bench's
    /// tasks is reported as a fault.
    /// </summary>
    private static string? OwnFault(string task, string head, string? part)
    {
        if (!BenchmarkTasks.All.Contains(head) && NearestNames.Question(task, Known) is { } meant)
            return Unknown(task, meant);
        return ManifestNames.IsName(head) && !ManifestText.LooksLikeKey(head) && (part is null || StorePath.IsSegment(part))
            ? null
            : Unknown(task, $"the tasks are {ManifestText.And(Known)}, 'fine/SOURCE' for one source dataset, and the question keys of a dataset of your own");
    }

    private static string Unknown(string task, string then) => $"unknown task {ManifestText.Quote(task)}; {then}";
}
