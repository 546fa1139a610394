using MuBench.Weights.Elements;
using MuBench.Weights.Files;
using MuBench.Weights.Folders;
using MuBench.Weights.Mixing;

namespace MuBench.Weights.Inspection;

/// <summary>Compares the weights of two models, in bounded memory.</summary>
public static class WeightDiffer
{
    private const int ChunkElements = 16 * 1024;

    /// <summary>Compares two weight files, or all models of two folders.</summary>
    /// <exception cref="UserException">A file cannot be read, or the folders have no models in common.</exception>
    public static async Task<IReadOnlyList<WeightDiff>> CompareAsync(string a, string b, CancellationToken cancellationToken)
    {
        if (Directory.Exists(a) != Directory.Exists(b))
            throw new UserException($"'{a}' and '{b}' are a file and a folder: give two files, or two folders.");
        if (!Directory.Exists(a))
            return [await CompareFilesAsync(a, b, [], cancellationToken).ConfigureAwait(false)];
        var diffs = new List<WeightDiff>();
        var configuration = ArchitectureConfig.Differences(a, b).ToList();
        foreach (var set in ModelPairing.Of([a, b]).Sets)
            diffs.Add(await CompareFilesAsync(Path.Combine(a, set[0]), Path.Combine(b, set[1]), configuration, cancellationToken).ConfigureAwait(false));
        return diffs;
    }

    private static async Task<WeightDiff> CompareFilesAsync(string a, string b, IReadOnlyList<string> configuration, CancellationToken cancellationToken)
    {
        using var first = WeightModels.Open(a);
        using var second = WeightModels.Open(b);
        var faults = new List<string>(configuration);
        MixPlanner.Plan([first, second], faults);
        var common = MatchedParts.Of([first, second]).Common.Where(IsCompared).ToList();
        var compared = new (TensorDifference Difference, DifferenceSums Sums)[common.Count];
        await Parallel.ForAsync(0, common.Count, cancellationToken, (i, token) =>
        {
            compared[i] = Compare(common[i], token);
            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
        var total = new DifferenceSums();
        foreach (var (_, sums) in compared)
            total.Add(sums);
        var ordered = compared.Select(pair => pair.Difference)
            .OrderByDescending(difference => difference.Identical ? 0 : difference.RelativeL2 ?? double.PositiveInfinity)
            .ThenBy(difference => difference.Name, StringComparer.Ordinal);
        return new WeightDiff(a, b, faults, [.. ordered], total.RelativeL2, total.Cosine);
    }

    // Graph constants that are equal are left out: they are not weights and would distort the totals.
    private static bool IsCompared(PartMix mix) =>
        mix.First.Shape.SequenceEqual(mix.Parts[1].Shape) && !(mix.First.Tensor.IsGraphConstant && IsIdentical(mix));

    private static bool IsIdentical(PartMix mix) => mix.First.Type == mix.Parts[1].Type && PartComparer.FirstDifference(mix, 1) is null;

    private static (TensorDifference Difference, DifferenceSums Sums) Compare(PartMix mix, CancellationToken cancellationToken)
    {
        var (a, b) = (mix.First, mix.Parts[1]);
        var sums = new DifferenceSums();
        var numbers = !Constants.IsConstant(a) && !Constants.IsConstant(b);
        if (numbers)
            AddAll(mix, sums, cancellationToken);
        var difference = new TensorDifference(
            a.Name,
            ElementTypes.NameOf(a.Type),
            ElementTypes.NameOf(b.Type),
            a.Shape,
            IsIdentical(mix),
            numbers ? DifferenceSums.Finite(sums.MaxAbs) : null,
            numbers ? sums.RelativeL2 : null,
            numbers ? sums.Cosine : null);
        return (difference, sums);
    }

    private static void AddAll(PartMix mix, DifferenceSums sums, CancellationToken cancellationToken)
    {
        var step = (int)(Math.Max(ChunkElements / mix.Granularity, 1) * mix.Granularity);
        var bytes = new byte[step * sizeof(double)];
        var (a, b, scratch) = (new double[step], new double[step], new double[step]);
        for (var element = 0L; element < mix.First.Elements; element += step)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = (int)Math.Min(step, mix.First.Elements - element);
            Decode(mix, 0, element, bytes, a.AsSpan(0, count));
            Decode(mix, 1, element, bytes, b.AsSpan(0, count));
            sums.Add(a.AsSpan(0, count), b.AsSpan(0, count), scratch);
        }
    }

    private static void Decode(PartMix mix, int model, long element, byte[] bytes, Span<double> target)
    {
        var type = mix.Parts[model].Type;
        mix.Read(model, element, target.Length, bytes);
        ElementCodec.Decode(type, bytes.AsSpan(0, target.Length * ElementTypes.SizeOf(type)), target);
    }
}
