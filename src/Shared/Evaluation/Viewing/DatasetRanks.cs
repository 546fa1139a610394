using MuBench.Pipeline.Reporting;
using MuBench.Reports;
using MuBench.Reports.Html.Leaderboards;
using MuBench.Scoring;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Storage;

namespace MuBench.Viewing;

/// <summary>Ranks the models of a dataset's leaderboard by paired comparisons over the questions that both of two models answered, in whichever run.</summary>
internal sealed class DatasetRanks(IArtifactStore store, StoredReports reports, ViewedQuestions questions)
{
    /// <summary>Maximum number of models of a task that are compared in pairs: 1,770 pairs.</summary>
    public const int MaxModels = 60;

    private readonly QuestionTable _wholeTasks = questions.Table.WithSlices(slice => slice.Slice == Leaderboard.WholeTask);

    /// <summary>Compares the models that the leaderboard shows. Results over another revision of the dataset are left out.</summary>
    /// <exception cref="UserException">The scores of a model cannot be read.</exception>
    public async Task<LeaderboardRanks> ComputeAsync(FinishedRuns runs, CancellationToken cancellationToken)
    {
        var ranks = new Dictionary<string, IReadOnlyDictionary<string, RankRange>>(StringComparer.Ordinal);
        var done = new Dictionary<string, IReadOnlyList<Scoring.Results.ReportComparison>>(StringComparer.Ordinal);
        string? missing = null;
        foreach (var task in LeaderboardPage.TasksOf(runs.Reports))
        {
            var shown = LeaderboardModel.Of(runs.Reports, task).Select(model => model.Shown)
                .Where(entry => entry.IsRanked && entry.Run.Dataset.Revision == questions.Info.Revision).ToList();
            if (shown.Count > MaxModels)
            {
                missing = $"More than {MaxModels} models are not compared in pairs, so a better place may be chance.";
                continue;
            }

            if (shown.Count < 2) continue;
            var keys = shown.Select(entry => LeaderboardRanks.KeyOf(entry.Run.Id, entry.Model.Id)).ToList();
            var set = string.Join('\n', keys.Order(StringComparer.Ordinal));
            if (!done.TryGetValue(set, out var pairs))
            {
                var outcomes = await Task.WhenAll(shown.Select(entry => OutcomesAsync(runs, entry, cancellationToken))).ConfigureAwait(false);
                done.Add(set, pairs = PairedComparison.CompareAll(_wholeTasks, [.. outcomes.OfType<ModelOutcomes>()], cancellationToken: cancellationToken));
            }

            var ofTask = pairs.Where(pair => pair.Task == task).ToList();
            var compared = ofTask.SelectMany(pair => new[] { pair.A, pair.B }).ToHashSet(StringComparer.Ordinal);
            ranks.Add(task, Leaderboard.RangesOf(compared, ofTask));
        }

        return new LeaderboardRanks(ranks, missing);
    }

    // A model's outcomes on all questions of the dataset: those that its run did not ask are not run. Null if its plan cannot be read.
    private async Task<ModelOutcomes?> OutcomesAsync(FinishedRuns runs, LeaderboardEntry entry, CancellationToken cancellationToken)
    {
        var report = runs.Reports.First(report => report.Run.Id == entry.Run.Id);
        if (await reports.PlanOfAsync(report, cancellationToken).ConfigureAwait(false) is not { } plan) return null;
        var read = ModelOutcomes.Of(await FinishedRun.ReadScoresAsync(store, plan.RunId, entry.Model.Id, cancellationToken).ConfigureAwait(false), Protocols.Official);
        var places = questions.PlacesOf(plan);
        if (places.Length != read.Outcomes.Length) return null;
        var outcomes = new Outcome[questions.Count];
        Array.Fill(outcomes, Outcome.NotRun);
        var credits = read.Credits is { Length: > 0 } ? new int[questions.Count] : null;
        for (var position = 0; position < places.Length; position++)
        {
            outcomes[places[position]] = read.Outcomes[position];
            if (credits is not null) credits[places[position]] = read.Credits![position];
        }

        var key = runs.ModelKeys.GetValueOrDefault(LeaderboardRanks.KeyOf(entry.Run.Id, entry.Model.Id));
        return new ModelOutcomes(LeaderboardRanks.KeyOf(entry.Run.Id, entry.Model.Id), outcomes, credits) { Answers = key };
    }
}
