using MuBench.Weights.Elements;
using MuBench.Weights.Files;
using MuBench.Weights.Naming;
using MuBench.Weights.Onnx;

namespace MuBench.Weights.Mixing;

/// <summary>Checks that models fit together and plans the mix.</summary>
internal sealed class MixPlanner
{
    private readonly IReadOnlyList<WeightModel> _models;
    private readonly List<string> _faults;
    private readonly List<PartMix> _mixes = [];

    private MixPlanner(IReadOnlyList<WeightModel> models, List<string> faults)
    {
        _models = models;
        _faults = faults;
    }

    /// <summary>Plans a mix. Each mismatch is added to <paramref name="faults"/>, one line each.</summary>
    public static MixPlan Plan(IReadOnlyList<WeightModel> models, List<string> faults)
    {
        var planner = new MixPlanner(models, faults);
        if (models.Any(model => model.Format != models[0].Format))
            faults.Add($"{string.Join(" and ", models.Select(model => $"'{model.Path}'"))} are of different formats: export or convert one of them");
        else
            planner.Check();
        return new MixPlan(models, planner._mixes);
    }

    private void Check()
    {
        CheckGraphs();
        var matched = MatchedParts.Of(_models);
        foreach (var (model, part) in matched.Missing.Where(missing => !Constants.IsOptional(missing.Part)))
            _faults.Add($"'{_models[model].Path}' lacks {Describe(part)}");
        foreach (var (model, part) in matched.Extra.Where(extra => !Constants.IsOptional(extra.Part)))
            _faults.Add($"'{_models[model].Path}' has {Describe(part)}, which '{_models[0].Path}' lacks");
        foreach (var mix in matched.Common)
            CheckPart(mix);
        if (_mixes.Count == 0 && _faults.Count == 0)
            _faults.Add($"'{_models[0].Path}' holds no floating-point tensors");
    }

    private void CheckPart(PartMix mix)
    {
        var fits = true;
        for (var model = 1; model < _models.Count; model++)
            fits &= Fits(mix, model);
        if (!fits)
            return;
        if (!Constants.IsConstant(mix.First))
        {
            if (!mix.First.Tensor.IsGraphConstant || Enumerable.Range(1, _models.Count - 1).Any(model => !HasSameBits(mix, model)))
                _mixes.Add(mix);
            return;
        }

        for (var model = 1; model < _models.Count && !Constants.MayDiffer(mix.First); model++)
        {
            if (PartComparer.FirstDifference(mix, model) is { } element)
                _faults.Add($"{mix.First.Label} is a constant, yet it differs in '{_models[model].Path}' from element {element:N0} on{Hint()}");
        }
    }

    private bool Fits(PartMix mix, int model)
    {
        var (first, other) = (mix.First, mix.Parts[model]);
        var before = _faults.Count;
        if (!first.Shape.SequenceEqual(other.Shape) && (first.Elements != 1 || other.Elements != 1))
            _faults.Add($"{first.Label} has the shape {Shape(first)}, in '{_models[model].Path}' {Shape(other)}");
        if (first.Type != other.Type && !(ElementTypes.IsFloat(first.Type) && ElementTypes.IsFloat(other.Type)))
            _faults.Add($"{first.Label} holds {ElementTypes.NameOf(first.Type)}, in '{_models[model].Path}' {ElementTypes.NameOf(other.Type)}");
        else if (first.Type != other.Type && Constants.IsConstant(first))
            _faults.Add($"{first.Label} is a constant of {ElementTypes.NameOf(first.Type)}, in '{_models[model].Path}' of {ElementTypes.NameOf(other.Type)}");
        return _faults.Count == before;
    }

    private static bool HasSameBits(PartMix mix, int model) =>
        mix.Parts[model].Type == mix.First.Type && PartComparer.FirstDifference(mix, model) is null;

    private void CheckGraphs()
    {
        if (_models[0].Graph is not { } first)
            return;
        foreach (var model in _models)
        {
            if (model.Graph!.QuantisedBy is { } operation)
                _faults.Add($"'{model.Path}' is quantised (it has {operation}): mix the models of floating-point weights, then quantise the result");
        }

        foreach (var model in _models.Skip(1))
        {
            if (FirstDifference(first, model.Graph!) is { } difference)
                _faults.Add($"the graph of '{model.Path}' is another one: {difference}. Export both models with the same tool, version and options");
        }
    }

    private static string? FirstDifference(OnnxGraph first, OnnxGraph other)
    {
        for (var i = 0; i < Math.Min(first.Parts.Count, other.Parts.Count); i++)
        {
            if (first.Parts[i].Hash != other.Parts[i].Hash)
                return $"it differs at {first.Parts[i].Description} (there {other.Parts[i].Description}), part {i + 1:N0} of {first.Parts.Count:N0} and {other.Parts.Count:N0}";
        }

        return first.Parts.Count == other.Parts.Count ? null : $"it has {other.Parts.Count:N0} parts, not {first.Parts.Count:N0}";
    }

    private string Hint() => _models[0].Format == WeightFormat.Onnx
        ? ": was the model quantised, or exported with other options?"
        : ": are these models of one architecture?";

    private static string Describe(TensorPart part) => $"{part.Label} {ElementTypes.NameOf(part.Type)} {Shape(part)}";

    private static string Shape(TensorPart part) => $"[{string.Join(", ", part.Shape)}]";
}
