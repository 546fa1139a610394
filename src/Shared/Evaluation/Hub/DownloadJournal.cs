using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MuBench.Storage;
using MuBench.Storage.Disk;

namespace MuBench.Hub;

/// <summary>The journal of a file that is being downloaded: one line for each piece that is complete.</summary>
/// <remarks>
/// A piece is recorded after it was written, so a killed process leaves no record of a piece that is missing. A power
/// cut can break that order; the hash of the whole file decides in the end.
/// </remarks>
internal sealed class DownloadJournal(DiskStore store, StorePath path)
{
    /// <summary>The numbers of the complete pieces of a content; empty if the journal is of another content, or there is none.</summary>
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
            if (first && TryParse(line, HubJsonContext.Default.DownloadHeader) != expected)
                return [];
            if (!first && TryParse(line, HubJsonContext.Default.DownloadedPiece) is { Piece: >= 0 } noted)
                pieces.Add(noted.Piece);
            first = false;
        }

        return pieces;
    }

    /// <summary>Starts a new journal.</summary>
    public Task BeginAsync(DownloadHeader header, CancellationToken cancellationToken) =>
        store.WriteAsync(path, Line(JsonSerializer.SerializeToUtf8Bytes(header, HubJsonContext.Default.DownloadHeader)), cancellationToken);

    /// <summary>Records a piece.</summary>
    public Task AddAsync(int piece, CancellationToken cancellationToken) =>
        store.AppendAsync(path, Line(JsonSerializer.SerializeToUtf8Bytes(new DownloadedPiece(piece), HubJsonContext.Default.DownloadedPiece)), cancellationToken);

    /// <summary>Deletes the journal.</summary>
    public Task DeleteAsync(CancellationToken cancellationToken) => store.DeleteAsync(path, cancellationToken);

    private static ReadOnlyMemory<byte> Line(byte[] json) => (byte[])[.. json, (byte)'\n'];

    /// <summary>A line; null if a killed process wrote only a part of it.</summary>
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
