using MuBench.Contrastive;
using MuBench.TestUtils.Contrastive;
using MuBench.TestUtils.Weights;

namespace MuBench.Tests.Contrastive;

public sealed class ContrastiveFactsTests
{
    [Theory]
    [InlineData("separate", 2352 + 7880)]
    [InlineData("combined", 10216)]
    public void Read_OnnxFiles_CountsTheElementsOfTheirInitializersAsPythonDoes(string layout, long parameters)
    {
        using var model = new TinyModel(layout);

        Assert.Equal(parameters, ContrastiveFacts.Read(ContrastiveFolder.Open(model.Path, ModelPrecisions.Fp32)).Parameters);
    }

    [Fact]
    public void Read_InitialScaleAlone_KnowsNoTrainedOne()
    {
        using var model = new TinyModel("separate");

        var facts = ContrastiveFacts.Read(ContrastiveFolder.Open(model.Path, ModelPrecisions.Fp32));

        Assert.Equal((ModelFacts.Softmax, (double?)null, "tiny-clip (clip)"), (facts.ScoreFunction, facts.LogitScale, facts.Description));
    }

    [Fact]
    public void Read_ScaleInTheConfiguration_IsItsExponential()
    {
        using var model = new TinyModel("separate");
        model.Write("config.json", """{ "model_type": "clip", "logit_scale_init_value": 2.6592, "logit_scale": 4.6052 }""");

        Assert.Equal(Math.Exp(4.6052), ContrastiveFacts.Read(ContrastiveFolder.Open(model.Path, ModelPrecisions.Fp32)).LogitScale);
    }

    [Theory]
    [InlineData("model.safetensors", "logit_scale")]
    [InlineData("open_clip_model.safetensors", "model.logit_scale")]
    public void Read_ScaleInTheCheckpoint_IsItsExponential(string file, string tensor)
    {
        using var model = new TinyModel("separate");
        WeightSamples.Write(model.Path, file, (tensor, [4.5f]), ("logit_scale_of_another", [1f]));

        Assert.Equal(Math.Exp(4.5), ContrastiveFacts.Read(ContrastiveFolder.Open(model.Path, ModelPrecisions.Fp32)).LogitScale);
    }

    [Fact]
    public void Read_DamagedCheckpoint_KnowsNoScale()
    {
        using var model = new TinyModel("separate");
        model.Write("model.safetensors", "no weights");

        Assert.Null(ContrastiveFacts.Read(ContrastiveFolder.Open(model.Path, ModelPrecisions.Fp32)).LogitScale);
    }

    [Fact]
    public void Read_SiglipFolder_IsReadBySigmoid()
    {
        using var model = new TinyModel("separate");
        model.Write("config.json", """{ "model_type": "siglip", "logit_scale": 2 }""");

        Assert.Equal(ModelFacts.Sigmoid, ContrastiveFacts.Read(ContrastiveFolder.Open(model.Path, ModelPrecisions.Fp32)).ScoreFunction);
    }
}
