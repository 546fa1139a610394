using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MuBench.Json;
using MuBench.Scoring.Outcomes;

namespace MuBench.Exports.Harness;

/// <summary>
/// Writes the results folder of lm-evaluation-harness or lmms-eval: a folder per model with the scores
/// (<c>results_TIME.json</c>) and the questions of each task (<c>samples_TASK_TIME.jsonl</c>).
/// </summary>
internal sealed partial class HarnessWriter(HarnessLayout layout) : ExportWriter
{
    /// <inheritdoc/>
    public override async Task WriteAsync(
        ScoredRun run, IReadOnlyList<ScoredModel> models, StagedOutput files, ExportMeter meter, CancellationToken cancellationToken)
    {
        foreach (var model in models)
        {
            var tasks = new HarnessTasks(run.Plan.DatasetTitle, model.Scores.Scores);
            var tallies = await WriteSamplesAsync(run, model, tasks, files, meter, cancellationToken).ConfigureAwait(false);
            using var stream = files.Create(Path.Combine(FolderOf(model.Id), ResultsFile(run)));
            using var writer = new Utf8JsonWriter(stream, ExportJson.Indented);
            new HarnessResults(run, model, tasks, layout).Of(tallies).WriteTo(writer);
        }
    }

    /// <summary>A model's folder: its name as written by the harness's <c>sanitize_model_name</c>.</summary>
    internal static string FolderOf(string model) => Unsafe().Replace(model, "__");

    private string ResultsFile(ScoredRun run) => layout == HarnessLayout.LmEval ? $"results_{TimeOf(run)}.json" : $"{TimeOf(run)}_results.json";

    private string SamplesFile(ScoredRun run, HarnessTask task) =>
        layout == HarnessLayout.LmEval ? $"samples_{task.Name}_{TimeOf(run)}.jsonl" : $"{TimeOf(run)}_samples_{task.Name}.jsonl";

    // The time of the run: a second export gives the same names.
    private string TimeOf(ScoredRun run) => run.Report.Run.FinishedAt.ToUniversalTime().ToString(
        layout == HarnessLayout.LmEval ? "yyyy-MM-dd'T'HH-mm-ss.ffffff" : "yyyyMMdd_HHmmss", CultureInfo.InvariantCulture);

    private async Task<IReadOnlyDictionary<string, TaskTally>> WriteSamplesAsync(
        ScoredRun run, ScoredModel model, HarnessTasks tasks, StagedOutput files, ExportMeter meter, CancellationToken cancellationToken)
    {
        var open = new Dictionary<string, TaskFile>(StringComparer.Ordinal);
        var samples = new HarnessSamples(run, layout);
        try
        {
            await foreach (var questions in model.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                foreach (var question in questions)
                {
                    var task = tasks.Of(question);
                    if (!open.TryGetValue(task.Name, out var file))
                        open.Add(task.Name, file = new TaskFile(files.Create(Path.Combine(FolderOf(model.Id), SamplesFile(run, task)))));
                    // The harness does not know missing responses: the mean over a file is the accuracy in its results.
                    if (question.Readings[0].Outcome.IsAnswered())
                        samples.Write(file, question);
                    else
                        file.LeaveOut();
                }

                meter.Add(model, questions.Count);
            }

            return open.ToDictionary(file => file.Key, file => file.Value.ToTally(), StringComparer.Ordinal);
        }
        finally
        {
            foreach (var file in open.Values)
                file.Dispose();
        }
    }

    // lm_eval/utils.py, sanitize_model_name.
    [GeneratedRegex(@"[""<>:/|\\?*\[\]]+", RegexOptions.CultureInvariant)]
    private static partial Regex Unsafe();

    /// <summary>SHA-256 of a text, as the harness's <c>hash_string</c>.</summary>
    internal static string HashOf(string text) => Hashing.Sha256(Encoding.UTF8.GetBytes(text));
}
