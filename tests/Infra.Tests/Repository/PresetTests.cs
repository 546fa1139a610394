using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MuBench.TestUtils;
using YamlDotNet.RepresentationModel;

namespace MuBench.Tests.Repository;

/// <summary>vLLM's parameter files, the table of docs/gpu.md and the models of the deployment say the same.</summary>
public sealed class PresetTests
{
    private const double UsedShare = 0.9;

    // The parameters of `vllm serve` that presets use, as of v0.11.2 (docs/configuration/serve_args.md, engine/arg_utils.py).
    private static readonly HashSet<string> Known =
        ["model", "limit-mm-per-prompt", "max-model-len", "dtype", "tensor-parallel-size", "enable-lora", "max-loras", "max-lora-rank", "lora-modules"];

    private static readonly Dictionary<string, (double Memory, double Reserve)> Gpus = new() { ["T4"] = (16, 2), ["A100"] = (80, 5), ["2 x A100"] = (160, 10) };

    private static readonly IReadOnlyList<string[]> Rows =
        [.. File.ReadLines(RepositoryFiles.Path("docs/gpu.md")).Where(line => line.StartsWith("| [", StringComparison.Ordinal)).Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))];

    private static readonly JsonArray Azure = JsonNode.Parse(File.ReadAllText(RepositoryFiles.Path("samples/gpu/azure.json")))!.AsArray();

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(RepositoryFiles.Path("samples/gpu"), "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Presets => [.. Rows.Select(NameOf)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Parameters_OfFile_AreThoseOfVllm(string name)
    {
        var file = YamlFile.Read($"samples/gpu/{name}.yaml");
        Assert.Empty(file.Names().Except(Known));
        Assert.Contains("\"image\": 1", file.Text("limit-mm-per-prompt"), StringComparison.Ordinal);
        Assert.NotNull(JsonNode.Parse(file.Text("limit-mm-per-prompt")!));
        // Older versions of vLLM write a mapping as Python does, which is no JSON.
        Assert.DoesNotContain(file.Children.Values, value => value is YamlMappingNode);
        Assert.Equal(file.Text("enable-lora") == "true", file.Member("lora-modules").Items().Any());
    }

    [Fact]
    public void Table_HasEveryFileButTheOneOfAdapters() =>
        Assert.Equal(Files.Select(row => row.Data).Where(name => !name.EndsWith("-lora", StringComparison.Ordinal)).Order(StringComparer.Ordinal), Rows.Select(NameOf).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Presets))]
    public void Row_OfPreset_IsItsFileAndItsModelOfTheDeployment(string name)
    {
        var row = Row(name);
        var file = YamlFile.Read($"samples/gpu/{name}.yaml");
        var gpu = row[2];
        Assert.Equal(row[1].Trim('`'), file.Text("model"));
        Assert.Equal(Number(row[7]), double.Parse(file.Text("max-model-len")!, CultureInfo.InvariantCulture));
        Assert.Equal(gpu == "T4" ? "half" : null, file.Text("dtype"));
        Assert.Equal(gpu.StartsWith('2') ? "2" : null, file.Text("tensor-parallel-size"));
        var deployed = Azure.FirstOrDefault(model => (string)model!["name"]! == name);
        if (gpu.StartsWith('2'))
        {
            Assert.Null(deployed);
            return;
        }

        Assert.Equal((file.Text("model"), gpu), ((string?)deployed!["model"], (string?)deployed["gpu"]));
        Assert.Equal(
            ["--limit-mm-per-prompt", file.Text("limit-mm-per-prompt"), "--max-model-len", file.Text("max-model-len")],
            deployed["arguments"]!.AsArray().Select(argument => (string?)argument));
        Assert.Matches("^[a-z][a-z0-9-]{1,31}$", name);
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void Row_OfPreset_FitsItsGpu(string name)
    {
        var row = Row(name);
        var (memory, reserve) = Gpus[row[2]];
        var (parameters, weights) = (Number(row[3]), Number(row[4].Replace(" GB", "", StringComparison.Ordinal)));
        Assert.Equal(parameters * (name.EndsWith("-awq", StringComparison.Ordinal) ? 0.6 : 2), weights, 0.06);
        var cache = Number(row[5].Replace(" KiB", "", StringComparison.Ordinal)) * 1024;
        var (image, context, fitting) = (Number(row[6]), Number(row[7]), Number(row[8]));
        Assert.True(image + 2_500 <= context, $"{context - image} tokens beside the image");
        Assert.Equal(Math.Floor(((memory * UsedShare) - weights - reserve) * 1e9 / (cache * context)), fitting, 1.0);
        Assert.True(fitting >= 1);
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void Row_OfPreset_NamesAFormatOfBoxesThatManifestsTake(string name)
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(RepositoryFiles.Path("schema/manifest.schema.json")));
        Assert.Contains($"\"{Row(name)[9].Trim('`')}\"", schema.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    private static string[] Row(string name) => Rows.Single(row => NameOf(row) == name);

    private static string NameOf(string[] row) => row[0][1..row[0].IndexOf(']', StringComparison.Ordinal)];

    private static double Number(string text) => double.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);
}
