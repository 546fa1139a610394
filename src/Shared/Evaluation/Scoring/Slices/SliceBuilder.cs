using MuBench.Datasets;

namespace MuBench.Scoring.Slices;

/// <summary>
/// Assigns the questions of one task to slices. Slices that only regroup source datasets come last and are not compared
/// in pairs.
/// </summary>
/// <param name="task">The task.</param>
/// <param name="items">Its questions, ascending.</param>
/// <param name="keyOf">The question key of a question.</param>
/// <param name="traitsOf">The traits of a question's image.</param>
/// <param name="categoryOf">The category of a question in its source; null if there is none.</param>
internal sealed class SliceBuilder(string task, int[] items, Func<int, string> keyOf, Func<int, ImageTraits> traitsOf, Func<int, string?> categoryOf)
{
    private readonly List<QuestionSlice> _slices = [];

    /// <summary>The slices that have questions, the whole task first.</summary>
    public IReadOnlyList<QuestionSlice> Build()
    {
        _slices.Add(new QuestionSlice(task, SliceRules.All, items));
        var isOwn = !BenchmarkTasks.All.Contains(task);
        if (task == BenchmarkTasks.Coarse || (isOwn && items.Any(item => keyOf(item) != keyOf(items[0]))))
            AddGroups(keyOf, SliceRules.KeyOrder);
        if (task == BenchmarkTasks.Localization)
            AddGroups(item => SliceRules.OfClass(ClassOf(item)), _ => 0);
        AddGroups(item => SliceRules.OfSource(traitsOf(item).Source), _ => 0);
        AddSubset(SliceRules.Pathology, item => traitsOf(item).Special.HasFlag(SpecialSlices.Pathology), isCompared: true);
        AddSubset(SliceRules.HAndE, item => traitsOf(item).Special.HasFlag(SpecialSlices.HAndE), isCompared: true);
        AddAuthors();
        if (task == BenchmarkTasks.Localization)
            AddParts(item => $"{SliceRules.OfSource(traitsOf(item).Source)}/{ClassOf(item)}", min: 2);
        if (task == BenchmarkTasks.Cognition)
        {
            AddParts(item => Named("subdomain", traitsOf(item).Subdomain));
            AddParts(item => Named("modality", traitsOf(item).Modality));
        }

        AddParts(item => Named("submodality", traitsOf(item).Submodality));
        AddParts(item => Named("scale", traitsOf(item).Scale));
        AddParts(item => Named("category", categoryOf(item)));
        AddParts(item => Named("group", traitsOf(item).Grouping?.Group));
        if (task == BenchmarkTasks.Fine)
            AddParts(item => Named("task", traitsOf(item).Grouping?.Task));
        AddProper(SliceRules.WithoutEulenberg, item => !traitsOf(item).Special.HasFlag(SpecialSlices.EulenbergDarkfieldEpifluorescence), isCompared: false);
        return _slices;
    }

    private string ClassOf(int item) => keyOf(item)[QuestionKeys.LocalizationPrefix.Length..];

    private static string? Named(string prefix, string? name) => string.IsNullOrWhiteSpace(name) ? null : $"{prefix}:{name.Trim()}";

    // The part that the authors scored, if the run asks more: for cognition by their list of keys, else by source dataset.
    private void AddAuthors()
    {
        if (task == BenchmarkTasks.Cognition)
            AddProper(SliceRules.Authors, item => SliceRules.IsAuthorsCognition(keyOf(item)), isCompared: true);
        else if (task == BenchmarkTasks.Localization)
            AddProper(SliceRules.Authors, item => traitsOf(item).Special.HasFlag(SpecialSlices.AuthorsLocalization), isCompared: true);
        else if (task is BenchmarkTasks.Coarse or BenchmarkTasks.Fine)
            AddProper(SliceRules.Authors, item => traitsOf(item).Special.HasFlag(SpecialSlices.AuthorsEvaluated), isCompared: false);
    }

    private void AddGroups(Func<int, string> name, Func<string, int> order)
    {
        foreach (var group in items.GroupBy(name).OrderBy(group => order(group.Key)).ThenBy(group => group.Key, StringComparer.Ordinal))
            _slices.Add(new QuestionSlice(task, group.Key, [.. group]));
    }

    /// <summary>
    /// Adds the parts of a partition, for the questions that have a name in it; nothing if that would only repeat the
    /// whole task.
    /// </summary>
    private void AddParts(Func<int, string?> name, int min = 1)
    {
        var groups = items.Select(item => (Item: item, Name: name(item))).Where(entry => entry.Name is not null)
            .GroupBy(entry => entry.Name!, entry => entry.Item, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        if (groups.Count < min)
            return;
        foreach (var members in groups.Select(group => (group.Key, Items: group.ToArray())).Where(group => group.Items.Length < items.Length))
            _slices.Add(new QuestionSlice(task, members.Key, members.Items, isCompared: false));
    }

    private void AddSubset(string name, Predicate<int> includes, bool isCompared)
    {
        if (Array.FindAll(items, includes) is { Length: > 0 } members)
            _slices.Add(new QuestionSlice(task, name, members, isCompared));
    }

    private void AddProper(string name, Predicate<int> includes, bool isCompared)
    {
        if (Array.FindAll(items, includes) is { Length: > 0 } members && members.Length < items.Length)
            _slices.Add(new QuestionSlice(task, name, members, isCompared));
    }
}
