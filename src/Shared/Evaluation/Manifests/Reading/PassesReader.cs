using System.Text.Json;
using MuBench.Manifests.Reading.Fields;
using MuBench.Naming;

namespace MuBench.Manifests.Reading;

/// <summary>Reads controls, repeats and permutations of the manifest, and of a model that overrides them.</summary>
internal static class PassesReader
{
    private static readonly PassesManifest Nothing = new();

    public const int MaxRepeats = 100;
    public const int MaxOrders = 100;

    public static readonly ListField Controls =
        new("controls", $"a list of {ManifestText.And(MuBench.Manifests.Controls.All)}, or of one of them", 0, MuBench.Manifests.Controls.All.Count);

    public static readonly IntegerField Repeats = new("repeats", 1, MaxRepeats);
    public static readonly IntegerField Orders = new("orders", 0, MaxOrders) { IsRequired = true };

    public static readonly ChoiceField NoneOfTheAbove =
        new("noneOfTheAbove", [PermutationsManifest.Pinned, PermutationsManifest.Free]) { Default = PermutationsManifest.Pinned };

    public static readonly ObjectField Permutations = new("permutations", [Orders, NoneOfTheAbove]);

    public static IReadOnlyList<ManifestField> Fields { get; } = [Controls, Repeats, Permutations];

    /// <summary>Reads the settings.</summary>
    /// <param name="controls">The object that may have <see cref="Controls"/>.</param>
    /// <param name="benchmark">The object that may have the others: a model, or the manifest's <c>benchmark</c>.</param>
    public static PassesManifest Read(JsonObjectReader controls, JsonObjectReader? benchmark) => new()
    {
        Controls = ReadControls(controls),
        Repeats = (int?)benchmark?.Integer(Repeats),
        Permutations = ReadPermutations(benchmark?.Object(Permutations)),
    };

    /// <summary>Gives every generative model the manifest's settings for those that it does not set itself.</summary>
    public static IReadOnlyList<ModelManifest> Resolve(IReadOnlyList<ModelManifest> models, PassesManifest defaults) =>
        [.. models.Select(model => ModelKinds.IsGenerative(model.Kind) ? model with { Passes = Merged(model.Passes ?? Nothing, defaults) } : model)];

    private static PassesManifest? Merged(PassesManifest own, PassesManifest defaults) => own.Or(defaults) is var merged && merged == Nothing ? null : merged;

    private static List<string>? ReadControls(JsonObjectReader reader)
    {
        if (!reader.Has(Controls) || reader.List(Controls) is not { } entries)
            return null;
        var names = new List<string>();
        foreach (var (value, path) in entries)
        {
            var name = value.ValueKind == JsonValueKind.String ? value.GetString()! : null;
            if (name is null || !MuBench.Manifests.Controls.All.Contains(name))
            {
                var question = name is null ? null : NearestNames.Question(name, MuBench.Manifests.Controls.All);
                reader.Faults.Add(path, $"expected {ManifestText.Or(MuBench.Manifests.Controls.All)}; found {ManifestText.Found(value)}" + (question is null ? "" : "; " + question));
            }
            else if (names.Contains(name))
            {
                reader.Faults.Add(path, $"{ManifestText.Quote(name)} occurs twice; keep one");
            }
            else
            {
                names.Add(name);
            }
        }

        return names;
    }

    private static PermutationsManifest? ReadPermutations(JsonObjectReader? reader) => reader is null ? null : new PermutationsManifest(
        (int?)reader.Integer(Orders) ?? 0,
        reader.Choice(NoneOfTheAbove) ?? PermutationsManifest.Pinned);
}
