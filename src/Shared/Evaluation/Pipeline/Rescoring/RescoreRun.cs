using System.Text.Json;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Proving;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Scoring;
using MuBench.Scoring;
using MuBench.Scoring.Matching;
using MuBench.Storage;
using MuBench.Versions;

namespace MuBench.Pipeline.Rescoring;

/// <summary>Scores the responses of a finished run again with this version, writes into a separate folder, and reports the changes.</summary>
/// <remarks>
/// The run's own scores and report do not change. Responses that the run did not have are left out, so that all changes
/// come from the readers and the statistics. Idempotent: the folder is named by protocol, version and commit, and is
/// overwritten.
/// </remarks>
public sealed class RescoreRun(PipelineContext context)
{
    /// <summary>Scores a run again.</summary>
    /// <exception cref="UserException">
    /// The run is not finished, the protocol does not exist, or a document of the run cannot be read.
    /// </exception>
    public async Task<RescoreResult> RunAsync(RescoreRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var store = context.Store;
        if (request.Protocol is { } asked && !Protocols.All.Contains(asked))
            throw new UserException($"'{asked}' is not a protocol; the protocols are {string.Join(" and ", Protocols.All)}.");
        var before = await FinishedRun.ReadReportAsync(store, request.RunId, cancellationToken).ConfigureAwait(false);
        var inputs = new RunInputs(context);
        var (plan, _) = await inputs.GetAsync(request.RunId, cancellationToken).ConfigureAwait(false);
        plan = plan.HeadedBy(request.Protocol ?? plan.Manifest.Benchmark.Protocol);
        var name = NameOf(plan.Manifest.Benchmark.Protocol);
        var results = StoreLayout.Rescored(request.RunId, name);
        var models = await ScoreAsync(plan, inputs, results, cancellationToken).ConfigureAwait(false);
        var composer = new ReportComposer(store, inputs, plan, [.. models.Select(model => model.Scored.Scores)]);
        var (report, files) = await ReportStore.WriteAsync(context, plan, results, composer, cancellationToken).ConfigureAwait(false);
        var questions = await composer.ReadQuestionsAsync(cancellationToken).ConfigureAwait(false);
        var changes = new RescoreChanges
        {
            RunId = request.RunId,
            CodeBefore = before.Run.Code,
            Code = CodeVersion.Current,
            ProtocolBefore = before.Run.Protocol,
            Protocol = report.Run.Protocol,
            GateBefore = before.Gate.Result,
            Gate = report.Gate.Result,
            ChangedAnswers = models.Sum(model => model.Scored.Changed),
            Models = [.. models.Select(model => ChangeFinder.Of(questions, model.Before, model.Scored.Scores)).OfType<ModelChange>()],
            Verdicts = ChangeFinder.Verdicts(before.Comparisons, report.Comparisons),
        };
        await store.WriteAsync(
            results.Changes, JsonSerializer.SerializeToUtf8Bytes(changes, PipelineJsonContext.Default.RescoreChanges), cancellationToken).ConfigureAwait(false);
        return new RescoreResult(name, [.. files, results.Changes.Value], changes);
    }

    private async Task<(ModelScores? Before, ProvenScores Scored)[]> ScoreAsync(RunPlan plan, RunInputs inputs, ResultFolder results, CancellationToken cancellationToken)
    {
        var models = new (ModelScores?, ProvenScores)[plan.Models.Count];
        var own = StoreLayout.Results(plan.RunId);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, models.Length, options, async (index, cancelled) =>
        {
            var model = plan.Models[index];
            var before = await TryReadScoresAsync(plan.RunId, model.Manifest.Id, cancelled).ConfigureAwait(false);
            var earlier = await ProofStore.TryReadAsync(context.Store, own, model.Manifest.Id, cancelled).ConfigureAwait(false);
            var scored = await new ModelScorer(context.Store, inputs).ScoreAsync(plan, model, before?.KnownStopReason, earlier, cancelled).ConfigureAwait(false);
            await ScoreModel.WriteAsync(context.Store, results, scored, cancelled).ConfigureAwait(false);
            models[index] = (before, scored);
        }).ConfigureAwait(false);
        return models;
    }

    private async Task<ModelScores?> TryReadScoresAsync(string runId, string modelId, CancellationToken cancellationToken)
    {
        try
        {
            return await FinishedRun.ReadScoresAsync(context.Store, runId, modelId, cancellationToken).ConfigureAwait(false);
        }
        catch (UserException)
        {
            return null; // reported as a change of the model
        }
    }

    private static string NameOf(string protocol)
    {
        var commit = CodeVersion.Current.Commit;
        return $"{protocol}-{CodeVersion.Current.Version}-{(commit.Length > 7 ? commit[..7] : commit)}";
    }
}
