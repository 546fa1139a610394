using MuBench.Datasets;
using MuBench.Naming;

namespace MuBench.Pipeline.Planning;

/// <summary>Finds tasks of a manifest for which a dataset has no question: a misspelt name must not count as an empty task.</summary>
/// <remarks>A whole task of μ-Bench may be empty beside others: a dataset need not have all of them.</remarks>
internal sealed class NamedTasks(DatasetInfo dataset, IReadOnlyList<string> tasks)
{
    private readonly SortedSet<string> _has = new(StringComparer.Ordinal);
    private readonly HashSet<(string Task, string Part)> _parts = [];
    private readonly Dictionary<string, TaskSelection> _missing = tasks.Where(task => !BenchmarkTasks.All.Contains(task)).ToDictionary(task => task, task => new TaskSelection([task]), StringComparer.Ordinal);

    /// <summary>Records the questions of an image.</summary>
    public void Observe(ImageRecord image)
    {
        foreach (var question in image.Questions.Concat(LocalizationQuestions.Of(image)))
        {
            _has.Add(question.TaskName);
            _parts.Add((question.TaskName, question.TaskName == BenchmarkTasks.Coarse ? question.Key : image.Source));
            foreach (var (task, selection) in _missing)
            {
                if (selection.Includes(image, question))
                    _missing.Remove(task);
            }
        }
    }

    /// <exception cref="UserException">A task names something that the dataset does not have.</exception>
    public void ThrowIfMissing()
    {
        if (tasks.FirstOrDefault(_missing.ContainsKey) is not { } task)
            return;
        var hint = NearestNames.Question(task, task.Contains('/', StringComparison.Ordinal) ? _parts.Select(part => $"{part.Task}/{part.Part}") : _has) ?? Has();
        throw new UserException(task.StartsWith("fine/", StringComparison.Ordinal)
            ? $"The task '{task}' names no source dataset of '{dataset.Name}'. {hint}"
            : $"The dataset '{dataset.Name}' has no question of the task '{task}'. {hint}");
    }

    /// <summary>The exception for tasks that select no question of the dataset.</summary>
    public UserException NothingToAsk() =>
        new($"No image of '{dataset.Name}' has a question of the tasks {string.Join(", ", tasks)}. {Has()}");

    private string Has() => $"It has the tasks {string.Join(", ", _has.Select(task => $"'{task}'"))}.";
}
