using MuBench.Datasets.Release;

namespace MuBench.Datasets.Import;

/// <summary>Counts rows as they are read.</summary>
internal sealed class DatasetTally
{
    private readonly SortedDictionary<string, int> _questions = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _sources = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _unnamed = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedDictionary<string, int>> _sourceQuestions = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedDictionary<string, int>> _answers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _repeatedIds = new(StringComparer.Ordinal);
    private int _images;
    private bool _hasRegions;

    public int Items { get; private set; }

    public IReadOnlyDictionary<string, int> Questions => _questions;

    /// <summary>Whether the dataset has a question, or boxes or polygons from which questions are made.</summary>
    public bool HasQuestions => _questions.Count > 0 || _hasRegions;

    /// <summary>How often each option is the correct one, per answer group.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Answers => ReadOnly(_answers);

    public void Add(ImageRecord image)
    {
        Items++;
        _images += image.PartCount;
        Increment(_sources, image.Source);
        if (string.IsNullOrWhiteSpace(image.Dataset))
            Increment(_unnamed, image.Source);
        if (image.ImageId is not null && !_ids.Add(image.ImageId))
            _repeatedIds.Add(image.ImageId);
        _hasRegions |= image.Boxes is { Count: > 0 } || image.Polygons is { Count: > 0 };
        foreach (var question in image.Questions)
        {
            Increment(_questions, question.Key);
            Increment(GroupOf(_sourceQuestions, image.Source), question.Key);
            // Sources that no coarse task asks about must not affect the majority option.
            if (question.TaskName != BenchmarkTasks.Coarse || !OfficialRelease.IsReleaseOnly(image.Source))
                Increment(GroupOf(_answers, question.AnswerGroup(image.Source)), question.Options[question.AnswerIndex]);
        }
    }

    public DatasetCounts ToCounts() => new()
    {
        Images = _images,
        Items = Items == _images ? null : Items,
        Questions = _questions,
        Sources = _sources,
        RepeatedImageIds = _repeatedIds.Count,
        SourceQuestions = ReadOnly(_sourceQuestions),
        UnnamedSources = _unnamed,
    };

    private static SortedDictionary<string, int> GroupOf(SortedDictionary<string, SortedDictionary<string, int>> groups, string name) =>
        groups.TryGetValue(name, out var group) ? group : groups[name] = new(StringComparer.Ordinal);

    private static SortedDictionary<string, IReadOnlyDictionary<string, int>> ReadOnly(SortedDictionary<string, SortedDictionary<string, int>> groups) =>
        new(groups.ToDictionary(group => group.Key, group => (IReadOnlyDictionary<string, int>)group.Value), StringComparer.Ordinal);

    private static void Increment(SortedDictionary<string, int> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;
}
