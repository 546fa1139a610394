using System.Globalization;
using System.Text.Json.Nodes;
using MuBench.Manifests;
using MuBench.Reports;
using MuBench.Scoring.Slices;
using MuBench.Versions;

namespace MuBench.Exports.Harness;

/// <summary>A model's scores in the format of the harness's results file.</summary>
internal sealed class HarnessResults(ScoredRun run, ScoredModel model, HarnessTasks tasks, HarnessLayout layout)
{
    private const string Filter = "none";
    private const int TaskVersion = 1;

    private readonly Dictionary<(string, string, string), SliceScore> _scores =
        model.Scores.Scores.DistinctBy(score => (score.Task, score.Slice, score.Protocol)).ToDictionary(score => (score.Task, score.Slice, score.Protocol));

    /// <summary>The harness's name of the accuracy under a protocol: <c>acc</c> for the protocol of the report's main scores.</summary>
    public static string MetricOf(ScoredRun run, string protocol) => protocol == run.Protocol ? "acc" : $"acc_{protocol}";

    /// <summary>The file's content.</summary>
    /// <param name="tallies">The count and hash of each task's file.</param>
    public JsonObject Of(IReadOnlyDictionary<string, TaskTally> tallies)
    {
        var all = tasks.Groups.Concat(tasks.Tasks).ToList();
        return new JsonObject
        {
            ["results"] = Map(all, Metrics),
            ["groups"] = Map(tasks.Groups, Metrics),
            ["group_subtasks"] = Map(all, task => Texts(task.Subtasks)),
            ["configs"] = Map(tasks.Tasks, Config),
            ["versions"] = Map(all, _ => JsonValue.Create(TaskVersion)),
            ["n-shot"] = Map(all, _ => JsonValue.Create(0)),
            ["higher_is_better"] = Map(all, _ => Flags()),
            ["n-samples"] = Map(tasks.Tasks, task => new JsonObject { ["original"] = tallies.GetValueOrDefault(task.Name)?.Questions ?? 0, ["effective"] = Headline(task).N }),
            ["config"] = RunConfig(),
            ["git_hash"] = CodeVersion.Current.Commit,
            ["date"] = Date(),
            ["pretty_env_info"] = $"MuBench {CodeVersion.Current.Version}",
            ["transformers_version"] = null,
            [layout == HarnessLayout.LmEval ? "lm_eval_version" : "lmms_eval_version"] = null,
            ["upper_git_hash"] = null,
            ["task_hashes"] = Map(tasks.Tasks.Where(task => tallies.ContainsKey(task.Name)), task => JsonValue.Create(tallies[task.Name].Hash)),
            ["model_source"] = model.Scores.Kind,
            ["model_name"] = model.Id,
            ["model_name_sanitized"] = HarnessWriter.FolderOf(model.Id),
            ["system_instruction"] = model.Planned.Manifest.Request?.System,
            ["system_instruction_sha"] = null,
            ["fewshot_as_multiturn"] = null,
            ["chat_template"] = null,
            ["chat_template_sha"] = null,
            ["total_evaluation_time_seconds"] = (run.Report.Run.FinishedAt - run.Report.Run.StartedAt).TotalSeconds.ToString("R", CultureInfo.InvariantCulture),
            ["mubench"] = Provenance(),
        };
    }

    private JsonObject RunConfig()
    {
        var name = model.Planned.Manifest.Model ?? model.Planned.Manifest.Deployment ?? model.Planned.Manifest.Source ?? model.Id;
        return new JsonObject
        {
            ["model"] = model.Scores.Kind,
            ["model_args"] = $"model={name}",
            ["batch_size"] = 1,
            ["batch_sizes"] = new JsonArray(),
            ["device"] = null,
            ["use_cache"] = null,
            ["limit"] = run.Plan.Manifest.Benchmark.Limit,
            ["bootstrap_iters"] = 0,
            ["gen_kwargs"] = Generation(),
            ["random_seed"] = run.Plan.Manifest.Benchmark.Seed,
            ["numpy_seed"] = null,
            ["torch_seed"] = null,
            ["fewshot_seed"] = null,
        };
    }

    private JsonObject Metrics(HarnessTask task)
    {
        var marks = (model.AskedWith is null ? "" : $" ({RequestText.Mark})") + (run.Report.Run.Dataset.Sampled ? " (sampled)" : "") + (model.Alarm is null ? "" : " (alarm)");
        var metrics = new JsonObject { ["name"] = task.Name, ["alias"] = task.Alias + marks };
        foreach (var score in Protocols(task))
        {
            var metric = MetricOf(run, score.Protocol);
            if (score.Protocol == run.Protocol)
                metrics["sample_len"] = score.N;
            // Without any response there is no accuracy; the harness's tables accept a text in its place.
            metrics[$"{metric},{Filter}"] = score.Accuracy is { } accuracy ? JsonValue.Create(accuracy) : JsonValue.Create("N/A");
            metrics[$"{metric}_stderr,{Filter}"] = StandardError.Of(score) is { } error ? JsonValue.Create(error) : JsonValue.Create("N/A");
        }

        return metrics;
    }

    private IEnumerable<SliceScore> Protocols(HarnessTask task) =>
        MuBench.Scoring.Matching.Protocols.All.Select(protocol => _scores.GetValueOrDefault((task.Task, task.Slice, protocol))).OfType<SliceScore>();

    private JsonObject Config(HarnessTask task) => new()
    {
        ["task"] = task.Name,
        ["task_alias"] = task.Alias,
        ["dataset_path"] = run.Plan.DatasetTitle,
        ["dataset_name"] = task.Slice,
        ["test_split"] = "test",
        ["description"] = "",
        ["target_delimiter"] = " ",
        ["num_fewshot"] = 0,
        ["metric_list"] = new JsonArray([.. Protocols(task).Select(score => new JsonObject
        {
            ["metric"] = MetricOf(run, score.Protocol),
            ["aggregation"] = "mean",
            ["higher_is_better"] = true,
        })]),
        ["output_type"] = model.Scores.Kind is ModelKinds.Clip or ModelKinds.Interpolation ? "multiple_choice" : "generate_until",
        ["repeats"] = 1,
        ["should_decontaminate"] = false,
        ["metadata"] = new JsonObject { ["version"] = TaskVersion, ["pass"] = model.Pass, ["alarm"] = model.Alarm?.InShort, ["display"] = run.Plan.Display?.Rule },
    };

    private JsonObject Flags() => new([.. MuBench.Scoring.Matching.Protocols.All.Where(model.Scores.Items.ContainsKey).Select(protocol => KeyValuePair.Create(MetricOf(run, protocol), (JsonNode?)true))]);

    private SliceScore Headline(HarnessTask task) => _scores[(task.Task, task.Slice, run.Protocol)];

    private JsonObject? Generation() => model.Planned.Manifest.Model is null && model.Planned.Manifest.Deployment is null ? null : new JsonObject
    {
        ["temperature"] = model.Planned.Manifest.Generation.Temperature,
        ["max_gen_toks"] = model.Planned.Manifest.Generation.MaxOutputTokens,
    };

    private JsonValue Date() => layout == HarnessLayout.LmEval
        ? JsonValue.Create(run.Report.Run.StartedAt.ToUnixTimeMilliseconds() / 1000.0)
        : JsonValue.Create(run.Report.Run.FinishedAt.ToUniversalTime().ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture));

    private JsonObject Provenance() => new()
    {
        ["formatVersion"] = 1,
        ["run"] = run.Plan.RunId,
        ["model"] = model.Id,
        ["pass"] = model.Pass,
        ["resolvedModel"] = model.Scores.ResolvedModel,
        ["void"] = model.Scores.Void,
        ["voidReason"] = model.Scores.VoidReason,
        ["alarm"] = model.Alarm?.Text,
        ["asked_with"] = model.AskedWith,
        ["display"] = run.Display,
        ["excerpt"] = run.Excerpt,
        ["sampled"] = run.Sampled,
        ["protocol"] = run.Protocol,
        ["acc"] = $"accuracy under the protocol '{run.Protocol}', which heads the run's report; questions without an answer are left out",
        ["stderr"] = StandardError.Definition,
        ["dataset"] = new JsonObject { ["name"] = run.Plan.DatasetTitle, ["revision"] = run.Plan.Revision, ["sha256"] = run.Plan.DatasetSha256 },
        ["manifestSha256"] = run.Plan.ManifestSha256,
    };

    private static JsonObject Map(IEnumerable<HarnessTask> tasks, Func<HarnessTask, JsonNode?> value) =>
        new([.. tasks.Select(task => KeyValuePair.Create(task.Name, value(task)))]);

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
