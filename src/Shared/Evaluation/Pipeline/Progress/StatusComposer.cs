using MuBench.Pipeline.Planning;

namespace MuBench.Pipeline.Progress;

/// <summary>Composes the status of a run from what its workers have written. Deterministic.</summary>
/// <remarks>
/// A shard that a worker is evaluating is counted by that worker's document, by the latest one if there are two. Any
/// other shard is counted by its last line in the journal. A worker that died or that repeats a shard therefore counts
/// nothing twice.
/// </remarks>
internal static class StatusComposer
{
    /// <summary>A worker that has written nothing for this long counts as dead.</summary>
    public static readonly TimeSpan WorkerSilence = TimeSpan.FromSeconds(30);

    /// <summary>The status of a run.</summary>
    public static RunStatus Compose(
        string runId, RunPlan? plan, IReadOnlyList<IReadOnlyList<ModelEvent>> journals, IReadOnlyList<WorkerStatus> workers, RunAttempt? attempt, DateTimeOffset now)
    {
        var state = attempt?.State ?? RunStates.Running;
        var live = workers
            .Where(worker => now - worker.UpdatedAt < WorkerSilence)
            .OrderByDescending(worker => worker.UpdatedAt)
            .SelectMany(worker => worker.Open)
            .ToLookup(open => open.Status.Id, StringComparer.Ordinal);
        return new RunStatus
        {
            RunId = runId,
            State = state,
            Error = attempt?.Error,
            SpentUsd = RunStates.HasReport(state) ? attempt?.SpentUsd : null,
            Alarms = RunStates.HasReport(state) ? attempt?.Alarms : null,
            Sampled = plan?.SampledText,
            StartedAt = plan?.StartedAt,
            UpdatedAt = now,
            Dataset = plan?.Dataset,
            DatasetFolder = plan?.DatasetFolder,
            Models = plan is null ? [] : [.. plan.Models.Zip(journals, (model, journal) =>
                Compose(model.Manifest.Id, plan.AllQuestionsOf(model), journal, RunStates.HasReport(state) ? [] : [.. live[model.Manifest.Id]], state))],
        };
    }

    /// <summary>
    /// A status whose models have at least the responses that an earlier status of the same plan counted: each was in the log. Until a successor has
    /// read the shards of a lost worker, no document counts them.
    /// </summary>
    public static RunStatus NotBelow(RunStatus status, RunStatus? earlier) => earlier is null || earlier.StartedAt != status.StartedAt ? status : status with
    {
        Models = [.. status.Models.Select(model => earlier.Models.FirstOrDefault(before => before.Id == model.Id) is { } before && before.Questions == model.Questions && before.Done > model.Done
            ? model with { Done = before.Done }
            : model)],
    };

    private static ModelStatus Compose(
        string modelId, int questions, IReadOnlyList<ModelEvent> journal, IReadOnlyList<OpenShards> live, string runState)
    {
        var covered = new HashSet<int>();
        var open = new List<ModelStatus>();
        foreach (var shards in live.Where(shards => !covered.Overlaps(shards.Shards)))
        {
            covered.UnionWith(shards.Shards);
            open.Add(shards.Status);
        }

        // Responses that a later call finds in the log may have been written by an earlier call of the same run. They do not count as reused.
        var closed = journal
            .SelectMany(line => line.Shards)
            .Where(shard => !covered.Contains(shard.Shard))
            .GroupBy(shard => shard.Shard)
            .Select(passes => passes.Last() with { Reused = passes.First().Reused })
            .ToList();
        var noted = journal.LastOrDefault(line => line.State is not null);
        var (state, detail) = (noted?.State ?? ModelStates.Queued, noted?.Detail);
        // After the end of a run, what its workers have counted stays true, but what they are doing does not.
        var active = RunStates.IsTerminal(runState) ? [] : open;
        if (active.Count > 0 && state == ModelStates.Evaluating && active.TrueForAll(status => status.State == ModelStates.Waiting))
            (state, detail) = (ModelStates.Waiting, active[0].Detail);
        if (RunStates.IsTerminal(runState) && !RunStates.HasReport(runState) && state is ModelStates.Preparing or ModelStates.Waking or ModelStates.Evaluating or ModelStates.Waiting or ModelStates.Scoring)
            (state, detail) = (ModelStates.Interrupted, null);
        return new ModelStatus
        {
            Id = modelId,
            State = state,
            Detail = detail,
            Questions = questions,
            Done = closed.Sum(shard => shard.Done) + open.Sum(status => status.Done),
            Reused = closed.Sum(shard => shard.Reused) + open.Sum(status => status.Reused),
            Failed = closed.Sum(shard => shard.Failed) + open.Sum(status => status.Failed),
            InFlight = active.Sum(status => status.InFlight),
            Waiting = active.Sum(status => status.Waiting),
            WaitingUntil = active.Max(status => status.WaitingUntil),
            InputTokens = journal.Sum(line => line.InputTokens) + open.Sum(status => status.InputTokens),
            OutputTokens = journal.Sum(line => line.OutputTokens) + open.Sum(status => status.OutputTokens),
            Usd = SpentOf(journal, open),
            IsOutOfBudget = state == ModelStates.OutOfBudget || open.Exists(status => status.IsOutOfBudget),
            StopReason = noted?.StopReason,
        }.At(active.Sum(status => status.PerSecond));
    }

    // A worker that was killed wrote no line; the scores contain the amount that it spent.
    private static decimal? SpentOf(IReadOnlyList<ModelEvent> journal, List<ModelStatus> open)
    {
        var scored = journal.LastOrDefault(line => line.ScoredUsd is not null);
        var since = scored is null ? journal : [.. journal.SkipWhile(line => line != scored).Skip(1)];
        return since.Any(line => line.Usd is null) || open.Exists(status => status.Usd is null)
            ? null
            : (scored?.ScoredUsd ?? 0) + since.Sum(line => line.Usd) + open.Sum(status => status.Usd);
    }
}
