namespace MuBench.Datasets.Import;

/// <summary>Counts rows as they pass.</summary>
internal sealed class DatasetTally
{
    private readonly SortedDictionary<string, int> _questions = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _sources = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedDictionary<string, int>> _answers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _repeatedIds = new(StringComparer.Ordinal);
    private int _images;

    public int Items { get; private set; }

    public IReadOnlyDictionary<string, int> Questions => _questions;

    /// <summary>How often each answer is the correct one, per answer group.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Answers =>
        new SortedDictionary<string, IReadOnlyDictionary<string, int>>(
            _answers.ToDictionary(group => group.Key, group => (IReadOnlyDictionary<string, int>)group.Value), StringComparer.Ordinal);

    public void Add(ImageRecord image)
    {
        Items++;
        _images += image.PartCount;
        Increment(_sources, image.Source);
        if (image.ImageId is not null && !_ids.Add(image.ImageId))
            _repeatedIds.Add(image.ImageId);
        foreach (var question in image.Questions)
        {
            Increment(_questions, question.Key);
            var group = question.AnswerGroup(image.Source);
            if (!_answers.TryGetValue(group, out var answers))
                _answers[group] = answers = new(StringComparer.Ordinal);
            Increment(answers, question.Options[question.AnswerIndex]);
        }
    }

    public DatasetCounts ToCounts() => new()
    {
        Images = _images,
        Items = Items == _images ? null : Items,
        Questions = _questions,
        Sources = _sources,
        RepeatedImageIds = _repeatedIds.Count,
    };

    private static void Increment(SortedDictionary<string, int> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;
}
