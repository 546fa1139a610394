using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MuBench.Storage;
using MuBench.Storage.Disk;

namespace MuBench.Datasets.Release.Download;

/// <summary>The notes on a file that is being downloaded: lines that say which pieces are held.</summary>
/// <remarks>
/// A piece is noted after it was written, so that a killed process leaves no note on a piece that it does not hold. After
/// a power cut that may not be so; the hash of the whole file is what it is trusted by.
/// </remarks>
internal sealed class DownloadJournal(DiskStore store, StorePath path)
{
    /// <summary>The numbers of the pieces that are held of a content; none where the notes are of another content, or there are none.</summary>
    public async Task<HashSet<int>> ReadAsync(DownloadHeader expected, CancellationToken cancellationToken)
    {
        var pieces = new HashSet<int>();
        var content = await store.TryReadAsync(path, cancellationToken).ConfigureAwait(false);
        if (content is null)
            return pieces;
        var lines = content.AsMemory();
        var first = true;
        while (lines.Span.IndexOf((byte)'\n') is >= 0 and var end)
        {
            var line = lines[..end];
            lines = lines[(end + 1)..];
            if (first && TryParse(line, DatasetJsonContext.Default.DownloadHeader) != expected)
                return [];
            if (!first && TryParse(line, DatasetJsonContext.Default.DownloadedPiece) is { Piece: >= 0 } noted)
                pieces.Add(noted.Piece);
            first = false;
        }

        return pieces;
    }

    /// <summary>Begins anew.</summary>
    public Task BeginAsync(DownloadHeader header, CancellationToken cancellationToken) =>
        store.WriteAsync(path, Line(JsonSerializer.SerializeToUtf8Bytes(header, DatasetJsonContext.Default.DownloadHeader)), cancellationToken);

    /// <summary>Notes a piece.</summary>
    public Task AddAsync(int piece, CancellationToken cancellationToken) =>
        store.AppendAsync(path, Line(JsonSerializer.SerializeToUtf8Bytes(new DownloadedPiece(piece), DatasetJsonContext.Default.DownloadedPiece)), cancellationToken);

    /// <summary>Deletes the notes.</summary>
    public Task DeleteAsync(CancellationToken cancellationToken) => store.DeleteAsync(path, cancellationToken);

    private static ReadOnlyMemory<byte> Line(byte[] json) => (byte[])[.. json, (byte)'\n'];

    /// <summary>A line, or null where a killed process has torn it.</summary>
    private static T? TryParse<T>(ReadOnlyMemory<byte> line, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(line.Span, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
