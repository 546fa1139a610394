using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MuBench.Datasets.Import.Tsv;

/// <summary>
/// Result of a first pass over all parts: the rows that show the same image, and their questions. Only a digest of each
/// image and one copy of each text are kept.
/// </summary>
internal sealed class TsvIndex(ImportWarnings warnings)
{
    private readonly List<TsvIndexEntry> _entries = [];
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<int, List<TsvRecord>> _records = [];

    /// <summary>Reads the parts.</summary>
    /// <exception cref="UserException">A row is malformed, or refers to an image that no row has.</exception>
    public static async Task<TsvIndex> ReadAsync(IReadOnlyList<string> paths, ProgressMeter meter, ImportWarnings warnings, CancellationToken cancellationToken)
    {
        var index = new TsvIndex(warnings);
        for (var part = 0; part < paths.Count; part++)
        {
            using var file = await TsvFile.OpenAsync(paths[part]).ConfigureAwait(false);
            meter.Begin(file.Name);
            var position = 0L;
            await foreach (var line in file.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                await index.AddAsync(line, part, cancellationToken).ConfigureAwait(false);
                meter.AddBytes(file.Position - position);
                position = file.Position;
            }
        }

        index.Group();
        return index;
    }

    /// <summary>The records whose image is in a row. Rows are numbered over all parts, from 0.</summary>
    public IReadOnlyList<TsvRecord> RecordsAt(int row) => _records.TryGetValue(row, out var records) ? records : [];

    private async Task AddAsync(TsvLine line, int part, CancellationToken cancellationToken)
    {
        var image = TsvImage.Of(line);
        var question = TsvQuestion.Of(line);
        var entry = new TsvIndexEntry(part, line.File, line.Number, Shared(line.Text(TsvColumns.Index)), Shared(question.Question), Shared(question.Source));
        switch (image.Kind)
        {
            case TsvImageKind.None:
                warnings.Add("row left out, it has no image", line.Origin.ToString());
                break;
            case TsvImageKind.Reference:
                entry = entry with { Reference = image.Values[0] };
                break;
            default:
                entry = entry with { Digest = DigestOf(await image.ReadAsync(line, cancellationToken).ConfigureAwait(false)) };
                break;
        }

        _entries.Add(entry);
    }

    private void Group()
    {
        var carriers = new Dictionary<UInt128, int>();
        for (var row = 0; row < _entries.Count; row++)
        {
            if (_entries[row].Digest is { } digest && carriers.TryAdd(digest, row))
                _records.Add(row, []);
        }

        var byIndex = _entries.Where(entry => entry.Digest is not null && entry.Index is not null).ToLookup(entry => entry.Index!, StringComparer.Ordinal);
        foreach (var entry in _entries)
        {
            var digest = entry.Digest ?? (entry.Reference is null ? null : Resolve(entry, byIndex));
            if (digest is { } known)
                Place(entry, _records[carriers[known]]);
        }

        _entries.Clear();
        _texts.Clear();
    }

    /// <summary>Adds a question to a record of its image. If each record has the key already, or another source, it gets a new record.</summary>
    private static void Place(TsvIndexEntry entry, List<TsvRecord> records)
    {
        var record = records.Find(record => record.Takes(entry.Question.Key, entry.Source));
        if (record is null)
            records.Add(record = new TsvRecord(entry.Index));
        record.Add(entry.Question, entry.Source);
    }

    // The same part is searched first: each part may count its indexes from 0.
    private static UInt128? Resolve(TsvIndexEntry entry, ILookup<string, TsvIndexEntry> byIndex)
    {
        var found = byIndex[entry.Reference!].Where(other => other.Part == entry.Part).ToList();
        if (found.Count == 0)
            found = [.. byIndex[entry.Reference!]];
        var digests = found.Select(other => other.Digest).Distinct().ToList();
        return digests.Count switch
        {
            1 => digests[0],
            0 => throw entry.File.Fault(entry.Line, $"'{TsvColumns.Image}' is '{entry.Reference}', which is too short for an image and the index of no row that has one."),
            _ => throw entry.File.Fault(entry.Line, $"'{TsvColumns.Image}' refers to the index '{entry.Reference}', which the rows of lines {string.Join(" and ", found.Select(other => other.Line).Take(3))} have with different images."),
        };
    }

    // The digest is taken over the digests of the images, so that two images and one image with the same joined bytes differ.
    private static UInt128 DigestOf(IReadOnlyList<ReadOnlyMemory<byte>> images) =>
        BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData([.. images.SelectMany(image => SHA256.HashData(image.Span))]));

    private ReleaseQuestion Shared(ReleaseQuestion question) => question with
    {
        Text = Shared(question.Text),
        Options = [.. question.Options!.Select(Shared)],
        Answer = Shared(question.Answer),
        Category = Shared(question.Category),
    };

    private string? Shared(string? text)
    {
        if (text is null)
            return null;
        if (_texts.TryGetValue(text, out var known))
            return known;
        _texts.Add(text, text);
        return text;
    }

    private sealed record TsvIndexEntry(int Part, TsvFile File, int Line, string? Index, ReleaseQuestion Question, string? Source)
    {
        public UInt128? Digest { get; init; }

        public string? Reference { get; init; }
    }
}
