using MuBench.Manifests;
using MuBench.Models.Contrastive;

namespace MuBench.Tests.Models.Contrastive;

/// <summary>Exports of other precisions (data/make_precisions.py) against what PyTorch gave in 32 bits.</summary>
public sealed class PrecisionTests
{
    [Theory]
    [InlineData(ModelPrecisions.Fp32, "", 1e-6)]
    [InlineData(ModelPrecisions.Fp16, "_fp16", 1e-3)]
    [InlineData(ModelPrecisions.Quantized, "_quantized", 0.02)]
    public void Embed_AnyPrecision_NearTheReference(string precision, string suffix, double tolerance)
    {
        using var folder = Folder(suffix);
        using var model = ContrastiveModel.Load(folder.Path, new ContrastiveOptions { Precision = precision, BatchSize = 3 });
        var texts = model.EmbedTexts([.. TinyModel.Reference.Texts.Select(text => text.Text)]);
        foreach (var (reference, vector) in TinyModel.Reference.Texts.Zip(texts))
            Assert.InRange(1 - ContrastiveModel.Similarity(reference.Embedding, vector), -tolerance, tolerance);
        var tensors = TinyModel.Reference.Images.Select(image => model.Preprocess(TinyModel.Image(image.File))).ToList();
        foreach (var (reference, vector) in TinyModel.Reference.Images.Zip(model.EmbedImages(tensors)))
            Assert.InRange(1 - ContrastiveModel.Similarity(reference.Embedding, vector), -tolerance, tolerance);
        tensors.ForEach(tensor => tensor.Dispose());
    }

    [Theory]
    [InlineData(ModelPrecisions.Fp16, "onnx/vision_model_fp16.onnx with onnx/text_model_fp16.onnx, nor onnx/model_fp16.onnx")]
    [InlineData(ModelPrecisions.Quantized, "onnx/vision_model_quantized.onnx with onnx/text_model_quantized.onnx")]
    public void Load_PrecisionAbsent_NamesTheFile(string precision, string says)
    {
        using var folder = new TinyModel("separate");
        var exception = Assert.Throws<UserException>(() => ContrastiveModel.Load(folder.Path, new ContrastiveOptions { Precision = precision }));
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
        Assert.Contains($"for the precision {precision}", exception.Message, StringComparison.Ordinal);
    }

    private static TinyModel Folder(string suffix)
    {
        var folder = new TinyModel("separate");
        if (suffix.Length > 0)
        {
            foreach (var side in new[] { "vision_model", "text_model" })
                folder.Copy($"clip/onnx/{side}{suffix}.onnx", $"onnx/{side}{suffix}.onnx");
        }

        return folder;
    }
}
