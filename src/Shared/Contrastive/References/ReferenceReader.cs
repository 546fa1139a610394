using System.Text.Json;
using MuBench.Naming;

namespace MuBench.Contrastive.References;

/// <summary>Reads and checks <c>reference.json</c> of a model folder.</summary>
public static class ReferenceReader
{
    private const double LengthTolerance = 1e-3;

    /// <summary>The values of a model folder; null if it has none.</summary>
    /// <exception cref="UserException">The file is not valid; the message names the member.</exception>
    public static ReferenceValues? TryRead(string folder)
    {
        var path = Path.Combine(folder, ModelFolderNames.Reference);
        if (!File.Exists(path))
            return null;
        try
        {
            using var stream = File.OpenRead(path);
            var values = JsonSerializer.Deserialize(stream, ContrastiveJsonContext.Default.ReferenceValues)
                ?? throw new UserException($"'{path}' is null: it should be an object.");
            return FaultOf(values) is { } fault ? throw new UserException($"'{path}': {fault}.") : values;
        }
        catch (JsonException fault)
        {
            throw new UserException($"'{path}' does not hold reference values: {fault.Message}", fault);
        }
    }

    /// <summary>The greatest allowed difference for a precision.</summary>
    /// <exception cref="UserException">The file states none.</exception>
    public static double ToleranceOf(ReferenceValues values, string precision)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Tolerance.TryGetValue(precision, out var tolerance) ? tolerance : throw new UserException(
            $"{ModelFolderNames.Reference}: tolerance has no member '{precision}': add the greatest allowed difference of a number of an embedding, such as \"{precision}\": 0.01.");
    }

    private static string? FaultOf(ReferenceValues values)
    {
        if (values.FormatVersion != ReferenceValues.CurrentFormatVersion)
            return $"formatVersion is {values.FormatVersion}; this version of MuBench reads {ReferenceValues.CurrentFormatVersion}";
        if (values.Tolerance.FirstOrDefault(entry => !ModelPrecisions.All.Contains(entry.Key)).Key is { } unknown)
            return $"tolerance.{unknown} is not a precision: expected {string.Join(", ", ModelPrecisions.All)}";
        if (values.Tolerance.FirstOrDefault(entry => !(entry.Value is > 0 and < 1)) is { Key: { } wrong } entry)
            return $"tolerance.{wrong} is {entry.Value}: it should be a number above 0 and below 1";
        if (values.Images.Count == 0 || values.Texts.Count == 0)
            return "images and texts should have at least one entry each";
        return values.Images.Select(FaultOf).Concat(values.Texts.Select(FaultOf)).FirstOrDefault(fault => fault is not null);
    }

    private static string? FaultOf(ReferenceImage image, int index) =>
        image.Pattern is < 0 or >= ReferencePicture.Patterns ? $"images[{index}].pattern is {image.Pattern}: it should be 0 to {ReferencePicture.Patterns - 1}"
        : image.Width is < ReferencePicture.MinSide or > ReferencePicture.MaxSide || image.Height is < ReferencePicture.MinSide or > ReferencePicture.MaxSide
            ? $"images[{index}] is {image.Width} x {image.Height}: sides are {ReferencePicture.MinSide} to {ReferencePicture.MaxSide} pixels"
        : EmbeddingFault(image.Embedding, $"images[{index}].embedding");

    private static string? FaultOf(ReferenceText text, int index) => EmbeddingFault(text.Embedding, $"texts[{index}].embedding");

    private static string? EmbeddingFault(IReadOnlyList<float> embedding, string name)
    {
        var length = Math.Sqrt(embedding.Sum(value => (double)value * value));
        return Math.Abs(length - 1) <= LengthTolerance ? null : $"{name} has the length {length:0.####}: embeddings are scaled to length 1";
    }
}
