using System.Text.Json;

namespace MuBench.Tests.Manifests;

/// <summary>Datasets and model folders: names in the store, and paths relative to the manifest.</summary>
public sealed class ManifestPathTests
{
    [Theory]
    [InlineData("ubench", "ubench")]
    [InlineData("./data", "./data")]
    [InlineData("./data/", "./data")]
    [InlineData("./my data/v1.2", "./my data/v1.2")]
    public void Read_AllowedDataset_IsTaken(string dataset, string expected) =>
        Assert.Equal(expected, ManifestSample.Read(ManifestSample.With("benchmark.dataset", JsonSerializer.Serialize(dataset))).Manifest!.Benchmark.Dataset);

    [Theory]
    [InlineData("../data", "leaves the manifest's folder")]
    [InlineData("./../data", "leaves the manifest's folder")]
    [InlineData("./a/../../data", "leaves the manifest's folder")]
    [InlineData("..", "leaves the manifest's folder")]
    [InlineData("/data", "is an absolute path")]
    [InlineData("~/data", "is an absolute path")]
    [InlineData("C:/data", "is an absolute path")]
    [InlineData("C:\\data", "is an absolute path")]
    [InlineData("c:data", "is an absolute path")]
    [InlineData("\\\\server\\share", "has a '\\'")]
    [InlineData(".\\data", "has a '\\'")]
    [InlineData("https://host/data", "is a web address")]
    [InlineData("", "the name of a dataset")]
    [InlineData("./", "names the manifest's own folder")]
    [InlineData("./.", "has the segment '.'")]
    [InlineData("./a//b", "empty segment")]
    [InlineData("./\u001b[31m.", "not a file name")]
    [InlineData("./a\0b", "not a file name")]
    [InlineData("datasets/ubench", "the name of a dataset")]
    [InlineData("ubench@1", "the name of a dataset")]
    public void Read_DatasetElsewhere_IsRefusedWithTheRemedy(string dataset, string words)
    {
        var fault = ManifestSample.FaultWith("benchmark.dataset", JsonSerializer.Serialize(dataset));

        Assert.Equal("$.benchmark.dataset", fault.Path);
        Assert.Contains(words, fault.Message);
    }

    [Theory]
    [InlineData("models/biomedclip", "models/biomedclip")]
    [InlineData("models/a/b", "models/a/b")]
    [InlineData("./clip/", "./clip")]
    public void Read_AllowedSource_IsTaken(string source, string expected) =>
        Assert.Equal(expected, ManifestSample.Read(ManifestSample.With("models[2].source", JsonSerializer.Serialize(source))).Manifest!.Models[2].Source);

    [Theory]
    [InlineData("biomedclip", "did you mean 'models/biomedclip' or './biomedclip'?")]
    [InlineData("models", "expected a model folder of the store")]
    [InlineData("models/", "empty segment")]
    [InlineData("models/../runs", "leaves the manifest's folder")]
    [InlineData("responses/abc", "expected a model folder of the store")]
    [InlineData("/models/biomedclip", "is an absolute path")]
    [InlineData("D:\\models", "is an absolute path")]
    [InlineData("hf://org/model", "is a web address")]
    [InlineData("models/a:b", "not a file name")]
    public void Read_SourceElsewhere_IsRefusedWithTheRemedy(string source, string words) =>
        Assert.Contains(words, ManifestSample.FaultWith("models[2].source", JsonSerializer.Serialize(source)).Message);
}
