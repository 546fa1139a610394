using System.Text.Json.Nodes;
using MuBench.Datasets;
using MuBench.Exports;
using MuBench.Exports.Harness;
using MuBench.Notes;
using MuBench.Scoring;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Exports;

/// <summary>
/// Results folders for lm-evaluation-harness and lmms-eval. Those for lm-evaluation-harness were read with its own
/// <c>make_table</c>, <c>get_results_filenames</c> and <c>get_sample_results_filenames</c> at commit 4e7e0d4, 21 Aug 2026; those for
/// lmms-eval follow commit 75571cf, 6 Aug 2026.
/// </summary>
public sealed class HarnessTests
{
    // The fields of lm_eval/result_schema.py, EvalResults, that a run always has.
    private static readonly string[] Fields =
    [
        "results", "groups", "group_subtasks", "configs", "versions", "n-shot", "higher_is_better", "n-samples", "config", "git_hash", "date", "pretty_env_info",
        "transformers_version", "lm_eval_version", "upper_git_hash", "task_hashes", "model_source", "model_name", "model_name_sanitized", "system_instruction",
        "system_instruction_sha", "fewshot_as_multiturn", "chat_template", "chat_template_sha", "total_evaluation_time_seconds", "mubench",
    ];

    [Fact]
    public async Task LmEval_Folder_IsLaidOutAndNamedAsTheHarnessDoes()
    {
        await using var run = await ExportedRun.CreateAsync();

        var result = await run.ExportAsync(ExportFormats.LmEval, "out", false, "m", "chance");

        Assert.Equal(["chance", "m", "m#blind", "m#order-1", "m#repeat-1"], Directory.GetDirectories(run.PathOf("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var folder = run.PathOf("out/m");
        var results = Assert.Single(Directory.GetFiles(folder, "results_*.json"));
        Assert.Matches(@"^results_\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{6}\.json$", Path.GetFileName(results));
        var time = Path.GetFileNameWithoutExtension(results)["results_".Length..];
        Assert.Equal(
            ["coarse_domain", "coarse_modality", "coarse_stain", "coarse_subdomain", "coarse_submodality", "fine_alpha_2020", "fine_beta_2021"],
            Directory.GetFiles(folder, "samples_*").Select(file => Path.GetFileName(file)["samples_drawn_".Length..^(time.Length + ".jsonl".Length + 1)]).Order(StringComparer.Ordinal));
        Assert.Equal(result.Files.Count, Directory.GetFiles(run.PathOf("out"), "*", SearchOption.AllDirectories).Length);
    }

    [Theory]
    [InlineData(ExportFormats.LmEval)]
    [InlineData(ExportFormats.LmmsEval)]
    public async Task Samples_OfAQuestionWithANote_HaveItAndKeepTheirHashes(string format)
    {
        await using var run = await ExportedRun.CreateAsync();
        await run.ExportAsync(format, "before", false, "m");
        var (_, reader) = await run.Harness.Inputs.GetAsync(run.Plan.RunId, TestContext.Current.CancellationToken);
        var image = (await reader.ReadShardAsync(0, TestContext.Current.CancellationToken))[0];
        await new NoteStore(run.Harness.Context.Store, TimeProvider.System).WriteAsync(
            run.Plan.Dataset, QuestionIds.Of(image, image.Questions[0]), image, "look again", ["check"], QuestionNote.NoVersion, TestContext.Current.CancellationToken);

        await run.ExportAsync(format, "after", false, "m");

        var noted = Assert.Single(SamplesOf(run.PathOf("after/m")), sample => sample["note"] is not null);
        Assert.Equal(("look again", "check"), ((string)noted["note"]!, (string)Assert.Single(noted["tags"]!.AsArray())!));
        Assert.Equal(HashesOf("before/m"), HashesOf("after/m"));

        static IEnumerable<JsonObject> SamplesOf(string folder) => Directory.GetFiles(folder, "*.jsonl").SelectMany(File.ReadAllLines).Select(line => JsonNode.Parse(line)!.AsObject());

        IEnumerable<string> HashesOf(string folder) => SamplesOf(run.PathOf(folder)).Select(sample => (string)sample["doc_hash"]!).Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task LmEval_Results_AreTheScoresAndTheMeansOfTheSamples()
    {
        await using var run = await ExportedRun.CreateAsync();

        await run.ExportAsync(ExportFormats.LmEval, "out", false, "m");

        var scores = await run.Harness.ScoresAsync("m");
        var folder = run.PathOf("out/m");
        var results = await ReadAsync(Directory.GetFiles(folder, "results_*.json")[0]);
        Assert.Equal(Fields, results.Select(field => field.Key));
        Assert.Equal("official", (string)results["mubench"]!["protocol"]!);
        Assert.Equal(["drawn_coarse", "drawn_fine"], results["group_subtasks"]!["drawn"]!.AsArray().Select(name => (string)name!));
        Assert.Equal(Accuracy(scores, "all", "all", "official"), (double)results["groups"]!["drawn"]!["acc,none"]!);
        Assert.Equal(Accuracy(scores, "coarse", "stain", "strict"), (double)results["results"]!["drawn_coarse_stain"]!["acc_strict,none"]!);
        var interval = scores.Scores.First(score => score is { Task: "coarse", Slice: "all", Protocol: "official" }).Ci95!;
        Assert.Equal((interval[1] - interval[0]) / 2 / 1.959964, (double)results["results"]!["drawn_coarse"]!["acc_stderr,none"]!, 1e-6);
        Assert.Equal((4, 3), ((int)results["n-samples"]!["drawn_coarse_stain"]!["original"]!, (int)results["n-samples"]!["drawn_coarse_stain"]!["effective"]!));
        foreach (var (task, config) in results["configs"]!.AsObject())
        {
            var samples = (await File.ReadAllLinesAsync(Directory.GetFiles(folder, $"samples_{task}_*")[0], TestContext.Current.CancellationToken)).Select(line => JsonNode.Parse(line)!).ToList();
            Assert.Equal((int)results["n-samples"]![task]!["effective"]!, samples.Count);
            Assert.Equal((double)results["results"]![task]!["acc,none"]!, samples.Average(sample => (double)sample["acc"]!), 1e-12);
            Assert.Equal("generate_until", (string)config!["output_type"]!);
            // evaluation_tracker.py: the hash of the samples' hashes joined.
            Assert.Equal(
                HarnessWriter.HashOf(string.Concat(samples.Select(sample => (string)sample["doc_hash"]! + (string)sample["prompt_hash"]! + (string)sample["target_hash"]!))),
                (string)results["task_hashes"]![task]!);
            Assert.All(samples, sample => Assert.Equal((string)sample["resps"]![0]![0]!, (string)sample["filtered_resps"]![0]!));
        }
    }

    [Fact]
    public async Task LmmsEval_Folder_HasItsNamesAndFlatSamples()
    {
        await using var run = await ExportedRun.CreateAsync(_ => LoopbackResponse.Text("=A\u2028\"\n"));

        await run.ExportAsync(ExportFormats.LmmsEval, "out", false, "m#blind");

        var folder = Assert.Single(Directory.GetDirectories(run.PathOf("out")));
        Assert.Matches(@"^\d{8}_\d{6}_results\.json$", Path.GetFileName(Assert.Single(Directory.GetFiles(folder, "*_results.json"))));
        var file = Assert.Single(Directory.GetFiles(folder, "*_samples_drawn_coarse_domain.jsonl"));
        var sample = JsonNode.Parse((await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken))[0])!.AsObject();
        Assert.Equal(
            ["doc_id", "target", "score", "filtered_resps", "filter", "resps", "doc_hash", "input", "mubench", "acc", "acc_strict"], sample.Select(field => field.Key));
        Assert.Equal("=A\u2028\"\n", (string)sample["resps"]!);
    }

    [Fact]
    public async Task LmmsEval_Samples_GiveTheAccuracyToItsOwnLoader()
    {
        await using var run = await ExportedRun.CreateAsync(call => LoopbackResponse.Text($"{call.StableLetter()}) because it is so"));

        await run.ExportAsync(ExportFormats.LmmsEval, "out", false, "m");

        var scores = await run.Harness.ScoresAsync("m");
        var files = Directory.GetFiles(run.PathOf("out/m"), "*_samples_drawn_coarse_*.jsonl");
        Assert.Equal(5, files.Length);
        foreach (var file in files)
        {
            var slice = Path.GetFileNameWithoutExtension(file).Split("_coarse_")[1];
            var samples = (await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken)).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
            Assert.Equal(Accuracy(scores, "coarse", slice, "official"), samples.Average(LoadedScore)!.Value, 1e-12);
            // Without 'score' the loader compares the sample's answer with the target: the parsed letter, not the sentence.
            Assert.All(samples, sample => sample.Remove("score"));
            Assert.Equal(Accuracy(scores, "coarse", slice, "official"), samples.Average(LoadedScore)!.Value, 1e-12);
        }
    }

    /// <summary>lmms_eval/baselines/loader.py at commit 75571cf, <c>_extract_score_from_sample</c>.</summary>
    private static double? LoadedScore(JsonObject sample)
    {
        foreach (var (key, value) in sample)
        {
            if (!key.Contains("score", StringComparison.OrdinalIgnoreCase))
                continue;
            if (value is JsonValue number && number.TryGetValue<double>(out var score))
                return score;
            if (value is JsonObject both && (Text(both["pred_answer"]) ?? Text(both["pred"])) is { } named && (Text(both["answer"]) ?? Text(both["target"])) is { } right)
                return Same(named, right);
        }

        if (Text(sample["target"]) is not { } target || sample["filtered_resps"] is not { } responses)
            return null;
        var first = responses is JsonArray list ? list[0] : responses;
        return Same(first is JsonArray inner ? Text(inner.FirstOrDefault()) ?? "" : Text(first) ?? "", target);

        static double Same(string first, string second) => string.Equals(first.Trim(), second.Trim(), StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        static string? Text(JsonNode? node) => node?.ToString() is { Length: > 0 } text ? text : null;
    }

    [Theory]
    [InlineData("org/model:v1", "org__model__v1")]
    [InlineData("a<>b\\c|d?e*f[g]\"h", "a__b__c__d__e__f__g__h")]
    [InlineData("gpt#blind", "gpt#blind")]
    public void FolderOf_AnyName_IsTheHarnesssSanitizedName(string name, string expected) => Assert.Equal(expected, HarnessWriter.FolderOf(name));

    private static double Accuracy(ModelScores scores, string task, string slice, string protocol) =>
        scores.Scores.First(score => score.Task == task && score.Slice == slice && score.Protocol == protocol).Accuracy!.Value;

    private static async Task<JsonObject> ReadAsync(string path) =>
        JsonNode.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))!.AsObject();
}
