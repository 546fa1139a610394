using MuBench.Datasets;
using MuBench.Datasets.Release;

namespace MuBench.Pipeline.Planning;

/// <summary>Selects the questions of a manifest's tasks.</summary>
/// <remarks>
/// A name alone is a whole task. <c>coarse/KEY</c> is one question key of it, <c>fine/SOURCE</c> one source dataset.
/// Every other task can have both kinds of parts, and a part of <c>localization</c> can be a class. Localisation
/// questions come last: they are made from an image's regions. Source datasets that are in the official release but in
/// no published result are included only if they are named, so that the denominators are those of the published
/// results.
/// </remarks>
internal sealed class TaskSelection
{
    private readonly HashSet<string> _whole = new(StringComparer.Ordinal);
    private readonly HashSet<(string Task, string Part)> _parts = [];
    private readonly bool _asksLocalization;

    /// <summary>Reads the tasks of a manifest that <c>ManifestReader</c> has checked.</summary>
    public TaskSelection(IEnumerable<string> tasks)
    {
        foreach (var task in tasks)
        {
            if (task.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash)
                _parts.Add((task[..slash], task[(slash + 1)..]));
            else
                _whole.Add(task);
        }

        _asksLocalization = _whole.Contains(BenchmarkTasks.Localization) || _parts.Any(part => part.Task == BenchmarkTasks.Localization);
    }

    /// <summary>The selected questions of an image, in the order of its record.</summary>
    public IEnumerable<Question> Of(ImageRecord image) =>
        (_asksLocalization ? image.Questions.Concat(LocalizationQuestions.Of(image)) : image.Questions).Where(question => Includes(image, question));

    /// <summary>Whether a question of an image is selected.</summary>
    public bool Includes(ImageRecord image, Question question) => Includes(image.Source, question.TaskName, question.Key, question.Target?.ClassName);

    /// <summary>Whether a question is selected.</summary>
    /// <param name="source">The source dataset of its image.</param>
    /// <param name="task">Its task.</param>
    /// <param name="key">Its key.</param>
    /// <param name="className">The class of a localisation question; null for others.</param>
    public bool Includes(string source, string task, string key, string? className)
    {
        if (className is not null && !_asksLocalization)
            return false;
        if (_parts.Count > 0 && task != BenchmarkTasks.Coarse && _parts.Contains((task, source)))
            return true;
        if (BenchmarkTasks.All.Contains(task) && OfficialRelease.IsReleaseOnly(source))
            return false;
        return _whole.Contains(task)
            || (_parts.Count > 0 && task != BenchmarkTasks.Fine && _parts.Contains((task, key)))
            || (className is not null && _parts.Contains((task, className)));
    }
}
