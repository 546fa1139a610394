using System.Runtime.Intrinsics.X86;
using System.Text;
using Microsoft.ML.OnnxRuntime;
using MuBench.Contrastive;
using MuBench.TestUtils.Contrastive;
using MuBench.Weights.Files;

namespace MuBench.Tests.Contrastive;

/// <summary>Compares exports in other precisions (data/make_precisions.py) with PyTorch's 32-bit results.</summary>
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

    /// <summary>Sums have 32 bits on every x64 processor: ONNX Runtime makes the signed weights unsigned, or need not do so.</summary>
    [Fact]
    public void ExactBytes_EightBitExport_IsHonouredByOnnxRuntime()
    {
        Assert.SkipUnless(Avx2.IsSupported, "Only x64 has instructions that saturate.");
        using var folder = Folder("_quantized");
        Assert.Contains("_s8_2_u8", Optimized("1"), StringComparison.Ordinal);
        Assert.DoesNotContain("_s8_2_u8", Optimized("0"), StringComparison.Ordinal);

        string Optimized(string exact)
        {
            var file = Path.Combine(folder.Path, $"optimized-{exact}.onnx");
            using var settings = new SessionOptions { OptimizedModelFilePath = file, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
            settings.AddSessionConfigEntry(Arithmetic.ExactBytes, exact);
            using var session = new InferenceSession(Path.Combine(folder.Path, "onnx", "vision_model_quantized.onnx"), settings);
            return Encoding.Latin1.GetString(File.ReadAllBytes(file));
        }
    }

    [Theory]
    [InlineData(ModelPrecisions.Fp32, "")]
    [InlineData(ModelPrecisions.Quantized, "_quantized")]
    public void ComputedBy_OnTheProcessor_NamesPrecisionAndInstructionSet(string precision, string suffix)
    {
        using var folder = Folder(suffix);
        using var model = ContrastiveModel.Load(folder.Path, new ContrastiveOptions { Precision = precision });
        Assert.Equal($"{precision} on {Processor.Name}", model.ComputedBy);
        Assert.False(model.MaySaturate);
    }

    [Fact]
    public void Inexact_OperatorsThatTheSettingDoesNotCover_AreNamed()
    {
        string[] operators = ["MatMulInteger", "DynamicQuantizeLinear", "QLinearConv", "QLinearMatMul", "MatMulNBits"];
        Assert.Equal(["MatMulNBits"], new IntegerOperators(operators.ToHashSet(), 20, null).Inexact);
        Assert.Equal(["MatMulNBits", "QLinearMatMul"], new IntegerOperators(operators.ToHashSet(), 21, null).Inexact);
        Assert.Contains("model.onnx", Assert.Single(new IntegerOperators(new HashSet<string>(), 0, "model.onnx").Inexact), StringComparison.Ordinal);
    }

    /// <summary>Such an export uses one scale for a whole forward pass. Responses must not depend on the rest of the pass.</summary>
    [Fact]
    public void EmbedImages_EightBitExport_SameAloneAndInABatch()
    {
        using var folder = Folder("_quantized");
        using var model = ContrastiveModel.Load(folder.Path, new ContrastiveOptions { Precision = ModelPrecisions.Quantized, BatchSize = 16 });
        var tensors = TinyModel.Reference.Images.Select(image => model.Preprocess(TinyModel.Image(image.File))).ToList();
        string[] texts = [.. TinyModel.Reference.Texts.Select(text => text.Text)];

        Assert.Equal(tensors.Select(tensor => model.EmbedImages([tensor])[0]), model.EmbedImages(tensors));
        Assert.Equal(texts.Select(text => model.EmbedTextsOnce([text])[0]), model.EmbedTextsOnce(texts));
        tensors.ForEach(tensor => tensor.Dispose());
    }

    [Fact]
    public void Open_EightBitExport_ListsItsIntegerOperatorsAndOpset()
    {
        using var folder = Folder("_quantized");
        using var model = WeightModels.Open(Path.Combine(folder.Path, "onnx", "vision_model_quantized.onnx"));
        Assert.Equal(["DynamicQuantizeLinear", "MatMulInteger"], model.Graph!.QuantisedOperators);
        Assert.InRange(model.Graph.Opset, 11, 20);
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
