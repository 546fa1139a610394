using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Models;
using MuBench.Pipeline.Budgets;
using MuBench.Pipeline.Evaluating;
using MuBench.Pipeline.Passes;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Proving;
using MuBench.Responses;
using MuBench.Scoring.Outcomes;
using MuBench.Storage;

namespace MuBench.Pipeline.Scoring;

/// <summary>Reads a model's responses from the response log, shard by shard. Memory holds a few shards and a few bytes per question.</summary>
/// <param name="store">The store.</param>
/// <param name="inputs">The run's dataset.</param>
/// <param name="plan">The run's plan, or a copy with another protocol.</param>
/// <param name="model">The model.</param>
/// <param name="prover">Builds the proof of the lines; leaves out those that an earlier proof does not contain.</param>
internal sealed class ModelResponsesReader(IArtifactStore store, RunInputs inputs, RunPlan plan, PlannedModel model, ResponseProver prover)
{
    private readonly TaskSelection _tasks = new(plan.Manifest.Benchmark.Tasks);

    /// <summary>Reads the responses.</summary>
    public async Task<ModelResponses> ReadAsync(CancellationToken cancellationToken)
    {
        var faults = await FaultStore.ReadAsync(store, plan.RunId, model.Manifest.Id, cancellationToken).ConfigureAwait(false);
        var sources = await OpenAsync(faults, cancellationToken).ConfigureAwait(false);
        var facts = await ModelFactsStore.TryReadAsync(store, model.Key, cancellationToken).ConfigureAwait(false);
        var table = new ResponseTableBuilder(model, plan.Manifest.Benchmark.Protocol, facts, plan.RowsNotAsked(model));
        var totals = new ResponseTotals(plan.RunId, await ResponseCosts.OpenAsync(store, plan, model, cancellationToken).ConfigureAwait(false), ServiceTiers.AskedBy(model.Manifest));
        var shards = ReadAhead.InOrderAsync(plan.Shards, (shard, cancelled) => ReadShardAsync(shard, sources, cancelled), cancellationToken);
        await foreach (var shard in shards.ConfigureAwait(false))
            Add(shard, sources, table, totals);
        return new ModelResponses(table.Build(), totals.Provenance, totals.Usage.Usage, CountsOf(faults));
    }

    private async Task<Sources> OpenAsync(IReadOnlyList<QuestionFault> faults, CancellationToken cancellationToken)
    {
        var (_, dataset) = await inputs.GetAsync(plan.RunId, cancellationToken).ConfigureAwait(false);
        var variants = await PassPrompts.CreateAsync(plan, model, inputs, cancellationToken).ConfigureAwait(false);
        var shared = await SharedResponses.CreateAsync(plan, model, inputs, cancellationToken).ConfigureAwait(false);
        return new Sources(dataset, variants, shared, new FaultReasons(faults));
    }

    private async Task<LoggedShard> ReadShardAsync(PlannedShard shard, Sources sources, CancellationToken cancellationToken)
    {
        var path = StoreLayout.ResponseLog(model.Key, plan.Dataset, plan.Revision, shard.Index);
        var log = inputs.Logs.ReadAsync(path, cancellationToken);
        var images = await sources.Dataset.ReadShardAsync(shard.Index, cancellationToken).ConfigureAwait(false);
        return new LoggedShard(path, [.. shard.Select(images)], ResponseLogReader.ReadLines(await log.ConfigureAwait(false)));
    }

    private void Add(LoggedShard shard, Sources sources, ResponseTableBuilder table, ResponseTotals totals)
    {
        var (path, images, log) = shard;
        prover.Begin(path, log);
        totals.BeginShard(sources.Shared.OfEarlier(images));
        foreach (var image in images)
        {
            foreach (var question in _tasks.Of(image))
            {
                var response = Read(image, question, log, sources);
                table.Add(response);
                totals.Add(VariantResponses.Answered(response.Variants, response.Records));
            }
        }

        totals.EndShard(log.Repeated);
        prover.End();
    }

    private QuestionResponse Read(ImageRecord image, Question question, ResponseLines log, Sources sources)
    {
        var (asked, _, variants) = sources.Prompts.Of(image, question);
        prover.Add(image.Row, question.Key, variants); // before any response is looked up: it may leave some out
        return new QuestionResponse(image, question, asked, variants, log.Records, sources.Faults.Of(variants) is not null);
    }

    private static IReadOnlyList<FaultCount> CountsOf(IReadOnlyList<QuestionFault> faults) =>
    [
        .. faults
            .GroupBy(fault => fault.Reason, StringComparer.Ordinal)
            .Select(group => new FaultCount(group.Key, group.Count()))
            .OrderByDescending(count => count.Questions)
            .ThenBy(count => count.Reason, StringComparer.Ordinal),
    ];

    /// <summary>The run's items of one shard, and the lines of its log.</summary>
    private sealed record LoggedShard(StorePath Path, IReadOnlyList<ImageRecord> Images, ResponseLines Log);

    /// <summary>The sources of the responses.</summary>
    private sealed record Sources(DatasetReader Dataset, PassPrompts Prompts, SharedResponses Shared, FaultReasons Faults);
}
