using System.Text.Json;
using MuBench.Naming;
using MuBench.Storage;

namespace MuBench.Manifests.Reading;

/// <summary>Reads the fields that only an interpolation has.</summary>
internal static class InterpolationReader
{
    public const int MaxAlphas = 101;

    private const string DatasetPrefix = "dataset:";

    public static IReadOnlyList<double> DefaultAlphas { get; } = [0, 0.25, 0.5, 0.75, 1];

    public static ModelManifest Read(JsonObjectReader reader, ModelManifest model)
    {
        var interpolation = model with
        {
            Base = ModelReader.ReadFolder(reader, ModelFields.Base),
            Tuned = ModelReader.ReadFolder(reader, ModelFields.Tuned),
            Alphas = reader.Has(ModelFields.Alphas) ? ReadAlphas(reader) : DefaultAlphas,
            Target = reader.Text(ModelFields.Target),
        };
        if (interpolation.Base is { } folder && folder == interpolation.Tuned)
            reader.Fault(ModelFields.Tuned, $"{ManifestText.Quote(folder)} is 'base' too; an interpolation goes from one model to another");
        return interpolation;
    }

    /// <summary>Whether a text names slices that consist of whole images: a source dataset, or one of its fields.</summary>
    public static bool IsTarget(string text) =>
        text is "h&e" or "pathology" || text.StartsWith(DatasetPrefix, StringComparison.Ordinal) && StorePath.IsSegment(text[DatasetPrefix.Length..]);

    /// <summary>Reads the α in ascending order. Invalid values are left out and reported as faults.</summary>
    private static IReadOnlyList<double> ReadAlphas(JsonObjectReader reader)
    {
        var paths = new SortedDictionary<double, string>();
        foreach (var (value, path) in reader.List(ModelFields.Alphas) ?? [])
        {
            if (Alpha(value) is not { } alpha)
                reader.Faults.Add(path, $"expected a number from 0 to 1 with at most {InterpolationModels.Decimals} digits after the point; found {ManifestText.Found(value)}");
            else if (!paths.TryAdd(alpha, path))
                reader.Faults.Add(path, $"{InterpolationModels.TextOf(alpha)} is already at {paths[alpha]}");
        }
        return [.. paths.Keys];
    }

    private static double? Alpha(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number is >= 0 and <= 1
        && Math.Round(number, InterpolationModels.Decimals) is var alpha && alpha == number
            ? alpha + 0.0 // -0 is 0
            : null;
}
