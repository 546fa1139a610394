namespace MuBench.Datasets.Import.Tsv;

/// <summary>A record of an image that is being built: questions of different keys and one source.</summary>
/// <param name="imageId">Index of the first row that shows the image.</param>
internal sealed class TsvRecord(string? imageId)
{
    private readonly List<ReleaseQuestion> _questions = [];
    private string? _source;

    /// <summary>Whether a question fits into the record: its key is not taken and it has the same source.</summary>
    public bool Takes(string key, string? source) =>
        (source is null || _source is null || source == _source) && _questions.TrueForAll(question => question.Key != key);

    public void Add(ReleaseQuestion question, string? source)
    {
        _questions.Add(question);
        _source ??= source;
    }

    public ReleaseRow ToRow() => new() { ImageId = imageId, Dataset = _source, Questions = _questions };
}
