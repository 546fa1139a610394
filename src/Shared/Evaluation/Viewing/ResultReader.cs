using System.Collections.Concurrent;
using System.Globalization;
using MuBench.Datasets;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Reporting;
using MuBench.Reports;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;
using MuBench.Storage;

namespace MuBench.Viewing;

/// <summary>Reads the outcomes of a dataset's results, each once: a byte per question.</summary>
internal sealed class ResultReader(IArtifactStore store, StoredReports reports, ViewedQuestions questions)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<ViewedResult>>> _results = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int[]> _places = new(StringComparer.Ordinal);

    /// <summary>Reads the models of a choice of results.</summary>
    /// <param name="runs">The finished runs of the dataset.</param>
    /// <param name="choice">See <see cref="ResultChoice"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="UserException">There is no such run, or scores cannot be read.</exception>
    public async Task<ViewedModels> ReadAsync(FinishedRuns runs, string choice, CancellationToken cancellationToken)
    {
        var leftOut = runs.Unread.Select(run => $"{run.Id}: {run.Fault}").ToList();
        var plans = new Dictionary<string, RunPlan>(StringComparer.Ordinal);
        foreach (var report in runs.Reports)
        {
            if (await reports.PlanOfAsync(report, cancellationToken).ConfigureAwait(false) is not { } plan) leftOut.Add($"{report.Run.Id}: its plan cannot be read.");
            else if (plan.Revision != questions.Info.Revision) leftOut.Add($"{report.Run.Id}: it asked revision {plan.Revision} of the dataset, the store has {questions.Info.Revision}.");
            else plans.Add(plan.RunId, plan);
        }

        var shown = runs with { Reports = [.. runs.Reports.Where(report => plans.ContainsKey(report.Run.Id))] };
        var chosen = ResultChoice.Of(shown, plans, choice);
        var read = await Task.WhenAll(chosen.Select(one => ReadAsync(one.Plan, one.Model, FinishedAt(shown, one.Plan)))).WaitAsync(cancellationToken).ConfigureAwait(false);
        var models = chosen.Zip(read).GroupBy(pair => pair.First.Label, StringComparer.Ordinal)
            .Select(group => ModelOf(group.Key, [.. group.Select(pair => (pair.First.Task, pair.Second))]))
            .OrderBy(model => model.IsFloor).ThenBy(model => model.Label, StringComparer.Ordinal);
        return new ViewedModels([.. models], [.. plans.Keys], leftOut);
    }

    private static string FinishedAt(FinishedRuns runs, RunPlan plan) =>
        runs.Reports.First(report => report.Run.Id == plan.RunId).Run.FinishedAt.ToString("O", CultureInfo.InvariantCulture);

    private ViewedModel ModelOf(string label, IReadOnlyList<(string? Task, ViewedResult Result)> results)
    {
        if (results is [(null, var only)]) return new ViewedModel(label, [.. questions.Columns.Tasks.Select(_ => only)], only.Outcomes);
        ViewedResult?[] byTask = [.. questions.Columns.Tasks.Select(task => results.FirstOrDefault(one => one.Task == task).Result)];
        if (byTask.OfType<ViewedResult>().Distinct().ToList() is [var same]) return new ViewedModel(label, [.. byTask.Select(_ => same)], same.Outcomes);
        var outcomes = new byte[questions.Count];
        for (var question = 0; question < outcomes.Length; question++)
            outcomes[question] = byTask[questions.Columns.TaskOf[question]]?.Outcomes[question] ?? OutcomePair.OfNotAsked;
        return new ViewedModel(label, byTask, outcomes);
    }

    private async Task<ViewedResult> ReadAsync(RunPlan plan, PlannedModel model, string finishedAt)
    {
        var key = $"{plan.RunId}\n{model.Manifest.Id}\n{finishedAt}";
        var reading = _results.GetOrAdd(key, _ => new Lazy<Task<ViewedResult>>(() => Task.Run(() => ReadAsync(plan, model))));
        try
        {
            return await reading.Value.ConfigureAwait(false);
        }
        catch
        {
            _results.TryRemove(KeyValuePair.Create(key, reading)); // a later reader may be able to reach the store
            throw;
        }
    }

    private async Task<ViewedResult> ReadAsync(RunPlan plan, PlannedModel model)
    {
        var scores = await FinishedRun.ReadScoresAsync(store, plan.RunId, model.Manifest.Id, CancellationToken.None).ConfigureAwait(false);
        var (official, strict) = (OutcomeBytes.Read(scores.Items[Protocols.Official]), OutcomeBytes.Read(scores.Items[Protocols.Strict]));
        var places = PlacesOf(plan);
        if (places.Length != official.Length || places.Length != strict.Length)
            throw new UserException($"The scores of '{model.Manifest.Id}' in the run '{plan.RunId}' are of {official.Length:N0} questions, and the dataset has {places.Length:N0} for its plan. Run it again.");
        var outcomes = new byte[questions.Count];
        Array.Fill(outcomes, OutcomePair.OfNotAsked);
        for (var position = 0; position < places.Length; position++)
        {
            var isAsked = model.DrawsBoxes || questions.TaskOf(places[position]) != BenchmarkTasks.Localization;
            if (isAsked) outcomes[places[position]] = OutcomePair.Of(official[position], strict[position]);
        }

        return new ViewedResult(plan, model, outcomes);
    }

    // Runs over the same questions share their places.
    private int[] PlacesOf(RunPlan plan)
    {
        var shards = plan.Shards.Select(shard => $"{shard.Index}:{(shard.Rows is null ? "" : string.Join(',', shard.Rows))}");
        return _places.GetOrAdd($"{string.Join(' ', plan.Manifest.Benchmark.Tasks)}\n{string.Join(';', shards)}", _ => questions.PlacesOf(plan));
    }
}
