using System.Text.Json.Nodes;
using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Models;
using MuBench.Pipeline.Scoring;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline;

/// <summary>Questions of experts, from a user's file.</summary>
public sealed class CognitionTests
{
    [Fact]
    public async Task Run_AUsersFile_AsksTheOfficialPromptAndSlicesByColumns()
    {
        await using var harness = await PipelineHarness.CreateAsync(images: 6, spoil: folder => Rewrite(folder));
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        var plan = await harness.PlanAsync(
            $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop" }""", """{ "dataset": "drawn", "tasks": ["cognition"] }""");
        Assert.Equal(13, plan.Questions);

        await harness.EvaluateAsync();
        await harness.Score.RunAsync(new ScoreModelRequest(harness.RunId, "m"), TestContext.Current.CancellationToken);

        Assert.All(server.Calls, call => Assert.StartsWith("Answer with a single letter, no extra details.\nQuestion:Why is", call.Prompt, StringComparison.Ordinal));
        var scores = (await harness.ScoresAsync("m")).Scores.Where(score => score.Protocol == "official").ToList();
        Assert.All(scores, score => Assert.Equal("cognition", score.Task));
        Assert.Equal(
            ["all 13", "dataset:experts 13", "authors 12", "subdomain:botany 6", "subdomain:virology 7", "modality:electron microscopy 5", "modality:light microscopy 8", "scale:micro 8", "scale:nano 5"],
            scores.Select(score => $"{score.Slice} {score.N}"));
    }

    [Fact]
    public void Contrastive_Cognition_ComparesQuestionAndOption()
    {
        var question = new Question { Key = "cognition_7", Text = "Why is it dark?", Options = ["It is stained.", "It is thick."], AnswerIndex = 0 };
        var image = new ImageRecord { Row = 0, Source = "experts", Offset = 0, Length = 0, Sha256 = "00", Questions = [question], Captions = [] };

        var form = Assert.Single(PromptVariants.Of(new ModelManifest { Id = "m", Kind = ModelKinds.Clip }, image, question));

        Assert.Equal("options", form.Name);
        Assert.Equal(["Why is it dark? It is stained.", "Why is it dark? It is thick."], form.Options!);
    }

    // Two questions per image, and one whose number is beyond those that the authors scored.
    private static void Rewrite(string folder)
    {
        var path = Path.Combine(folder, "questions.jsonl");
        var rows = File.ReadAllLines(path).Select((line, row) =>
        {
            var json = JsonNode.Parse(line)!.AsObject();
            (json["dataset"], json["domain"], json["stain"], json["captions"]) = ("experts", "biology", null, null);
            (json["subdomain"], json["modality"], json["scale"]) = row < 3 ? ("botany", "light microscopy", "micro") : row < 4 ? ("virology", "light microscopy", "micro") : ("virology", "electron microscopy", "nano");
            json["questions"] = new JsonObject(Keys(row).Select(key => KeyValuePair.Create(key, (JsonNode?)new JsonObject
            {
                ["question"] = $"Why is {key} so?",
                ["options"] = new JsonArray("one", "two", "three"),
                ["answer_idx"] = 0,
            })));
            return json.ToJsonString();
        });
        File.WriteAllLines(path, rows.ToList());
    }

    private static IEnumerable<string> Keys(int row) => ((string[])[$"cognition_{2 * row}", $"cognition_{(2 * row) + 1}"]).Concat(row == 5 ? ["cognition_120"] : []);
}
