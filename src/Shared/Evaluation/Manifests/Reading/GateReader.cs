using MuBench.Datasets;
using MuBench.Manifests.Reading.Fields;
using MuBench.Naming;

namespace MuBench.Manifests.Reading;

/// <summary>Reads the conditions of the gate.</summary>
internal static class GateReader
{
    private static readonly GateManifest Defaults = new() { Model = "" };

    public static readonly TextField Model = new("model", "the id of a model of this manifest") { IsRequired = true };
    public static readonly TextField Task = new("task", "a task of this manifest, a part of one such as 'coarse/stain', or 'all'") { Default = Defaults.Task };
    public static readonly NumberField AtLeast = new("atLeast", 0, 1);
    public static readonly TextField NotWorseThan = new("notWorseThan", "the id of another model of this manifest");
    public static readonly NumberField Margin = new("margin", 0, 1) { Default = Defaults.Margin };

    public static IReadOnlyList<ManifestField> Fields { get; } = [Model, Task, AtLeast, NotWorseThan, Margin];

    /// <summary>Reads the conditions.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="list">The field that holds the conditions.</param>
    /// <param name="ids">The ids of the manifest's models; null if they are unknown because of a fault.</param>
    /// <param name="tasks">The manifest's tasks; null if they are unknown because of a fault.</param>
    public static IReadOnlyList<GateManifest> Read(
        JsonObjectReader manifest, ListField list, IReadOnlyList<string>? ids, IReadOnlyList<string>? tasks)
    {
        var conditions = new List<GateManifest>();
        foreach (var (value, path) in manifest.List(list) ?? [])
            if (JsonObjectReader.Open(value, path, "an object with 'model' and 'atLeast' or 'notWorseThan'", manifest.Faults) is { } reader)
                conditions.Add(Read(reader, ids, tasks));
        return conditions;
    }

    private static GateManifest Read(JsonObjectReader reader, IReadOnlyList<string>? ids, IReadOnlyList<string>? tasks)
    {
        reader.CheckNames(Fields);
        var condition = new GateManifest
        {
            Model = Known(reader, Model, ids, "model") ?? "",
            Task = Known(reader, Task, KnownTasks(reader, tasks), "task") ?? Defaults.Task,
            AtLeast = reader.Number(AtLeast),
            NotWorseThan = Known(reader, NotWorseThan, ids, "model"),
            Margin = reader.Number(Margin, Defaults.Margin)!.Value,
        };
        if (reader.Has(AtLeast) == reader.Has(NotWorseThan))
            reader.Faults.Add(reader.Path, "expected exactly one of 'atLeast' and 'notWorseThan'; found " + (reader.Has(AtLeast) ? "both" : "neither"));
        else if (reader.Has(Margin) && reader.Has(AtLeast))
            reader.Fault(Margin, "belongs to 'notWorseThan'; 'atLeast' has no margin");
        if (condition.NotWorseThan is { } other && other == condition.Model)
            reader.Fault(NotWorseThan, $"{ManifestText.Quote(other)} is compared with itself; name another model");
        return condition;
    }

    /// <summary>'all', the manifest's tasks, and a part of one of them that the condition names.</summary>
    private static IReadOnlyList<string>? KnownTasks(JsonObjectReader reader, IReadOnlyList<string>? tasks)
    {
        if (tasks is null)
            return null;
        IReadOnlyList<string> whole = [Defaults.Task, .. tasks];
        return reader.Text(Task)?.Split('/', 2) is [var task, { Length: > 0 } part] && tasks.Contains(task, StringComparer.Ordinal)
            && (task != BenchmarkTasks.Coarse || QuestionKeys.Coarse.Contains(part))
            ? [.. whole, $"{task}/{part}"]
            : whole;
    }

    private static string? Known(JsonObjectReader reader, TextField field, IReadOnlyList<string>? known, string noun)
    {
        if (reader.Text(field) is not { } text)
            return null;
        if (known is null || known.Contains(text, StringComparer.Ordinal))
            return text;
        reader.Fault(field, reader.Faults.IsFull ? "" : $"the manifest has no {noun} {ManifestText.Quote(text)}; "
            + (NearestNames.Question(text, known) ?? $"it has {ManifestText.And([.. known.Take(20)])}"));
        return null;
    }
}
