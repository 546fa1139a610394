using MuBench.Scoring.Slices;

namespace MuBench.Exports.Harness;

/// <summary>
/// The run's slices as tasks. Coarse questions, and those of a task with several keys, are grouped by key, other
/// questions by source dataset. The groups are named <c>DATASET_TASK</c>.
/// </summary>
internal sealed class HarnessTasks
{
    private readonly Dictionary<(string Task, string Slice), HarnessTask> _tasks = [];
    private readonly List<HarnessTask> _groups = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <param name="dataset">Name of the dataset.</param>
    /// <param name="scores">The scores of a model.</param>
    public HarnessTasks(string dataset, IReadOnlyList<SliceScore> scores)
    {
        var prefix = Clean(dataset);
        var whole = scores.Where(score => score.Slice == SliceRules.All).Select(score => score.Task).Distinct(StringComparer.Ordinal).ToList();
        foreach (var task in whole.Where(task => task != SliceRules.AllTasks))
        {
            var slices = scores.Where(score => score.Task == task).Select(score => score.Slice).Distinct(StringComparer.Ordinal).ToList();
            var keyed = slices.Where(IsKey).ToList();
            var sources = slices.Where(slice => slice.StartsWith(Prefix, StringComparison.Ordinal)).ToList();
            // Slices of a source's classes are parts of the source's slice.
            var members = keyed.Count > 0 ? keyed : [.. sources.Where(slice => !sources.Exists(other => slice.StartsWith(other + "/", StringComparison.Ordinal)))];
            var group = Unique($"{prefix}_{Clean(task)}");
            foreach (var slice in members)
            {
                var alias = slice.StartsWith(Prefix, StringComparison.Ordinal) ? slice[Prefix.Length..] : slice;
                _tasks.Add((task, slice), new HarnessTask(Unique($"{group}_{Clean(alias)}"), alias, task, slice, []));
            }

            _groups.Add(new HarnessTask(group, task, task, SliceRules.All, [.. members.Select(slice => _tasks[(task, slice)].Name)]));
        }

        if (whole.Contains(SliceRules.AllTasks))
            _groups.Insert(0, new HarnessTask(Unique(prefix), dataset, SliceRules.AllTasks, SliceRules.All, [.. _groups.Select(group => group.Name)]));
    }

    private static string Prefix { get; } = SliceRules.OfSource("");

    /// <summary>The tasks.</summary>
    public IReadOnlyCollection<HarnessTask> Tasks => _tasks.Values;

    /// <summary>The groups, the outermost first.</summary>
    public IReadOnlyList<HarnessTask> Groups => _groups;

    /// <summary>The task that a question belongs to.</summary>
    public HarnessTask Of(ScoredQuestion question)
    {
        var task = question.Question.TaskName;
        return _tasks.TryGetValue((task, question.Question.Key), out var byKey) ? byKey : _tasks[(task, SliceRules.OfSource(question.Image.Source))];
    }

    /// <summary>
    /// A name that is valid in the harness and as a file name: its readers split names at slashes; dots and underscores
    /// are safe.
    /// </summary>
    public static string Clean(string name) =>
        string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' ? character : '_'));

    private static bool IsKey(string slice) =>
        slice is not (SliceRules.All or SliceRules.Pathology or SliceRules.HAndE or SliceRules.Authors) && !slice.Contains(':');

    // Two sources may have the same name after cleaning.
    private string Unique(string name)
    {
        var unique = name;
        for (var number = 2; !_names.Add(unique); number++)
            unique = $"{name}_{number}";
        return unique;
    }
}
