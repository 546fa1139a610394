using MuBench.Contrastive;
using MuBench.TestUtils;

namespace MuBench.Tests.Contrastive;

/// <summary>
/// Compares BiomedCLIP with the probabilities of its authors' code for real images of the benchmark. Runs if the environment
/// variable MUBENCH_BIOMEDCLIP names a folder with the model as ONNX and the images are available.
/// </summary>
public sealed class BiomedClipAnchorTests
{
    private const string Variable = "MUBENCH_BIOMEDCLIP";

    private const string Fluorescence = "fluorescence microscopy", Light = "light microscopy", Electron = "electron microscopy", None = "none of the above";

    [Theory]
    [InlineData("ddd6f474-11a6-4876-bfac-651f6fdb669c", "A micrograph acquired through {class}.", new[] { Fluorescence, Light, Electron, None }, new[] { 0.40244, 0.23517, 0.33774, 0.02465 })]
    [InlineData("ddd6f474-11a6-4876-bfac-651f6fdb669c", "A microscopy image obtained through {class}.", new[] { Fluorescence, Light, Electron, None }, new[] { 0.08977, 0.45513, 0.45462, 0.00048 })]
    [InlineData("7ff4c714-1238-4245-8680-e2174e1802fe", "A micrograph acquired through {class}.", null, new[] { 0.13919, 0.49062, 0.24291, 0.12728 })]
    [InlineData("e551d6a5-69bb-4613-b395-42e8c90785f7", "A micrograph acquired through {class}.", new[] { Fluorescence, Electron, Light, None }, new[] { 0.10430, 0.38270, 0.45462, 0.05839 })]
    public void Similarity_RealImage_PublishedProbabilities(string image, string template, string[]? options, double[] expected)
    {
        using var model = Open(image, out var bytes);
        // If the stored order is not known, the three named modalities are compared as a set.
        var scores = Scores(model, bytes, template, options ?? [Fluorescence, Light, Electron, None]);
        var scale = LogitScale(model);
        var weights = scores.Select(score => Math.Exp(scale * (score - scores.Max()))).ToArray();
        var found = weights.Select(weight => weight / weights.Sum()).ToArray();
        if (options is null)
            (expected, found) = ([.. expected.Order()], [.. found.Order()]);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], 2e-3);
    }

    [Theory]
    [InlineData("ddd6f474-11a6-4876-bfac-651f6fdb669c", "A micrograph stained with {class}.", "Wright-Giemsa", 0.99713, "Giemsa", 0.00286)]
    [InlineData("7ff4c714-1238-4245-8680-e2174e1802fe", "A micrograph, typically studied in {class}.", "radiology", 0.97902, "pathology", 0.00016)]
    public void Similarity_TwoOptions_PublishedRatio(string image, string template, string first, double firstProbability, string second, double secondProbability)
    {
        using var model = Open(image, out var bytes);
        var scores = Scores(model, bytes, template, [first, second]);
        // The smaller probability has 2 or 3 digits, which limits the precision of its logarithm.
        Assert.Equal(Math.Log(firstProbability / secondProbability), LogitScale(model) * (scores[0] - scores[1]), 0.05);
    }

    // The export does not contain the trained scale. It is computed from one pair of published probabilities; all other pairs must agree.
    private static double LogitScale(ContrastiveModel model)
    {
        var file = TestData.TryFind("ubench-rows/ddd6f474-11a6-4876-bfac-651f6fdb669c.png")!;
        var scores = Scores(model, File.ReadAllBytes(file), "A micrograph acquired through {class}.", [Fluorescence, None]);
        var scale = Math.Log(0.40244 / 0.02465) / (scores[0] - scores[1]);
        Assert.InRange(scale, 20, 100.5);
        return scale;
    }

    private static ContrastiveModel Open(string image, out byte[] bytes)
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipUnless(folder is { Length: > 0 }, $"SKIPPED: set {Variable} to a folder with BiomedCLIP as ONNX to check it against the published probabilities.");
        var file = TestData.TryFind($"ubench-rows/{image}.png");
        Assert.SkipUnless(file is not null, $"SKIPPED: the image ubench-rows/{image}.png is not here (MUBENCH_TEST_DATA).");
        bytes = File.ReadAllBytes(file);
        return ContrastiveModel.Load(folder, new ContrastiveOptions());
    }

    private static double[] Scores(ContrastiveModel model, byte[] bytes, string template, string[] options)
    {
        using var tensor = model.Preprocess(bytes);
        var image = model.EmbedImages([tensor])[0];
        var texts = model.EmbedTexts([.. options.Select(option => option == None ? None : template.Replace("{class}", option, StringComparison.Ordinal))]);
        return [.. texts.Select(text => (double)ContrastiveModel.Similarity(image, text))];
    }
}
