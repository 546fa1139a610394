using System.Globalization;
using System.Text.Json.Nodes;
using MuBench.TestUtils;
using MuBench.TestUtils.Datasets;
using MuBench.TestUtils.Http;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Runs;

/// <summary>Runs with boxes, against a server that writes them in each model family's syntax.</summary>
public sealed class LocalizationRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mubench-boxes-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Run_ModelsOfEveryFamilyThatFindEverything_AreScoredNearOneAndThoseThatDrawNoneHaveNoScore()
    {
        var truth = RegionDataset.Write(Path.Combine(_folder, "cells"), 8);
        var files = truth.Keys.Select(key => key.File).Distinct().ToDictionary(file => Convert.ToBase64String(File.ReadAllBytes(Path.Combine(_folder, "cells", file))));
        await using var server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Text(Answer(call, truth, files)));
        string[] families = ["paligemma", "qwen-vl", "qwen2.5-vl", "qwen3-vl", "gemini", "json"];
        var models = families.Select(family => $$"""{ "id": "{{family}}", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "{{family}}", "detection": "{{family}}" }""");
        WriteManifest($$"""
            { "name": "boxes", "benchmark": { "dataset": "./cells", "tasks": ["coarse", "localization"] }, "models": [ {{string.Join(",", models)}}, { "id": "chance", "kind": "random" } ],
              "gate": [ { "model": "json", "task": "localization", "atLeast": 0.6 }, { "model": "json", "task": "localization", "notWorseThan": "gemini", "margin": 0.4 } ] }
            """);

        var (code, output, error) = await CliProcess.RunAsync(["run", "manifest.json", "--store", "store"], _folder);

        Assert.True(code == 0, error + output);
        Assert.Contains("localization (GRIT)", output, StringComparison.Ordinal);
        var report = Report();
        foreach (var family in families)
        {
            Assert.InRange(Number(report, family, "all"), 0.93, 1);
            Assert.InRange(Number(report, family, "authors"), 0.93, 1);
            Assert.InRange(Number(report, family, "metric:mask-iou"), 0.9, 1);
        }

        Assert.True((string?)report["gate"]!["result"] == "pass", report["gate"]!.ToJsonString());
        var chance = report["models"]!.AsArray().Single(model => (string?)model!["id"] == "chance")!;
        Assert.Equal((10, 10, false), ((int)chance["notApplicable"]!, (int)chance["outcomes"]!["notRun"]!, (bool)chance["void"]!));
        Assert.DoesNotContain(chance["scores"]!.AsArray(), score => (string?)score!["task"] == "localization");
        var csv = File.ReadAllText(Find("scores.csv"));
        Assert.Contains(",localization,all,official,10,", csv, StringComparison.Ordinal);
        Assert.Matches(",grit,[a-z-]*,false\r\n", csv);
        // The second run finds every response, including those of PaliGemma's two calls.
        var calls = server.Count;
        Assert.Equal(0, (await CliProcess.RunAsync(["run", "manifest.json", "--store", "store"], _folder)).Code);
        Assert.Equal(calls, server.Count);
    }

    [Fact]
    public async Task Run_RealBloodSmears_AsksOncePerImageAndClass()
    {
        if (TestData.TryFind("microscopy-mini/test-00000-of-00001.parquet") is not { } parquet)
        {
            Assert.Skip("The shared data microscopy-mini is not there.");
            return;
        }

        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("[{\"box\": [0, 0, 1000, 1000]}]"));
        WriteManifest($$"""{ "name": "mini", "benchmark": { "dataset": "mini", "tasks": ["localization"] }, "models": [ { "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "whole-image" } ] }""");
        Assert.Equal(0, (await CliProcess.RunAsync(["dataset", "import", "mini", parquet, "--store", "store"], _folder)).Code);

        var (code, output, error) = await CliProcess.RunAsync(["run", "manifest.json", "--store", "store"], _folder);

        Assert.True(code == 0, error + output);
        var report = Report();
        var whole = Score(report, "m", "all");
        Assert.Equal(server.Count, (int)whole["n"]!);
        Assert.InRange(server.Count, 18, 60); // eighteen smears with up to three classes each
        Assert.InRange((double)whole["accuracy"]!, 0.001, 0.5); // a box around the whole image overlaps a little
        Assert.DoesNotContain(report["models"]![0]!["scores"]!.AsArray(), score => ((string)score!["slice"]!).StartsWith("metric:", StringComparison.Ordinal));
    }

    private static string Answer(ChatCall call, IReadOnlyDictionary<(string File, string Class), IReadOnlyList<int[]>> truth, Dictionary<string, string> files)
    {
        var file = files[call.ImageBase64];
        var model = (string)call.Json["model"]!;
        if (call.Prompt.StartsWith("Answer with a single letter", StringComparison.Ordinal))
            return "A";
        // The longest class in the prompt, because "red blood cell" contains "cell".
        var name = truth.Keys.Where(key => key.File == file && call.Prompt.Contains(key.Class, StringComparison.Ordinal)).MaxBy(key => key.Class.Length).Class;
        var boxes = truth[(file, name)];
        return model switch
        {
            "paligemma" when name == "nucleus" && call.Prompt.StartsWith("detect", StringComparison.Ordinal) => "",
            "paligemma" => string.Join(" ; ", boxes.Select(box => $"<loc{Part(box[1], 100, 1024)}><loc{Part(box[0], 200, 1024)}><loc{Part(box[3], 100, 1024)}><loc{Part(box[2], 200, 1024)}> {name}")),
            "qwen-vl" => string.Concat(boxes.Select(box => $"<ref>{name}</ref><box>({box[0] * 5},{box[1] * 10}),({box[2] * 5},{box[3] * 10})</box>")),
            "qwen2.5-vl" => Json("bbox_2d", boxes.Select(box => new[] { box[0] * 0.98, box[1] * 1.12, box[2] * 0.98, box[3] * 1.12 })),
            "gemini" => Json("box_2d", boxes.Select(box => new[] { box[1] * 10.0, box[0] * 5, box[3] * 10, box[2] * 5 })),
            "qwen3-vl" => Json("bbox_2d", boxes.Select(box => new[] { box[0] * 5.0, box[1] * 10, box[2] * 5, box[3] * 10 })),
            _ => Json("box", boxes.Select(box => new[] { box[0] * 5.0, box[1] * 10, box[2] * 5, box[3] * 10 })),
        };
    }

    private static string Part(int value, int side, int parts) => Math.Min(1023, value * parts / side).ToString("D4", CultureInfo.InvariantCulture);

    private static string Json(string name, IEnumerable<double[]> boxes) =>
        "```json\n" + new JsonArray([.. boxes.Select(box => new JsonObject { [name] = new JsonArray([.. box.Select(value => JsonValue.Create((int)Math.Round(value)))]) })]).ToJsonString() + "\n```";

    private void WriteManifest(string json) => File.WriteAllText(Path.Combine(_folder, "manifest.json"), json);

    private string Find(string name) => Directory.GetFiles(Path.Combine(_folder, "store", "runs"), name, SearchOption.AllDirectories).Single();

    private JsonNode Report() => JsonNode.Parse(File.ReadAllBytes(Find("report.json")))!;

    private static JsonNode Score(JsonNode report, string model, string slice) => report["models"]!.AsArray().Single(found => (string?)found!["id"] == model)!["scores"]!.AsArray()
        .Single(score => (string?)score!["task"] == "localization" && (string?)score["slice"] == slice && (string?)score["protocol"] == "official")!;

    private static double Number(JsonNode report, string model, string slice) => (double)Score(report, model, slice)["accuracy"]!;
}
