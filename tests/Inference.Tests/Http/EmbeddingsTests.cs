using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using MuBench.Contrastive;
using MuBench.TestUtils;
using MuBench.TestUtils.Datasets;

namespace MuBench.Tests.Http;

public sealed class EmbeddingsTests : IAsyncLifetime
{
    private static readonly string[] Texts = ["an electron micrograph", "a histology slide stained with H&E", "a", "an electron micrograph"];

    private RunningServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Embeddings_Texts_AreThoseOfTheModelInProcess()
    {
        using var model = Model();

        var response = await _server.EmbedAsync(Body("text", Texts));

        AssertSame(model.EmbedTexts(Texts), response);
        Assert.Equal("list", (string)response["object"]!);
        Assert.StartsWith("clip-base@", (string)response["model"]!, StringComparison.Ordinal);
        Assert.Equal(Texts.Sum(model.CountTokens), (int)response["usage"]!["prompt_tokens"]!);
    }

    [Theory]
    [InlineData("float")]
    [InlineData("base64")]
    public async Task Embeddings_Images_AreThoseOfTheModelInProcess(string format)
    {
        using var model = Model();
        string[] files = ["gray16.png", "420.jpg", "cmyk.tif", "gray.bmp", "frames.gif"];
        var images = files.Select(file => File.ReadAllBytes(RepositoryFiles.Path("tests", "Imaging.Tests", "data", "decode", file))).ToList();

        var response = await _server.EmbedAsync(Body("image", images.Select(Uri), $", \"encoding_format\": \"{format}\""));

        AssertSame([.. images.Select(image => InProcess(model, image))], response);
    }

    [Fact]
    public async Task Embeddings_ManyRequestsAtOnce_GetTheirOwnVectors()
    {
        using var model = Model();
        var images = Enumerable.Range(0, 40).Select(number => TestPng.Encode(16, 16, number)).ToList();

        var responses = await Task.WhenAll(images.Select(image => _server.EmbedAsync(Body("image", [Uri(image)]))));

        for (var i = 0; i < images.Count; i++)
            AssertSame([InProcess(model, images[i])], responses[i]);
        var metrics = await _server.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        var batches = int.Parse(metrics.Split("mubench_inference_batch_items_count{model=\"clip-base\",modality=\"image\"} ")[1].Split('\n')[0]);
        Assert.InRange(batches, 1, images.Count - 1);
    }

    [Theory]
    [InlineData("""[]""", null, "invalid_value")]
    [InlineData("""{"input":"a"}""", "model", "missing_field")]
    [InlineData("""{"model":"clip-base"}""", "input", "missing_field")]
    [InlineData("""{"model":"clip-base","input":[]}""", "input", "invalid_value")]
    [InlineData("""{"model":"clip-base","input":[1,2]}""", "input[0]", "invalid_value")]
    [InlineData("""{"model":"clip-base","input":["a",3]}""", "input[1]", "invalid_value")]
    [InlineData("""{"model":3,"input":"a"}""", "model", "invalid_value")]
    [InlineData("""{"model":"clip-base","input":"a","modality":"audio"}""", "modality", "invalid_value")]
    [InlineData("""{"model":"clip-base","input":"a","encoding_format":"int8"}""", "encoding_format", "invalid_value")]
    [InlineData("""{"model":"clip-base","input":"a","dimensions":7}""", "dimensions", "invalid_value")]
    [InlineData("""{"model":"clip-base","input":"data:image/png;base64,AAAA"}""", "input[0]", "invalid_value")]
    [InlineData("""{"model":"clip-base","modality":"image","input":"http://169.254.169.254/"}""", "input[0]", "invalid_image")]
    [InlineData("""{"model":"clip-base","modality":"image","input":"data:image/png;base64,%%%"}""", "input[0]", "invalid_image")]
    [InlineData("""{"model":"clip-base","modality":"image","input":"data:image/png,abc"}""", "input[0]", "invalid_image")]
    [InlineData("""{"model":"clip-base","modality":"image","input":"data:image/png;base64,aGVsbG8="}""", "input[0]", "invalid_image")]
    [InlineData("""{"model":"clip-base","input":"a" """, null, "invalid_json")]
    public async Task Embeddings_WrongRequest_Is400AndNamesTheField(string body, string? param, string code)
    {
        var error = await _server.RefuseAsync(HttpStatusCode.BadRequest, body);

        Assert.Equal(param, (string?)error["param"]);
        Assert.Equal(code, (string?)error["code"]);
        Assert.Equal("invalid_request_error", (string?)error["type"]);
    }

    [Fact]
    public async Task Embeddings_OneBrokenImageOfSeveral_IsNamed()
    {
        var good = TestPng.Encode(8, 8, 1);

        var error = await _server.RefuseAsync(HttpStatusCode.BadRequest, Body("image", [Uri(good), Uri(good[..40]), Uri(good)]));

        Assert.Equal("input[1]", (string?)error["param"]);
    }

    [Fact]
    public async Task Embeddings_UnknownModel_Is404() =>
        Assert.Equal("model_not_found", (string?)(await _server.RefuseAsync(HttpStatusCode.NotFound, """{"model":"clip","input":"a"}"""))["code"]);

    [Fact]
    public async Task Models_Listed_SayWhatTheyRunOn()
    {
        var list = JsonNode.Parse(await _server.Http.GetStringAsync("/v1/models", TestContext.Current.CancellationToken))!["data"]!.AsArray();
        var one = JsonNode.Parse(await _server.Http.GetStringAsync("/v1/models/clip-base", TestContext.Current.CancellationToken))!;

        Assert.Equal(["clip-base", "clip-he-tuned"], list.Select(model => (string)model!["id"]!));
        Assert.Equal("CPUExecutionProvider", (string)one["execution_provider"]!);
        Assert.Equal(64, (int)one["dimensions"]!);
        Assert.Equal($"fp32 on {Processor.Name}", (string)one["computed_by"]!);
        Assert.Equal("softmax", (string)one["score_function"]!);
        Assert.Contains("provider=\"CPUExecutionProvider\"", await _server.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static ContrastiveModel Model() => ContrastiveModel.Load(Path.Combine(RunningServer.Models, "clip-base"), new ContrastiveOptions());

    private static float[] InProcess(ContrastiveModel model, byte[] image)
    {
        using var tensor = model.Preprocess(image);
        return model.EmbedImages([tensor])[0];
    }

    private static string Uri(byte[] image) => $"data:image/png;base64,{Convert.ToBase64String(image)}";

    private static string Body(string modality, IEnumerable<string> inputs, string more = "") =>
        $$"""{ "model": "clip-base", "modality": "{{modality}}", "input": [{{string.Join(',', inputs.Select(input => $"\"{input}\""))}}]{{more}} }""";

    private static void AssertSame(float[][] expected, JsonNode response)
    {
        var data = response["data"]!.AsArray();
        Assert.Equal(expected.Length, data.Count);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(i, (int)data[i]!["index"]!);
            var embedding = data[i]!["embedding"]!;
            var vector = embedding is JsonArray numbers
                ? [.. numbers.Select(number => (float)number!)]
                : MemoryMarshal.Cast<byte, float>(Convert.FromBase64String((string)embedding!)).ToArray();
            Assert.Equal(expected[i].Length, vector.Length);
            for (var j = 0; j < vector.Length; j++)
                Assert.Equal(expected[i][j], vector[j], 1e-5f);
        }
    }
}
