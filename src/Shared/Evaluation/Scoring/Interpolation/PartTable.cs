using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Slices;

namespace MuBench.Scoring.Interpolation;

/// <summary>
/// The questions of a run by cell: stratum (source dataset, inside or outside the target slice) and task. A part, the
/// questions of one task about one source dataset, consists of one or two cells.
/// </summary>
internal sealed class PartTable
{
    private readonly int[] _stratumOfImage;
    private readonly int[] _taskOfQuestion;

    private PartTable(QuestionTable questions, int[] stratumOfImage, int[] taskOfItem, int strata, int tasks, string? target, IReadOnlyList<PartGroup> groups)
    {
        Questions = questions;
        _stratumOfImage = stratumOfImage;
        _taskOfQuestion = taskOfItem;
        Strata = strata;
        Tasks = tasks;
        Target = target;
        Groups = groups;
    }

    public QuestionTable Questions { get; }

    public int Strata { get; }

    public int Tasks { get; }

    /// <summary>The target slice; null if the run has no question inside it, or none outside.</summary>
    public string? Target { get; }

    /// <summary>
    /// The groups whose means are computed: all parts, their share inside the target, and their share outside; first
    /// for all tasks together, then for each.
    /// </summary>
    public IReadOnlyList<PartGroup> Groups { get; }

    public int StratumOf(int question) => _stratumOfImage[Questions.ImageOf(question)];

    public int TaskOf(int question) => _taskOfQuestion[question];

    public static PartTable Of(QuestionTable questions, string? target)
    {
        var inTarget = new bool[questions.Images];
        foreach (var slice in questions.Slices.Where(slice => slice.Slice == target))
            foreach (var question in slice.Questions)
                inTarget[questions.ImageOf(question)] = true;
        target = inTarget.Contains(true) && inTarget.Contains(false) ? target : null;

        var strata = new OrderedDictionary<(string Source, bool InTarget), int>();
        var stratumOfImage = new int[questions.Images];
        for (var question = 0; question < questions.Count; question++)
        {
            var stratum = (questions.SourceOf(question), target is not null && inTarget[questions.ImageOf(question)]);
            strata.TryAdd(stratum, strata.Count);
            stratumOfImage[questions.ImageOf(question)] = strata[stratum];
        }

        var wholes = questions.Slices.Where(slice => slice is { Slice: SliceRules.All, Task: not SliceRules.AllTasks, IsGraded: false }).ToList();
        var taskOfItem = new int[questions.Count];
        for (var task = 0; task < wholes.Count; task++)
            foreach (var question in wholes[task].Questions)
                taskOfItem[question] = task;
        return new PartTable(
            questions, stratumOfImage, taskOfItem, strata.Count, wholes.Count, target, GroupsOf([.. wholes.Select(whole => whole.Task)], strata, target is not null));
    }

    private static List<PartGroup> GroupsOf(string[] tasks, OrderedDictionary<(string Source, bool InTarget), int> strata, bool hasTarget)
    {
        var groups = new List<PartGroup>();
        string[] names = tasks.Length > 1 ? [SliceRules.AllTasks, .. tasks] : tasks;
        foreach (var name in names)
        {
            foreach (var parts in (ReadOnlySpan<string>)(hasTarget ? [PartGroup.All, PartGroup.Target, PartGroup.Others] : [PartGroup.All]))
            {
                var members = strata.Where(stratum => parts == PartGroup.All || stratum.Key.InTarget == (parts == PartGroup.Target));
                var cells = members.GroupBy(stratum => stratum.Key.Source, stratum => stratum.Value, StringComparer.Ordinal).SelectMany(source =>
                    tasks.Index().Where(task => name == SliceRules.AllTasks || task.Item == name)
                        .Select(task => (IReadOnlyList<int>)[.. source.Select(stratum => stratum * tasks.Length + task.Index)]));
                groups.Add(new PartGroup(name, parts, [.. cells]));
            }
        }

        return groups;
    }
}
