using System.Globalization;

namespace MuBench.Contrastive.References;

/// <summary>Embeds the inputs of reference values and compares the results.</summary>
public static class ReferenceComparison
{
    // The trained factor is stored as a 32-bit logarithm, and its exponential amplifies that rounding.
    private const double LogitTolerance = 1e-4;

    /// <summary>Inputs for a model without reference values: they show that it embeds, and prove nothing.</summary>
    public static ReferenceValues Unproven { get; } = new()
    {
        FormatVersion = ReferenceValues.CurrentFormatVersion,
        Tolerance = new Dictionary<string, double>(),
        Images = [new(0, 320, 240, []), new(1, 200, 333, []), new(2, 97, 97, [])],
        Texts = [new("a photomicrograph of a cell.", []), new("An H&E-stained section, 40x: lymphocytes (CD3+)", []), new("", [])],
    };

    /// <summary>Embeds the inputs and compares every value that is stated.</summary>
    /// <param name="model">The model.</param>
    /// <param name="values">The inputs and their values.</param>
    /// <param name="tolerance">The greatest allowed difference of a number of an embedding.</param>
    /// <exception cref="UserException">An input cannot be embedded.</exception>
    public static IReadOnlyList<ComparedInput> Run(ContrastiveModel model, ReferenceValues values, double tolerance)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(values);
        var rows = new List<ComparedInput>();
        foreach (var (text, embedding) in values.Texts.Zip(EmbedTexts(model, values)))
        {
            if (text.Tokens is { } tokens)
                rows.Add(CompareTokens(text.Text, tokens, model.Tokenize(text.Text)));
            rows.Add(CompareEmbeddings(Name(text), text.Embedding, embedding, tolerance));
        }

        rows.AddRange(values.Images.Zip(EmbedImages(model, values), (image, embedding) => CompareEmbeddings(Name(image), image.Embedding, embedding, tolerance)));
        if (values.LogitScale is { } scale)
            rows.Add(CompareNumbers("logit scale", scale, model.LogitScale));
        if (values.LogitBias is { } bias)
            rows.Add(CompareNumbers("logit bias", bias, model.LogitBias));
        return rows;
    }

    /// <summary>Embeds the texts, in their order.</summary>
    public static float[][] EmbedTexts(ContrastiveModel model, ReferenceValues values) => model.EmbedTexts([.. values.Texts.Select(text => text.Text)]);

    /// <summary>Embeds the pictures, in their order.</summary>
    public static float[][] EmbedImages(ContrastiveModel model, ReferenceValues values)
    {
        var tensors = new List<ImageTensor>();
        try
        {
            foreach (var image in values.Images)
                tensors.Add(model.Preprocess(ReferencePicture.Encode(image.Pattern, image.Width, image.Height)));
            return model.EmbedImages(tensors);
        }
        finally
        {
            tensors.ForEach(tensor => tensor.Dispose());
        }
    }

    private static string Name(ReferenceText text) => $"text \"{text.Text}\"";

    private static string Name(ReferenceImage image) => $"picture {image.Pattern} of {image.Width} x {image.Height}";

    private static ComparedInput CompareTokens(string text, IReadOnlyList<int> expected, int[] found)
    {
        var common = Math.Min(expected.Count, found.Length);
        var at = Enumerable.Range(0, common).FirstOrDefault(index => expected[index] != found[index], common);
        var fault = at < common ? $"token {at + 1} is {found[at]}, expected {expected[at]}"
            : expected.Count != found.Length ? $"{found.Length} tokens, expected {expected.Count}"
            : null;
        return new ComparedInput($"text \"{text}\"", "tokens", null, null, null, fault);
    }

    private static ComparedInput CompareEmbeddings(string input, IReadOnlyList<float> expected, float[] found, double tolerance)
    {
        if (expected.Count != found.Length)
            return new ComparedInput(input, "embedding", null, tolerance, null, $"{found.Length} numbers, expected {expected.Count}");
        var difference = expected.Zip(found, (a, b) => Math.Abs((double)a - b)).Max();
        var cosine = expected.Zip(found, (a, b) => (double)a * b).Sum() / Math.Sqrt(expected.Sum(value => (double)value * value));
        return new ComparedInput(input, "embedding", difference, tolerance, cosine, difference <= tolerance ? null : "differs");
    }

    private static ComparedInput CompareNumbers(string name, double expected, double found)
    {
        var limit = LogitTolerance * Math.Max(1, Math.Abs(expected));
        var difference = Math.Abs(expected - found);
        return new ComparedInput(
            "model", name, difference, limit, null, difference <= limit ? null : string.Create(CultureInfo.InvariantCulture, $"is {found:G6}, expected {expected:G6}: state it in config.json"));
    }
}
