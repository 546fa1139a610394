using MuBench.Contrastive;
using MuBench.Contrastive.Families;
using MuBench.TestUtils;
using MuBench.TestUtils.Contrastive;

namespace MuBench.Tests.Contrastive.Families;

public sealed class ContrastiveFamiliesTests
{
    [Theory]
    [InlineData("CLIP", "config.json", """{"model_type":"clip"}""")]
    [InlineData("PLIP", "config.json", """{"model_type":"clip","_name_or_path":"vinid/plip"}""")]
    [InlineData("QuiltNet", "config.json", """{"model_type":"clip","_name_or_path":"wisdomik/QuiltNet-B-32"}""")]
    [InlineData("ALIGN", "config.json", """{"model_type":"align","architectures":["AlignModel"]}""")]
    [InlineData("SigLIP", "config.json", """{"model_type":"siglip"}""")]
    [InlineData("MedSigLIP", "config.json", """{"model_type":"siglip","_name_or_path":"google/medsiglip-448"}""")]
    [InlineData("OpenCLIP", "open_clip_config.json", """{"model_cfg":{"vision_cfg":{"image_size":224},"text_cfg":{"context_length":77}}}""")]
    [InlineData("SigLIP", "open_clip_config.json", """{"model_cfg":{"init_logit_bias":-10,"text_cfg":{"context_length":64}}}""")]
    [InlineData("BiomedCLIP", "open_clip_config.json", """{"model_cfg":{"text_cfg":{"hf_model_name":"microsoft/BiomedNLP-BiomedBERT-base-uncased-abstract"}}}""")]
    [InlineData("CONCH", "open_clip_config.json", """{"model_cfg":{"vision_cfg":{"image_size":448,"attentional_pool_contrast":true},"text_cfg":{"embed_cls":true}}}""")]
    public void Of_ConfigFile_Family(string expected, string file, string json)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(expected, ContrastiveFamilies.Of(Folder(folder, file, json)).Name);
    }

    [Theory]
    [InlineData("""{"model_type":"blip"}""", "has the model_type 'blip'; it should be one of align, clip, siglip")]
    [InlineData("{}", "has no model_type")]
    public void Of_UnknownModel_SaysWhatIsKnown(string json, string says)
    {
        using var folder = new TemporaryFolder();
        var exception = Assert.Throws<UserException>(() => ContrastiveFamilies.Of(Folder(folder, "config.json", json)));
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CLIP", 77, 77, false)]
    [InlineData("BiomedCLIP", 256, 256, false)]
    [InlineData("CONCH", 128, 127, true)]
    [InlineData("SigLIP", 64, 64, true)]
    [InlineData("ALIGN", 512, 512, false)]
    public void Family_Lengths_AsTheReference(string name, int length, int caption, bool pads)
    {
        var family = ContrastiveFamilies.All.Single(family => family.Name == name);
        Assert.Equal((length, caption, pads), (family.TextLength, family.TextLength - family.ReservedTokens, family.PadsToLength));
    }

    [Fact]
    public void All_EveryEntry_HasSourceAndReason() => Assert.All(ContrastiveFamilies.All, family =>
    {
        Assert.StartsWith("https://", family.Source, StringComparison.Ordinal);
        Assert.NotEmpty(family.Reason);
        Assert.NotEmpty(family.Tokenizer);
        Assert.NotEmpty(family.Match);
    });

    [Theory]
    [InlineData("""{"model_type":"siglip","_name_or_path":"tiny"}""", "tokenizer: it should hold spiece.model")]
    [InlineData("""{"model_type":"align"}""", "tokenizer: it should hold vocab.txt or tokenizer.json of BERT")]
    public void Load_NoTokenizer_SaysWhatTheFamilyNeeds(string config, string says)
    {
        using var folder = new TinyModel("separate");
        folder.Delete("tokenizer.json");
        folder.Write("config.json", config);
        var exception = Assert.Throws<UserException>(() => ContrastiveModel.Load(folder.Path, new ContrastiveOptions()));
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_SigLip_SigmoidScoresAndPaddedTexts()
    {
        using var folder = new TinyModel("separate");
        folder.Delete("tokenizer.json");
        folder.Copy("siglip/spiece.model", "spiece.model");
        folder.Write("config.json", """{"model_type":"siglip","text_config":{"max_position_embeddings":64},"logit_scale":4.7,"logit_bias":-12.5}""");
        using var model = ContrastiveModel.Load(folder.Path, new ContrastiveOptions());
        Assert.Equal(ScoreFunction.Sigmoid, model.Scores);
        Assert.Equal(-12.5f, model.LogitBias);
        Assert.Equal(12, model.EmbedTexts(["a cell"])[0].Length);
    }

    [Theory]
    [InlineData(null, false, new long[] { 7, 8, 9, 0 }, new long[] { 1, 1, 1, 0 })]
    [InlineData(6, false, new long[] { 7, 8, 9, 0, 0, 0 }, new long[] { 1, 1, 1, 0, 0, 0 })]
    [InlineData(6, true, new long[] { 7, 8, 9, 0, 0, 0 }, new long[] { 1, 1, 1, 1, 1, 1 })]
    public void Inputs_PaddingOfTheFamily_IdsAndMask(int? padTo, bool attends, long[] ids, long[] mask)
    {
        using var onnx = new OnnxEncoder(RepositoryFiles.Path("tests/Contrastive.Tests/data/clip/onnx/text_model.onnx"), new ContrastiveOptions());
        var texts = new TextEncoder(onnx, new NoTokenizer(), "text_embeds", 2) { PadTo = padTo, AttendsToPadding = attends };
        var inputs = texts.Inputs([[7, 8, 9], [1, 2, 3, 4]]);
        Assert.Equal(ids, inputs["input_ids"].GetTensorDataAsSpan<long>()[..ids.Length].ToArray());
        Assert.Equal(mask, inputs["attention_mask"].GetTensorDataAsSpan<long>()[..mask.Length].ToArray());
        foreach (var input in inputs.Values)
            input.Dispose();
    }

    private sealed class NoTokenizer : MuBench.Contrastive.Tokenizers.ICaptionTokenizer
    {
        public int PadId => 0;

        public int[] Encode(string caption) => [];
    }

    private static ContrastiveFolder Folder(TemporaryFolder folder, string file, string json)
    {
        File.WriteAllText(Path.Combine(folder.Path, file), json);
        return new ContrastiveFolder(folder.Path, "", "");
    }
}
