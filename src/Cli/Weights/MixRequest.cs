using System.Globalization;
using MuBench.Weights;

namespace MuBench.Cli.Weights;

/// <summary>The options of <c>mubench weights interpolate</c>.</summary>
internal sealed record MixRequest(IReadOnlyList<string> Inputs, IReadOnlyList<InterpolationOutput> Outputs)
{
    private const string AlphaPlace = "{alpha}";

    /// <summary>Reads the options.</summary>
    /// <exception cref="UserException">Options contradict each other, or one is missing.</exception>
    public static MixRequest Of(string? baseModel, string? tuned, IReadOnlyList<double> alphas, IReadOnlyList<string> weights, string output)
    {
        if (weights.Count > 0)
        {
            return baseModel is null && tuned is null && alphas.Count == 0
                ? OfWeights(weights, output)
                : throw new UserException("Give either --weights, or --base, --tuned and --alpha.");
        }

        if (baseModel is null || tuned is null || alphas.Count == 0)
            throw new UserException("Give --base, --tuned and --alpha, or --weights with two models or more. An α of 0.5 is a good first try.");
        if (alphas.FirstOrDefault(alpha => !(alpha is >= 0 and <= 1), 0) is var wrong && wrong != 0)
            throw new UserException($"--alpha {Text(wrong)}: expected 0 to 1. To go beyond the models, give --weights.");
        if (alphas.Distinct().Count() < alphas.Count)
            throw new UserException("--alpha names the same number twice.");
        return new MixRequest([baseModel, tuned], [.. alphas.Select(alpha => new InterpolationOutput(
            PathOf(output, alpha, alphas.Count, baseModel), WeightInterpolator.WeightsOf(alpha)))]);
    }

    private static MixRequest OfWeights(IReadOnlyList<string> weights, string output)
    {
        var inputs = new List<string>();
        var numbers = new List<double>();
        foreach (var term in weights)
        {
            var equals = term.LastIndexOf('=');
            if (equals <= 0 || !double.TryParse(term[(equals + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) || !double.IsFinite(weight))
                throw new UserException($"--weights {term}: expected PATH=NUMBER, such as models/clip=0.4.");
            inputs.Add(term[..equals]);
            numbers.Add(weight);
        }

        return inputs.Count > 1
            ? new MixRequest(inputs, [new InterpolationOutput(output, numbers)])
            : throw new UserException("--weights needs two models or more.");
    }

    private static string PathOf(string output, double alpha, int count, string baseModel)
    {
        if (output.Contains(AlphaPlace, StringComparison.Ordinal))
            return output.Replace(AlphaPlace, Text(alpha), StringComparison.Ordinal);
        if (count == 1)
            return output;
        var folder = Path.Combine(output, $"alpha-{Text(alpha)}");
        return Directory.Exists(baseModel) ? folder : Path.Combine(folder, Path.GetFileName(baseModel));
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
