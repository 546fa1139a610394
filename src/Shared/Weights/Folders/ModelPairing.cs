using MuBench.Weights.Safetensors;

namespace MuBench.Weights.Folders;

/// <summary>Which files of several model folders are mixed with each other.</summary>
/// <param name="Sets">The models, each as its path in every folder; relative paths.</param>
/// <param name="Notes">What is left out, and why.</param>
internal sealed record ModelPairing(IReadOnlyList<IReadOnlyList<string>> Sets, IReadOnlyList<string> Notes)
{
    /// <summary>Pairs the models of folders: by relative path; a single safetensors model under any name.</summary>
    /// <exception cref="UserException">A folder has no models, or lacks one of the others'.</exception>
    public static ModelPairing Of(IReadOnlyList<string> folders)
    {
        var models = folders.Select(WeightFolder.ModelsOf).ToList();
        for (var i = 0; i < folders.Count; i++)
        {
            if (models[i].Count == 0)
                throw new UserException($"'{folders[i]}' holds no weights: no .safetensors and no .onnx file. PyTorch checkpoints (.bin, .pt) are not read; convert them to safetensors.");
        }

        var notes = new List<string>();
        var faults = new List<string>();
        var sets = new List<IReadOnlyList<string>>();
        Pair(folders, [.. models.Select(list => list.Where(IsSafetensors).ToList())], sets, notes, faults);
        Pair(folders, [.. models.Select(list => list.Where(path => !IsSafetensors(path)).ToList())], sets, notes, faults);
        if (sets.Count == 0 && faults.Count == 0)
            faults.Add("one has only safetensors, another only ONNX: export or convert one of them");
        return faults.Count == 0
            ? new ModelPairing(sets, notes)
            : throw new UserException($"The folders {string.Join(", ", folders.Select(folder => $"'{folder}'"))} cannot be combined:\n  {string.Join("\n  ", faults)}");
    }

    private static void Pair(
        IReadOnlyList<string> folders, IReadOnlyList<List<string>> models, List<IReadOnlyList<string>> sets, List<string> notes, List<string> faults)
    {
        if (models.Any(list => list.Count == 0))
        {
            // A format that only some folders have; the others may still meet in the other format.
            notes.AddRange(models.SelectMany((list, i) => list.Select(path => $"'{Path.Combine(folders[i], path)}' is left out: not every input has such a model.")));
            return;
        }

        if (models.All(list => list.Count == 1 && IsSafetensors(list[0])))
        {
            sets.Add([.. models.Select(list => list[0])]);
            return;
        }

        var common = models.Skip(1).Aggregate(models[0].AsEnumerable(), (paths, list) => paths.Intersect(list, StringComparer.Ordinal)).ToList();
        sets.AddRange(common.Select(path => folders.Select(_ => path).ToList()));
        foreach (var path in models.SelectMany(list => list).Except(common, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            // Each safetensors file is a model by itself; an ONNX file may be one of two towers.
            if (common.Count > 0 && IsSafetensors(path))
                notes.Add($"'{path}' is left out: not every input has it.");
            else
                faults.AddRange(Enumerable.Range(0, folders.Count).Where(i => !models[i].Contains(path)).Select(i => $"'{folders[i]}' lacks '{path}'"));
        }
    }

    private static bool IsSafetensors(string path) =>
        path.EndsWith(SafetensorsModel.Extension, StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(SafetensorsModel.IndexExtension, StringComparison.OrdinalIgnoreCase);
}
