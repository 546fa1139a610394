using MuBench.Pipeline.Planning;
using MuBench.Reports;
using MuBench.Reports.Html.Leaderboards;

namespace MuBench.Viewing;

/// <summary>Which results the browser of a dataset's questions shows.</summary>
internal static class ResultChoice
{
    /// <summary>One result per model and task, by the rule of the leaderboard.</summary>
    public const string Latest = "";

    /// <summary>Every result of every run.</summary>
    public const string Every = "every";

    /// <summary>The results of a choice: the label of each, its run, its model and its task (null for all of them).</summary>
    /// <param name="runs">The finished runs whose questions are those of the dataset.</param>
    /// <param name="plans">Their plans.</param>
    /// <param name="choice"><see cref="Latest"/>, <see cref="Every"/> or the id of a run.</param>
    /// <exception cref="UserException">There is no such run.</exception>
    public static IReadOnlyList<(string Label, RunPlan Plan, PlannedModel Model, string? Task)> Of(FinishedRuns runs, IReadOnlyDictionary<string, RunPlan> plans, string choice)
    {
        if (choice == Latest) return OfLatest(runs, plans);
        if (choice != Every && !plans.ContainsKey(choice))
            throw new UserException($"The run '{choice}' is none of the finished runs of the dataset '{runs.Dataset}' whose questions can be shown.");
        return
        [
            .. from plan in plans.Values
               where choice == Every || plan.RunId == choice
               from model in plan.Models
               where model.Pass is null
               select (choice == Every ? LeaderboardRanks.KeyOf(plan.RunId, model.Manifest.Id) : model.Manifest.Id, plan, model, (string?)null),
        ];
    }

    private static IReadOnlyList<(string, RunPlan, PlannedModel, string?)> OfLatest(FinishedRuns runs, IReadOnlyDictionary<string, RunPlan> plans)
    {
        var chosen = LeaderboardPage.TasksOf(runs.Reports).SelectMany(task => LeaderboardModel.Of(runs.Reports, task).Select(model => (Task: task, model.Shown))).ToList();
        var kinds = chosen.GroupBy(one => one.Shown.Model.Id, StringComparer.Ordinal)
            .ToDictionary(model => model.Key, model => model.Select(one => one.Shown.Model.Kind).Distinct(StringComparer.Ordinal).Count(), StringComparer.Ordinal);
        return
        [
            .. from one in chosen
               let plan = plans[one.Shown.Run.Id]
               let id = one.Shown.Model.Id
               select (kinds[id] > 1 ? $"{id} ({one.Shown.Model.Kind})" : id, plan, plan.ModelOf(id), (string?)one.Task),
        ];
    }
}
