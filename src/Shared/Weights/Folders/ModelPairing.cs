using MuBench.Weights.Safetensors;

namespace MuBench.Weights.Folders;

/// <summary>Which files of several model folders are mixed with each other.</summary>
/// <param name="Sets">The models; each is a list of its relative path in every folder.</param>
/// <param name="Notes">The files that are left out, with reasons.</param>
internal sealed record ModelPairing(IReadOnlyList<IReadOnlyList<string>> Sets, IReadOnlyList<string> Notes)
{
    /// <summary>Pairs the models of folders by relative path. A single safetensors model is paired under any name.</summary>
    /// <exception cref="UserException">A folder has no models, or lacks a model of the others.</exception>
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
            // Only some folders have this format. All of them may still share the other format.
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
            // Each safetensors file is a complete model; an ONNX file may be one of two towers.
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
