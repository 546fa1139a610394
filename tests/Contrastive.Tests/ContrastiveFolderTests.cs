using MuBench.Contrastive;
using MuBench.TestUtils.Contrastive;

namespace MuBench.Tests.Contrastive;

public sealed class ContrastiveFolderTests
{
    [Theory]
    [InlineData("config.json", "no config.json: it should hold the model's configuration")]
    [InlineData("preprocessor_config.json", "no preprocessor_config.json: it should hold how images are resized")]
    [InlineData("tokenizer.json", "no tokenizer: it should hold tokenizer.json")]
    [InlineData("onnx/text_model.onnx", "no onnx/text_model.onnx beside vision_model.onnx")]
    [InlineData("onnx/vision_model.onnx", "no onnx/vision_model.onnx beside text_model.onnx")]
    public void Load_FileMissing_NamesIt(string file, string says)
    {
        using var folder = new TinyModel("separate");
        folder.Delete(file);
        AssertFault(folder, says);
    }

    [Fact]
    public void Load_NoOnnx_NamesAllLayouts()
    {
        using var folder = new TinyModel("combined");
        folder.Delete("onnx/model.onnx");
        AssertFault(folder, "onnx/vision_model.onnx with onnx/text_model.onnx, nor onnx/model.onnx");
    }

    [Fact]
    public void Load_FolderMissing_NamesIt()
    {
        var exception = Assert.Throws<UserException>(() => ContrastiveModel.Load("/no/such/model", new ContrastiveOptions()));
        Assert.Equal("The model folder '/no/such/model' does not exist.", exception.Message);
    }

    [Fact]
    public void Load_OnnxBesideTheRest_Works()
    {
        using var folder = new TinyModel("combined");
        File.Move(Path.Combine(folder.Path, "onnx/model.onnx"), Path.Combine(folder.Path, "model.onnx"));
        using var model = ContrastiveModel.Load(folder.Path, new ContrastiveOptions());
        Assert.Single(model.EmbedTexts(["a cell"]));
    }

    [Theory]
    [InlineData("config.json", "{", "config.json' is not valid JSON")]
    [InlineData("config.json", "[]", "config.json': the file should be an object")]
    [InlineData("config.json", "{\"model_type\": \"clip\", \"logit_scale\": \"2\"}", "config.json': logit_scale should be a number")]
    [InlineData("onnx/text_model.onnx", "not a model", "text_model.onnx' cannot be loaded as an ONNX model")]
    [InlineData("preprocessor_config.json", "{\"size\": {\"shortest_edge\": 64}, \"crop_size\": 64}", "takes images of 32 x 32, but preprocessor_config.json makes them 64 x 64")]
    [InlineData("preprocessor_config.json", "{\"size\": {\"shortest_edge\": 32}, \"do_center_crop\": false}", "form no batch")]
    public void Load_FileWrong_SaysWhatIsWrong(string file, string content, string says)
    {
        using var folder = new TinyModel("separate");
        folder.Write(file, content);
        AssertFault(folder, says);
    }

    [Fact]
    public void Load_EncodersSwapped_SaysWhatIsMissing()
    {
        using var folder = new TinyModel("separate");
        folder.Delete("onnx/text_model.onnx");
        folder.Copy("clip/onnx/vision_model.onnx", "onnx/text_model.onnx");
        AssertFault(folder, "has no input input_ids");
    }

    [Fact]
    public void Load_OpenClipConfigAlone_Works()
    {
        using var folder = new TinyModel("separate");
        folder.Delete("config.json");
        folder.Delete("preprocessor_config.json");
        folder.Write("open_clip_config.json", """
            { "model_cfg": { "embed_dim": 12, "vision_cfg": { "image_size": 32 }, "text_cfg": { "context_length": 77 } },
              "preprocess_cfg": { "mean": [0.5, 0.5, 0.5], "std": [0.5, 0.5, 0.5], "interpolation": "bicubic", "resize_mode": "shortest" } }
            """);
        using var model = ContrastiveModel.Load(folder.Path, new ContrastiveOptions());
        using var tensor = model.Preprocess(TinyModel.Image("rgb.png"));
        Assert.Equal((32, 32), (tensor.Width, tensor.Height));
    }

    private static void AssertFault(TinyModel folder, string says)
    {
        var exception = Assert.Throws<UserException>(() => ContrastiveModel.Load(folder.Path, new ContrastiveOptions()));
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
    }
}
