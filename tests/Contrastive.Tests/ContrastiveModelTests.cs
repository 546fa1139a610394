using MuBench.Contrastive;
using MuBench.Imaging;
using MuBench.TestUtils.Contrastive;

namespace MuBench.Tests.Contrastive;

/// <summary>Compares with PyTorch's results for the same weights (data/make_model.py).</summary>
public sealed class ContrastiveModelTests
{
    private const float Tolerance = 1e-4f;

    public static TheoryData<string> Layouts() => new("separate", "combined");

    [Theory]
    [MemberData(nameof(Layouts))]
    public void EmbedTexts_TorchReference_SameVectors(string layout)
    {
        using var folder = new TinyModel(layout);
        using var model = ContrastiveModel.Load(folder.Path, new ContrastiveOptions { BatchSize = 5 });
        var reference = TinyModel.Reference.Texts;
        var embeddings = model.EmbedTexts([.. reference.Select(text => text.Text)]);
        for (var i = 0; i < reference.Count; i++)
            AssertClose(reference[i].Embedding, embeddings[i]);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void EmbedImages_TorchReference_SameVectors(string layout)
    {
        using var folder = new TinyModel(layout);
        using var model = ContrastiveModel.Load(folder.Path, new ContrastiveOptions { BatchSize = 3 });
        var reference = TinyModel.Reference.Images;
        var tensors = reference.Select(image => model.Preprocess(TinyModel.Image(image.File))).ToList();
        var embeddings = model.EmbedImages(tensors);
        for (var i = 0; i < reference.Count; i++)
            AssertClose(reference[i].Embedding, embeddings[i]);
        tensors.ForEach(tensor => tensor.Dispose());
    }

    [Fact]
    public void Preprocess_TorchReference_SamePixels()
    {
        using var folder = new TinyModel("separate");
        using var model = ContrastiveModel.Load(folder.Path, new ContrastiveOptions());
        foreach (var image in TinyModel.Reference.Images)
        {
            using var tensor = model.Preprocess(TinyModel.Image(image.File));
            Assert.Equal((32, 32), (tensor.Width, tensor.Height));
            var sum = 0.0;
            foreach (var value in tensor.Values)
                sum += value;
            Assert.Equal(image.FirstPixels, tensor.Values[..image.FirstPixels.Length].ToArray());
            Assert.Equal(image.Sum, sum, 1e-6);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(64)]
    public void Embed_AnyBatchSize_SameVectors(int batchSize)
    {
        using var folder = new TinyModel("separate");
        using var model = ContrastiveModel.Load(folder.Path, new ContrastiveOptions { BatchSize = batchSize, IntraOpThreads = 1 });
        var texts = TinyModel.Reference.Texts;
        var embeddings = model.EmbedTexts([.. texts.Reverse().Select(text => text.Text)]);
        foreach (var (text, embedding) in texts.Reverse().Zip(embeddings))
            AssertClose(text.Embedding, embedding);
        Assert.All(embeddings, embedding => Assert.Equal(1f, ContrastiveModel.Similarity(embedding, embedding), 1e-5f));
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Embed_OneByOne_SameBitsAsInBatch(string layout)
    {
        using var folder = new TinyModel(layout);
        using var batched = ContrastiveModel.Load(folder.Path, new ContrastiveOptions());
        using var single = ContrastiveModel.Load(folder.Path, new ContrastiveOptions());
        var texts = TinyModel.Reference.Texts.Select(text => text.Text).ToArray();
        var tensors = TinyModel.Reference.Images.Select(image => batched.Preprocess(TinyModel.Image(image.File))).ToList();
        Assert.Equal(batched.EmbedTexts(texts), texts.Select(text => single.EmbedTexts([text])[0]));
        Assert.Equal(batched.EmbedImages(tensors), tensors.Select(tensor => single.EmbedImages([tensor])[0]));
        tensors.ForEach(tensor => tensor.Dispose());
    }

    [Fact]
    public void EmbedTexts_RepeatedOnManyThreads_EachTextComputedOnce()
    {
        using var folder = new TinyModel("separate");
        using var model = ContrastiveModel.Load(folder.Path, new ContrastiveOptions { BatchSize = 4 });
        var texts = TinyModel.Reference.Texts.Select(text => text.Text).ToArray();
        var first = model.EmbedTexts([texts[0], texts[0], texts[1]]);
        Assert.Equal(2, model.TextsComputed);
        Parallel.For(0, 50, i =>
        {
            var embeddings = model.EmbedTexts([texts[i % texts.Length], texts[0], texts[(i + 7) % texts.Length]]);
            Assert.Same(first[0], embeddings[1]);
        });
        Assert.Equal(texts.Length, model.TextsComputed);
    }

    [Fact]
    public void EmbedTexts_Nothing_Nothing()
    {
        using var folder = new TinyModel("combined");
        using var model = ContrastiveModel.Load(folder.Path, new ContrastiveOptions());
        Assert.Empty(model.EmbedTexts([]));
        Assert.Empty(model.EmbedImages([]));
    }

    [Fact]
    public void Preprocess_BrokenImage_ImageException()
    {
        using var folder = new TinyModel("separate");
        using var model = ContrastiveModel.Load(folder.Path, new ContrastiveOptions());
        Assert.Throws<ImageException>(() => model.Preprocess(TinyModel.Image("rgb.png").AsMemory(0, 200)));
    }

    [Theory]
    [InlineData("{\"model_type\": \"clip\"}", 14.2849)]
    [InlineData("{\"model_type\": \"clip\", \"logit_scale_init_value\": 2.0}", 7.38906)]
    [InlineData("{\"model_type\": \"clip\", \"logit_scale\": 4.6052, \"logit_scale_init_value\": 2.0}", 100.003)]
    public void LogitScale_Config_ExponentialOfTrainedValue(string config, double expected)
    {
        using var folder = new TinyModel("separate");
        File.WriteAllText(Path.Combine(folder.Path, "config.json"), config);
        using var model = ContrastiveModel.Load(folder.Path, new ContrastiveOptions());
        Assert.Equal(expected, model.LogitScale, 1e-3);
    }

    [Fact]
    public void SourceDescription_Model_NamesIt()
    {
        using var folder = new TinyModel("separate");
        using var model = ContrastiveModel.Load(folder.Path, new ContrastiveOptions());
        Assert.Equal("tiny-clip (CLIP, ONNX, CPU)", model.SourceDescription);
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], Tolerance);
    }
}
