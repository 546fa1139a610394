using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MuBench.Json;
using MuBench.Reports;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.Slices;
using MuBench.Versions;

namespace MuBench.Exports.Inspect;

/// <summary>The header of an Inspect log: the facts about a model's run as a whole.</summary>
/// <param name="run">The run.</param>
/// <param name="model">The model.</param>
/// <param name="withImages">Whether the samples contain their images.</param>
internal sealed class InspectHeader(ScoredRun run, ScoredModel model, bool withImages)
{
    private const int FormatVersion = 2;

    private readonly string _created = InstantOf(run.Report.Run.StartedAt);

    /// <summary>The task's name.</summary>
    private string Task { get; } = $"mubench/{run.Plan.DatasetTitle}";

    // A task's id distinguishes logs. Inspect takes it from the file name, in which "_" and "-" would end it.
    private string TaskId { get; } = Hashing.Sha256(Encoding.UTF8.GetBytes($"{run.Plan.RunId}\n{model.Id}"))[..22];

    /// <summary>
    /// The protocols by which the run was scored, the report's main protocol first: Inspect's lists show the first
    /// scorer of a log.
    /// </summary>
    public IReadOnlyList<string> Protocols { get; } = [.. MuBench.Scoring.Matching.Protocols.All.Where(model.Scores.Items.ContainsKey).OrderBy(protocol => protocol != run.Protocol)];

    /// <summary>Whether the samples contain their images.</summary>
    public bool HasImages => withImages;

    /// <summary>The file name in Inspect's format: time, task, id. The task's part contains dataset and model.</summary>
    public string FileName => $"{_created.Replace(':', '-')}_{Clean(run.Plan.DatasetTitle)}-{Clean(model.Id)}_{TaskId}{ExportTarget.EvalLog}";

    /// <summary>The content of <c>start.json</c>: what is known at the start of an evaluation.</summary>
    public JsonObject Start() => new() { ["version"] = FormatVersion, ["eval"] = Eval(), ["plan"] = Plan() };

    /// <summary>Everything except the samples.</summary>
    public JsonObject Log()
    {
        var log = new JsonObject
        {
            ["version"] = FormatVersion,
            ["status"] = Error is not null ? "error" : IsIncomplete ? "cancelled" : "success",
            ["eval"] = Eval(),
            ["plan"] = Plan(),
            ["results"] = Results(),
            ["stats"] = new JsonObject
            {
                ["started_at"] = _created,
                ["completed_at"] = InstantOf(run.Report.Run.FinishedAt),
                ["model_usage"] = Usage(),
                ["role_usage"] = new JsonObject(),
            },
        };
        if (Error is { } error)
            log["error"] = InspectSamples.Error(error);
        return log;
    }

    // A log with missing samples is not a success, whatever its accuracy.
    private string? Error => model.Scores switch
    {
        { Void: true } => model.Scores.VoidReason ?? "The result is void.",
        { Outcomes.Failed: > 0 and var failed } => string.Create(CultureInfo.InvariantCulture, $"{failed:N0} of {model.Scores.Outcomes.Total:N0} questions failed: they are samples with an error, and do not count in the accuracy."),
        _ => null,
    };

    private bool IsIncomplete => model.Scores.Outcomes.NotRun > model.Scores.NotApplicable;

    /// <summary>A time in Inspect's format.</summary>
    public static string InstantOf(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);

    private JsonObject Eval()
    {
        var eval = Facts();
        if (model.Alarm is { } alarm)
        {
            eval["tags"] = new JsonArray("alarm"); // listings of logs show tags
            eval["metadata"]!["alarm"] = alarm.Text;
        }

        if (model.AskedWith is { } asked)
            eval["metadata"]!["asked_with"] = $"{asked}: {RequestText.Mark}";
        if (run.Excerpt is { } excerpt)
            eval["metadata"]!["excerpt"] = excerpt;
        if (run.Sampled is { } sampled)
            eval["metadata"]!["sampled"] = sampled;
        if (run.Display is { } display)
            eval["metadata"]!["display"] = display;
        return eval;
    }

    private JsonObject Facts() => new()
    {
        ["eval_id"] = TaskId,
        ["run_id"] = run.Plan.RunId,
        ["created"] = _created,
        ["task"] = Task,
        ["task_id"] = TaskId,
        ["task_version"] = 0,
        ["task_attribs"] = new JsonObject(),
        ["task_args"] = new JsonObject { ["tasks"] = Texts(run.Plan.Manifest.Benchmark.Tasks), ["seed"] = run.Plan.Manifest.Benchmark.Seed, ["pass"] = model.Pass },
        ["task_args_passed"] = new JsonObject(),
        ["dataset"] = new JsonObject { ["name"] = run.Plan.DatasetTitle, ["samples"] = run.Plan.Questions, ["shuffled"] = false },
        ["model"] = model.Id,
        ["model_generate_config"] = Generation(),
        ["model_args"] = new JsonObject
        {
            ["kind"] = model.Scores.Kind,
            ["model"] = model.Planned.Manifest.Model ?? model.Planned.Manifest.Deployment ?? model.Planned.Manifest.Source,
        },
        ["config"] = new JsonObject { ["limit"] = run.Plan.Manifest.Benchmark.Limit, ["epochs"] = 1, ["log_images"] = withImages },
        ["packages"] = new JsonObject { ["mubench"] = CodeVersion.Current.Version },
        ["scorers"] = new JsonArray([.. Protocols.Select(protocol => new JsonObject { ["name"] = protocol })]),
        ["metadata"] = new JsonObject
        {
            ["headline_protocol"] = run.Protocol,
            ["dataset_revision"] = run.Plan.Revision,
            ["dataset_sha256"] = run.Plan.DatasetSha256,
            ["manifest_sha256"] = run.Plan.ManifestSha256,
            ["model_key"] = model.Planned.Key,
            ["resolved_model"] = model.Scores.ResolvedModel,
            ["commit"] = CodeVersion.Current.Commit,
            ["stderr"] = StandardError.Definition,
        },
    };

    private JsonObject Plan() => new()
    {
        ["name"] = "plan",
        ["steps"] = new JsonArray(new JsonObject { ["solver"] = "generate", ["params"] = new JsonObject(), ["params_passed"] = new JsonObject() }),
        ["config"] = Generation(),
    };

    private JsonObject Generation()
    {
        var generation = model.Planned.Manifest.Generation;
        return model.Planned.Manifest.Model is null && model.Planned.Manifest.Deployment is null ? [] : new JsonObject
        {
            ["temperature"] = generation.Temperature,
            ["top_p"] = generation.TopP,
            ["max_tokens"] = generation.MaxOutputTokens,
            ["seed"] = generation.Seed,
        };
    }

    private JsonObject Results()
    {
        var counts = model.Scores.Outcomes;
        return new JsonObject
        {
            ["total_samples"] = counts.Total,
            ["completed_samples"] = counts.Total - counts.Failed - counts.NotRun,
            ["scores"] = new JsonArray([.. Protocols.Select(protocol => Score(protocol, counts))]),
        };
    }

    // The whole run uses the names that Inspect's lists know. Slices are not written as metrics, because the lists show a column for each.
    private JsonObject Score(string protocol, OutcomeCounts counts)
    {
        var metrics = new JsonObject();
        if (Whole(protocol) is { Accuracy: { } accuracy } whole)
        {
            metrics["accuracy"] = Metric("accuracy", accuracy);
            if (StandardError.Of(whole) is { } error)
                metrics["stderr"] = Metric("stderr", error);
        }

        return new JsonObject
        {
            ["name"] = protocol,
            ["scorer"] = protocol,
            ["scored_samples"] = counts.Total - counts.Failed - counts.NotRun,
            ["unscored_samples"] = counts.Failed,
            ["params"] = new JsonObject(),
            ["metrics"] = metrics,
            ["metadata"] = new JsonObject { ["slices"] = new JsonArray([.. model.Scores.Scores.Where(score => score.Protocol == protocol).Select(Slice)]) },
        };
    }

    private static JsonObject Metric(string name, double value) => new() { ["name"] = name, ["value"] = value, ["params"] = new JsonObject() };

    private static JsonObject Slice(SliceScore score) => new()
    {
        ["task"] = score.Task,
        ["slice"] = score.Slice,
        ["n"] = score.N,
        ["accuracy"] = score.Accuracy,
        ["ci95"] = score.Ci95 is [var low, var high] ? new JsonArray(low, high) : null,
    };

    /// <summary>The score over all questions: the task <c>all</c>, or the only task.</summary>
    private SliceScore? Whole(string protocol) =>
        model.Scores.Scores.FirstOrDefault(score => score.Protocol == protocol && score.Slice == SliceRules.All);

    private JsonObject Usage() => model.Scores.Usage is { InputTokens: { } input, OutputTokens: { } output }
        ? new JsonObject { [model.Id] = new JsonObject { ["input_tokens"] = input, ["output_tokens"] = output, ["total_tokens"] = input + output, ["total_cost"] = (double?)model.Scores.Usage.Usd } }
        : [];

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static string Clean(string name) => string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-'));
}
