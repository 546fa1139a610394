using System.Text.Json;
using MuBench.Manifests.Reading.Fields;
using MuBench.Naming;

namespace MuBench.Manifests.Reading;

/// <summary>Reads the <c>excerpt</c> object, and reduces the manifest to it.</summary>
internal static class ExcerptReader
{
    public static readonly IntegerField Limit = new("limit", 1, int.MaxValue);
    public static readonly ListField Tasks = new("tasks", "a list of tasks of this manifest, or parts of them, such as [\"coarse/stain\"]", 1, 1000);
    public static readonly ListField Models = new("models", "a list of ids of this manifest's models", 1, ManifestReader.MaxModels);
    public static readonly ObjectField Excerpt = new("excerpt", Fields);

    public static IReadOnlyList<ManifestField> Fields => [Limit, Tasks, Models];

    /// <summary>The manifest with the questions and models of its excerpt alone; unchanged if it has none.</summary>
    /// <param name="reader">The manifest's object.</param>
    /// <param name="manifest">The whole manifest.</param>
    /// <param name="tasks">The whole manifest's tasks; null if they are unknown because of a fault.</param>
    /// <param name="runId">Makes the id of the whole manifest's run.</param>
    public static RunManifest Apply(JsonObjectReader reader, RunManifest manifest, IReadOnlyList<string>? tasks, Func<string> runId)
    {
        if (reader.Object(Excerpt) is not { } excerpt)
            return manifest;
        if (!Fields.Any(excerpt.Has))
            excerpt.Faults.Add(excerpt.Path, "expected at least one of 'limit', 'tasks' and 'models'");
        var whole = manifest.Benchmark;
        var limit = (int?)excerpt.Integer(Limit);
        if (limit > whole.Limit)
            excerpt.Fault(Limit, $"an excerpt has at most the images of the whole run: 'limit' is {whole.Limit:N0} in 'benchmark'; found {limit:N0}");
        var asked = excerpt.Has(Tasks) ? ReadTasks(excerpt, tasks) : null;
        var ids = excerpt.Has(Models) ? ReadModels(excerpt, manifest.Models) : null;
        return manifest with
        {
            Benchmark = whole with { Tasks = asked ?? whole.Tasks, Limit = limit ?? whole.Limit },
            Models = ids is null ? manifest.Models : [.. manifest.Models.Where(model => ids.Contains(model.Id))],
            Gate = [],
            Excerpt = new ExcerptManifest
            {
                Of = manifest.Name.Length > 0 ? runId() : "",
                Tasks = whole.Tasks,
                Limit = whole.Limit,
                Models = manifest.Models.Count,
                GateConditions = manifest.Gate.Count,
            },
        };
    }

    private static IReadOnlyList<string>? ReadTasks(JsonObjectReader excerpt, IReadOnlyList<string>? whole)
    {
        var entries = excerpt.List(Tasks);
        if (TaskListReader.Read(entries, excerpt.Faults) is not { } tasks || whole is null)
            return null;
        foreach (var (value, path) in entries!)
        {
            var task = value.GetString()!;
            if (!whole.Contains(task, StringComparer.Ordinal) && !whole.Contains(task.Split('/')[0], StringComparer.Ordinal))
            {
                excerpt.Faults.Add(path, $"{ManifestText.Quote(task)} is no task of this manifest, nor a part of one; "
                    + (NearestNames.Question(task, whole) ?? $"it has {ManifestText.And([.. whole.Take(20)])}"));
            }
        }

        return tasks;
    }

    private static HashSet<string> ReadModels(JsonObjectReader excerpt, IReadOnlyList<ModelManifest> models)
    {
        var known = models.Where(model => model.Id.Length > 0).Select(model => model.Id).ToList();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (value, path) in excerpt.List(Models) ?? [])
        {
            if (value.ValueKind != JsonValueKind.String)
                excerpt.Faults.Add(path, $"expected the id of a model; found {ManifestText.Found(value)}");
            else if (!known.Contains(value.GetString()!))
                excerpt.Faults.Add(path, $"the manifest has no model {ManifestText.Quote(value.GetString()!)}; " + (NearestNames.Question(value.GetString()!, known) ?? $"it has {ManifestText.And([.. known.Take(20)])}"));
            else if (!ids.Add(value.GetString()!))
                excerpt.Faults.Add(path, $"{ManifestText.Quote(value.GetString()!)} occurs twice; keep one");
        }

        return ids;
    }
}
