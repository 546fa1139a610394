using System.Text.Json;
using MuBench.Datasets;
using MuBench.Manifests.Reading.Fields;
using MuBench.Naming;

namespace MuBench.Manifests.Reading;

/// <summary>Reads what a run is to find out.</summary>
internal static class UntilReader
{
    /// <summary>Maximum number of pairs.</summary>
    public const int MaxPairs = 1000;

    private const string VerdictsExpected = "\"all\", \"leader\" or a list of pairs such as [[\"gpt\", \"claude\"]]";

    public static readonly MixedField Verdicts = new("verdicts", VerdictsExpected);
    public static readonly TextField Task = new("task", "a task of this manifest");
    public static readonly NumberField Margin = new("margin", 0, 0.5) { Default = UntilManifest.DefaultMargin };
    public static readonly NumberField HalfWidth = new("halfWidth", 0.001, 0.5);
    public static readonly NumberField Alpha = new("alpha", 0.0001, 0.5) { Default = UntilManifest.DefaultAlpha };
    public static readonly IntegerField MaxImages = new("maxImages", 100, int.MaxValue);
    public static readonly ListField Helpers = new("helpers", "a list of ids of this manifest's contrastive models in process, such as [\"biomedclip\"]", 1, ManifestReader.MaxModels);
    public static readonly ObjectField Until = new("until", [Verdicts, Task, Margin, HalfWidth, Alpha, MaxImages, Helpers]);

    /// <summary>Reads the object; null if the manifest has none.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="models">Its models, with their passes.</param>
    /// <param name="ids">The ids of its models; null if they are unknown because of a fault.</param>
    /// <param name="tasks">Its tasks; null if they are unknown because of a fault.</param>
    public static UntilManifest? Read(
        JsonObjectReader manifest, IReadOnlyList<ModelManifest> models, IReadOnlyList<string>? ids, IReadOnlyList<string>? tasks)
    {
        if (manifest.Object(Until) is not { } reader)
            return null;
        CheckModels(manifest, models);
        var (verdicts, pairs) = ReadVerdicts(reader, ids);
        var until = new UntilManifest
        {
            Verdicts = verdicts,
            Pairs = pairs,
            Task = ReadTask(reader, tasks),
            Margin = reader.Number(Margin, UntilManifest.DefaultMargin)!.Value,
            HalfWidth = reader.Number(HalfWidth),
            Alpha = reader.Number(Alpha, UntilManifest.DefaultAlpha)!.Value,
            MaxImages = (int?)reader.Integer(MaxImages),
            Helpers = reader.Has(Helpers) ? ReadHelpers(reader, models) : null,
        };
        if (!reader.Has(Verdicts) && !reader.Has(HalfWidth))
            reader.Faults.Add(reader.Path, "expected 'verdicts', 'halfWidth' or both: what the run is to find out");
        if (reader.Has(Margin) && !reader.Has(Verdicts))
            reader.Fault(Margin, "belongs to 'verdicts'; add them, or leave the margin out");
        if (reader.Has(Verdicts) && ids?.Count == 1)
            reader.Fault(Verdicts, "needs two models; the manifest has one");
        if (until is { Helpers: not null, MaxImages: not null })
            reader.Fault(Helpers, "are asked about every image, and 'maxImages' limits the images; leave one of them out");
        return until;
    }

    private static List<string> ReadHelpers(JsonObjectReader reader, IReadOnlyList<ModelManifest> models)
    {
        var ids = new List<string>();
        foreach (var (value, path) in reader.List(Helpers) ?? [])
        {
            if (value.ValueKind != JsonValueKind.String)
                reader.Faults.Add(path, $"expected the id of a model; found {ManifestText.Found(value)}");
            else if (models.FirstOrDefault(model => model.Id == value.GetString()) is not { } model)
                reader.Faults.Add(path, $"the manifest has no model {ManifestText.Quote(value.GetString()!)}; {NearestNames.Question(value.GetString()!, [.. models.Select(model => model.Id)]) ?? $"it has {ManifestText.And([.. models.Take(20).Select(model => model.Id)])}"}");
            else if (model.Kind != ModelKinds.Clip || !ModelKinds.IsInProcess(model))
                reader.Faults.Add(path, $"{ManifestText.Quote(model.Id)} is no contrastive model in process, whose answers cost nothing; to use answers of another model, ask it in a run without 'until' first");
            else if (ids.Contains(model.Id))
                reader.Faults.Add(path, $"{ManifestText.Quote(model.Id)} occurs twice; keep one");
            else
                ids.Add(model.Id);
        }

        return ids;
    }

    // Every question is asked once, in the order of the sample.
    private static void CheckModels(JsonObjectReader manifest, IReadOnlyList<ModelManifest> models)
    {
        if (models.FirstOrDefault(model => model.Kind == ModelKinds.Interpolation) is { } mixed)
            manifest.Fault(Until, $"the model {ManifestText.Quote(mixed.Id)} is an interpolation, whose α is chosen on all images; leave 'until' out, or the interpolation");
        if (models.FirstOrDefault(model => model.Passes is { } passes && (passes.Controls is { Count: > 0 } || passes.Repeats is > 1 || passes.Permutations is { Orders: > 0 })) is { } repeated)
            manifest.Fault(Until, $"the model {ManifestText.Quote(repeated.Id)} has controls, repeats or permutations, which ask every question again; leave 'until' out, or these");
    }

    private static string ReadTask(JsonObjectReader reader, IReadOnlyList<string>? tasks)
    {
        var task = reader.Text(Task);
        if (tasks is null)
            return task ?? "";
        if (task is null && tasks.Count > 1 && !reader.Has(Task))
            reader.Fault(Task, $"is required if the manifest has several tasks: one of {ManifestText.And([.. tasks.Take(20)])}");
        else if (task is not null && !tasks.Contains(task, StringComparer.Ordinal))
            reader.Fault(Task, $"the manifest has no task {ManifestText.Quote(task)}; {NearestNames.Question(task, tasks) ?? $"it has {ManifestText.And([.. tasks.Take(20)])}"}");
        else if ((task ?? tasks[0]).Split('/')[0] == BenchmarkTasks.Localization)
            reader.Fault(Task, "localization has scores between right and wrong, and a run stops on right and wrong answers alone; name another task");
        return task ?? tasks[0];
    }

    private static (string? Verdicts, IReadOnlyList<IReadOnlyList<string>>? Pairs) ReadVerdicts(JsonObjectReader reader, IReadOnlyList<string>? ids)
    {
        if (reader.Value(Verdicts) is not { } value)
            return (null, null);
        if (value.ValueKind == JsonValueKind.String && value.GetString() is UntilManifest.All or UntilManifest.Leader)
            return (value.GetString(), null);
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() is 0 or > MaxPairs)
        {
            reader.Fault(Verdicts, $"expected {VerdictsExpected}; found {ManifestText.Found(value)}");
            return (null, null);
        }

        var pairs = new List<IReadOnlyList<string>>();
        foreach (var (entry, index) in value.EnumerateArray().Select((entry, index) => (entry, index)))
        {
            if (ReadPair(reader, entry, $"{reader.PathOf(Verdicts)}[{index}]", ids) is not { } pair)
                continue;
            if (pairs.Exists(other => other.Order().SequenceEqual(pair.Order())))
                reader.Faults.Add($"{reader.PathOf(Verdicts)}[{index}]", "the pair occurs twice; keep one");
            pairs.Add(pair);
        }

        return (null, pairs);
    }

    private static List<string>? ReadPair(JsonObjectReader reader, JsonElement entry, string path, IReadOnlyList<string>? ids)
    {
        if (entry.ValueKind != JsonValueKind.Array || entry.GetArrayLength() != 2 || entry.EnumerateArray().Any(id => id.ValueKind != JsonValueKind.String))
        {
            reader.Faults.Add(path, $"expected a pair of ids of models, such as [\"gpt\", \"claude\"]; found {ManifestText.Found(entry)}");
            return null;
        }

        List<string> pair = [.. entry.EnumerateArray().Select(id => id.GetString()!)];
        if (pair[0] == pair[1])
            reader.Faults.Add(path, $"{ManifestText.Quote(pair[0])} is compared with itself; name two models");
        if (ids is not null && pair.FirstOrDefault(id => !ids.Contains(id, StringComparer.Ordinal)) is { } unknown)
            reader.Faults.Add(path, $"the manifest has no model {ManifestText.Quote(unknown)}; {NearestNames.Question(unknown, ids) ?? $"it has {ManifestText.And([.. ids.Take(20)])}"}");
        return pair;
    }
}
