using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Models.Servers;
using MuBench.Pipeline.Budgets;
using MuBench.Pipeline.Evaluating;
using MuBench.Pipeline.Passes;
using MuBench.Pipeline.Planning;
using MuBench.Responses;
using MuBench.Storage;

namespace MuBench.Pipeline.Estimating;

/// <summary>Estimates the calls, tokens, cost and time that remain of a planned run. Calls no endpoint.</summary>
public sealed class EstimateRun(PipelineContext context, RunInputs inputs)
{
    /// <summary>Estimates a planned run.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="callsPerSecond">The rate of each model behind HTTP; null for the rate in the log.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<RunEstimate> RunAsync(string runId, double? callsPerSecond = null, CancellationToken cancellationToken = default)
    {
        var (plan, _) = await inputs.GetAsync(runId, cancellationToken).ConfigureAwait(false);
        return await RunAsync(plan, callsPerSecond, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Estimates a plan, such as one of some of a run's models.</summary>
    /// <inheritdoc cref="RunAsync(string, double?, CancellationToken)"/>
    internal async Task<RunEstimate> RunAsync(RunPlan plan, double? callsPerSecond, CancellationToken cancellationToken)
    {
        var (_, reader) = await inputs.GetAsync(plan.RunId, cancellationToken).ConfigureAwait(false);
        var tallies = plan.Models.Where(model => ModelKinds.IsGenerative(model.Manifest.Kind)).Select(model => new ModelTally(model)).ToList();
        var sizes = new ImageSizes();
        foreach (var shard in plan.Shards)
        {
            var images = await reader.ReadShardAsync(shard.Index, cancellationToken).ConfigureAwait(false);
            foreach (var tally in tallies)
                await AddAsync(plan, reader, shard, images, tally, sizes, cancellationToken).ConfigureAwait(false);
        }

        var canaries = await CanariesAsync(plan, cancellationToken).ConfigureAwait(false);
        ModelEstimate[] models = [.. plan.Models.Select(model =>
            tallies.Find(tally => tally.Model == model)?.Total(plan.QuestionsOf(model), callsPerSecond, canaries.GetValueOrDefault(model.ModelId)) ?? InProcess(plan, model))];
        var spent = plan.Manifest.MaxUsd is null ? 0 : await RunSpending.ReadAsync(context.Store, plan, cancellationToken).ConfigureAwait(false);
        return new RunEstimate(
            plan.RunId,
            models,
            models.Sum(model => (model.Usd ?? 0) + (model.GpuUsd ?? 0)),
            models.Sum(model => (model.BoundUsd ?? 0) + (model.GpuUsd ?? 0)),
            [.. models.Where(model => model.Usd is null || model.GpuUsd is null).Select(model => model.Id)],
            SecondsOf(plan, models),
            plan.Manifest.MaxUsd,
            spent);
    }

    private async Task AddAsync(
        RunPlan plan, DatasetReader reader, PlannedShard shard, IReadOnlyList<ImageRecord> images, ModelTally tally, ImageSizes sizes, CancellationToken cancellationToken)
    {
        var path = StoreLayout.ResponseLog(tally.Model.Key, plan.Dataset, plan.Revision, shard.Index);
        var log = await ResponseLogReader.ReadAsync(context.Store, path, cancellationToken).ConfigureAwait(false);
        var prompts = await PassPrompts.CreateAsync(plan, tally.Model, inputs, cancellationToken).ConfigureAwait(false);
        var pending = PendingQuestions.Of(plan, shard, images, prompts, log);
        await sizes.ReadAsync(reader, shard.Index, prompts, pending, cancellationToken).ConfigureAwait(false);
        foreach (var question in pending)
            tally.Ask(question, question.Shown is { } shown ? sizes.Of(shown) : []);
        tally.Reuse(shard.QuestionsOf(tally.Model) - pending.Sum(question => question.Copies));
        if (log.Records.Count == 0)
            return;
        var tasks = new TaskSelection(plan.Manifest.Benchmark.Tasks);
        foreach (var variant in shard.Select(images).SelectMany(image => tasks.Of(image).SelectMany(question => prompts.Of(image, question).Variants.Take(1))))
        {
            if (log.Records.GetValueOrDefault(variant.Key) is { } record)
                tally.Observe(variant, record);
        }
    }

    /// <summary>The duration of the last canary question of each model's own server in this run.</summary>
    private async Task<Dictionary<string, double?>> CanariesAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        var seconds = new Dictionary<string, double?>(StringComparer.Ordinal);
        foreach (var model in plan.Models.Where(model => model is { Pass: null, Manifest.Gpu: not null }))
        {
            var wakes = await new WakeLog(context.Store, plan.RunId, model.ModelId).ReadAsync(cancellationToken).ConfigureAwait(false);
            seconds[model.ModelId] = wakes.LastOrDefault(wake => wake.CanarySeconds is not null)?.CanarySeconds;
        }

        return seconds;
    }

    private static ModelEstimate InProcess(RunPlan plan, PlannedModel model) => new()
    {
        Id = model.Manifest.Id, Questions = plan.QuestionsOf(model), Reused = 0, Calls = 0, Usd = 0, BoundUsd = 0, Seconds = 0, Pace = "in process; its time is not estimated",
    };

    /// <summary>Models run in parallel; the passes of one model run one after another.</summary>
    private static double? SecondsOf(RunPlan plan, ModelEstimate[] models)
    {
        var groups = plan.Models.Zip(models).GroupBy(pair => pair.First.ModelId, pair => pair.Second.Seconds, StringComparer.Ordinal).ToList();
        return groups.Any(group => group.Any(seconds => seconds is null)) ? null : groups.Max(group => group.Sum());
    }
}
