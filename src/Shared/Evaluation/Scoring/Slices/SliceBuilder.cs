using MuBench.Datasets;

namespace MuBench.Scoring.Slices;

/// <summary>
/// Assigns the questions of one task to slices. Slices that only regroup source datasets come last and are not compared
/// in pairs.
/// </summary>
/// <param name="task">The task.</param>
/// <param name="questions">Its questions, ascending.</param>
/// <param name="keyOf">The question key of a question.</param>
/// <param name="traitsOf">The traits of a question's image.</param>
/// <param name="categoryOf">The category of a question in its source; null if there is none.</param>
internal sealed class SliceBuilder(string task, int[] questions, Func<int, string> keyOf, Func<int, ImageTraits> traitsOf, Func<int, string?> categoryOf)
{
    private readonly List<QuestionSlice> _slices = [];

    /// <summary>The slices that have questions, the whole task first.</summary>
    public IReadOnlyList<QuestionSlice> Build()
    {
        _slices.Add(new QuestionSlice(task, SliceRules.All, questions));
        var isOwn = !BenchmarkTasks.All.Contains(task);
        if (task == BenchmarkTasks.Coarse || (isOwn && questions.Any(question => keyOf(question) != keyOf(questions[0]))))
            AddGroups(keyOf, SliceRules.KeyOrder);
        if (task == BenchmarkTasks.Localization)
            AddGroups(question => SliceRules.OfClass(ClassOf(question)), _ => 0);
        AddGroups(question => SliceRules.OfSource(traitsOf(question).Source), _ => 0);
        AddSubset(SliceRules.Pathology, question => traitsOf(question).Special.HasFlag(SpecialSlices.Pathology), isCompared: true);
        AddSubset(SliceRules.HAndE, question => traitsOf(question).Special.HasFlag(SpecialSlices.HAndE), isCompared: true);
        AddAuthors();
        if (task == BenchmarkTasks.Localization)
            AddParts(question => $"{SliceRules.OfSource(traitsOf(question).Source)}/{ClassOf(question)}", min: 2);
        if (task == BenchmarkTasks.Cognition)
        {
            AddParts(question => Named("subdomain", traitsOf(question).Subdomain));
            AddParts(question => Named("modality", traitsOf(question).Modality));
        }

        AddParts(question => Named("submodality", traitsOf(question).Submodality));
        AddParts(question => Named("scale", traitsOf(question).Scale));
        AddParts(question => Named("category", categoryOf(question)));
        AddParts(question => Named("group", traitsOf(question).Grouping?.Group));
        if (task == BenchmarkTasks.Fine)
            AddParts(question => Named("task", traitsOf(question).Grouping?.Task));
        AddProper(SliceRules.WithoutEulenberg, question => !traitsOf(question).Special.HasFlag(SpecialSlices.EulenbergDarkfieldEpifluorescence), isCompared: false);
        return _slices;
    }

    private string ClassOf(int question) => keyOf(question)[QuestionKeys.LocalizationPrefix.Length..];

    private static string? Named(string prefix, string? name) => string.IsNullOrWhiteSpace(name) ? null : $"{prefix}:{name.Trim()}";

    // The part that the authors scored, if the run asks more: for cognition by their list of keys, else by source dataset.
    private void AddAuthors()
    {
        if (task == BenchmarkTasks.Cognition)
            AddProper(SliceRules.Authors, question => SliceRules.IsAuthorsCognition(keyOf(question)), isCompared: true);
        else if (task == BenchmarkTasks.Localization)
            AddProper(SliceRules.Authors, question => traitsOf(question).Special.HasFlag(SpecialSlices.AuthorsLocalization), isCompared: true);
        else if (task is BenchmarkTasks.Coarse or BenchmarkTasks.Fine)
            AddProper(SliceRules.Authors, question => traitsOf(question).Special.HasFlag(SpecialSlices.AuthorsEvaluated), isCompared: false);
    }

    private void AddGroups(Func<int, string> name, Func<string, int> order)
    {
        foreach (var group in questions.GroupBy(name).OrderBy(group => order(group.Key)).ThenBy(group => group.Key, StringComparer.Ordinal))
            _slices.Add(new QuestionSlice(task, group.Key, [.. group]));
    }

    /// <summary>
    /// Adds the parts of a partition, for the questions that have a name in it; nothing if that would only repeat the
    /// whole task.
    /// </summary>
    private void AddParts(Func<int, string?> name, int min = 1)
    {
        var groups = questions.Select(question => (Item: question, Name: name(question))).Where(entry => entry.Name is not null)
            .GroupBy(entry => entry.Name!, entry => entry.Item, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        if (groups.Count < min)
            return;
        foreach (var members in groups.Select(group => (group.Key, Items: group.ToArray())).Where(group => group.Items.Length < questions.Length))
            _slices.Add(new QuestionSlice(task, members.Key, members.Items, isCompared: false));
    }

    private void AddSubset(string name, Predicate<int> includes, bool isCompared)
    {
        if (Array.FindAll(questions, includes) is { Length: > 0 } members)
            _slices.Add(new QuestionSlice(task, name, members, isCompared));
    }

    private void AddProper(string name, Predicate<int> includes, bool isCompared)
    {
        if (Array.FindAll(questions, includes) is { Length: > 0 } members && members.Length < questions.Length)
            _slices.Add(new QuestionSlice(task, name, members, isCompared));
    }
}
