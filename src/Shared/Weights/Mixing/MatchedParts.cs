using MuBench.Weights.Files;
using MuBench.Weights.Naming;

namespace MuBench.Weights.Mixing;

/// <summary>The parts of two or more models, matched by name.</summary>
internal sealed class MatchedParts
{
    private readonly List<PartMix> _common = [];
    private readonly List<(int Model, TensorPart Part)> _missing = [];
    private readonly List<(int Model, TensorPart Part)> _extra = [];

    private MatchedParts()
    {
    }

    /// <summary>The parts that all models have, in the order of the first model. Shapes and types may differ.</summary>
    public IReadOnlyList<PartMix> Common => _common;

    /// <summary>Parts of the first model that another model lacks.</summary>
    public IReadOnlyList<(int Model, TensorPart Part)> Missing => _missing;

    /// <summary>Parts of another model that the first model lacks.</summary>
    public IReadOnlyList<(int Model, TensorPart Part)> Extra => _extra;

    /// <summary>Matches the parts of models.</summary>
    /// <exception cref="UserException">Two tensors of one model are the same part.</exception>
    public static MatchedParts Of(IReadOnlyList<WeightModel> models)
    {
        var matched = new MatchedParts();
        var parts = PartsOf(models);
        var byName = models.Select((model, index) => Index(model, parts[index])).ToList();
        foreach (var first in parts[0])
        {
            var found = byName.Select(names => names.GetValueOrDefault(first.Name)).ToList();
            for (var model = 1; model < found.Count; model++)
            {
                if (found[model] is null)
                    matched._missing.Add((model, first));
            }

            if (found.TrueForAll(part => part is not null))
                matched._common.Add(new PartMix([.. found.Select(part => part!)]));
        }

        for (var model = 1; model < models.Count; model++)
            matched._extra.AddRange(parts[model].Where(part => !byName[0].ContainsKey(part.Name)).Select(part => (model, part)));
        return matched;
    }

    // Models with equal names are matched as they are. Names are mapped only between different conventions.
    private static List<IReadOnlyList<TensorPart>> PartsOf(IReadOnlyList<WeightModel> models)
    {
        var names = models[0].Tensors.Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
        return models.All(model => names.SetEquals(model.Tensors.Select(tensor => tensor.Name)))
            ? [.. models.Select(model => model.Tensors.Select(tensor => TensorPart.Whole(tensor, tensor.Name)).ToList())]
            : [.. models.Select(ClipNames.PartsOf)];
    }

    private static Dictionary<string, TensorPart> Index(WeightModel model, IReadOnlyList<TensorPart> parts)
    {
        var names = new Dictionary<string, TensorPart>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            if (!names.TryAdd(part.Name, part))
                throw new UserException($"'{model.Path}' has '{part.Name}' twice, as '{names[part.Name].Tensor.Name}' and '{part.Tensor.Name}': it mixes two naming conventions.");
        }

        return names;
    }
}
