namespace MuBench.Datasets.Import.Tsv;

/// <summary>An image's record in the making: questions of different keys and one source.</summary>
/// <param name="imageId">Index of the first row that shows it.</param>
internal sealed class TsvRecord(string? imageId)
{
    private readonly List<ReleaseQuestion> _questions = [];
    private string? _source;

    /// <summary>Whether it has place for a question.</summary>
    public bool Takes(string key, string? source) =>
        (source is null || _source is null || source == _source) && _questions.TrueForAll(question => question.Key != key);

    public void Add(ReleaseQuestion question, string? source)
    {
        _questions.Add(question);
        _source ??= source;
    }

    public ReleaseRow ToRow() => new() { ImageId = imageId, Dataset = _source, Questions = _questions };
}
