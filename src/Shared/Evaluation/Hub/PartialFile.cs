using Microsoft.Win32.SafeHandles;
using MuBench.Storage;
using MuBench.Storage.Disk;

namespace MuBench.Hub;

/// <summary>A file in the download's folder of which some pieces are complete. Safe for concurrent writers of different ranges.</summary>
internal sealed class PartialFile : IDisposable
{
    /// <summary>Suffix of the name of an incomplete file.</summary>
    public const string Suffix = ".part";

    private const string NotesSuffix = ".part.jsonl";

    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private readonly DownloadJournal _notes;
    private readonly HashSet<int> _held;
    private readonly Lock _lock = new();

    private PartialFile(string path, SafeFileHandle handle, DownloadJournal notes, HashSet<int> held, DownloadHeader header)
    {
        (_path, _handle, _notes, _held) = (path, handle, notes, held);
        (Length, PieceLength) = (header.Length, header.PieceLength);
    }

    public long Length { get; }

    public int PieceLength { get; }

    /// <summary>Bytes of the complete pieces.</summary>
    public long HeldBytes
    {
        get
        {
            lock (_lock)
                return _held.Sum(piece => EndOf(piece) - (piece * (long)PieceLength));
        }
    }

    /// <summary>Opens the file. Complete pieces of the same content are kept; another content is discarded.</summary>
    public static async Task<PartialFile> OpenAsync(string folder, string name, RemoteFile remote, int pieceLength, CancellationToken cancellationToken)
    {
        var notes = NotesOf(folder, name);
        var header = HeaderOf(remote, pieceLength);
        var held = await notes.ReadAsync(header, cancellationToken).ConfigureAwait(false);
        var path = Path.Join(folder, name + Suffix);
        try
        {
            if (held.Count == 0 || !File.Exists(path))
            {
                held.Clear();
                File.Delete(path);
                await notes.BeginAsync(header, cancellationToken).ConfigureAwait(false);
            }

            held.RemoveWhere(piece => piece * (long)pieceLength >= remote.Length);
            return new PartialFile(path, File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, FileOptions.Asynchronous), notes, held, header);
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, "write", path);
        }
    }

    /// <summary>Bytes of complete pieces of a content. Changes nothing.</summary>
    public static async Task<long> HeldBytesAsync(string folder, string name, RemoteFile remote, int pieceLength, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Join(folder, name + Suffix)))
            return 0;
        var held = await NotesOf(folder, name).ReadAsync(HeaderOf(remote, pieceLength), cancellationToken).ConfigureAwait(false);
        return held.Sum(piece => Math.Clamp(remote.Length - (piece * (long)pieceLength), 0, pieceLength));
    }

    /// <summary>Deletes an incomplete file and its journal.</summary>
    public static async Task DeleteAsync(string folder, string name, CancellationToken cancellationToken)
    {
        // The journal is deleted first: alone, it would list pieces that do not exist.
        await NotesOf(folder, name).DeleteAsync(cancellationToken).ConfigureAwait(false);
        File.Delete(Path.Join(folder, name + Suffix));
    }

    /// <summary>The ranges that are still missing.</summary>
    public IReadOnlyList<ByteRange> Missing(long maximum)
    {
        lock (_lock)
            return ByteRange.Split(Length, PieceLength, _held.Contains, maximum);
    }

    /// <summary>Writes bytes that follow the caller's previous ones, and records the pieces that they complete.</summary>
    /// <param name="offset">Offset of the bytes. The caller's first write begins at the beginning of a piece.</param>
    /// <param name="bytes">The bytes; they may span pieces.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task WriteAsync(long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            RandomAccess.Write(_handle, bytes.Span, offset);
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, "write", _path);
        }

        var end = offset + bytes.Length;
        for (var piece = (int)(offset / PieceLength); piece * (long)PieceLength < end && EndOf(piece) <= end; piece++)
        {
            lock (_lock)
            {
                if (!_held.Add(piece))
                    continue;
            }

            await _notes.AddAsync(piece, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Flushes the written bytes to the disk.</summary>
    public void Flush() => RandomAccess.FlushToDisk(_handle);

    public void Dispose() => _handle.Dispose();

    private static DownloadJournal NotesOf(string folder, string name) => new(new DiskStore(folder), StorePath.Parse(name + NotesSuffix));

    private static DownloadHeader HeaderOf(RemoteFile remote, int pieceLength) =>
        new() { Identity = remote.Identity, Length = remote.Length, PieceLength = pieceLength };

    private long EndOf(int piece) => Math.Min((piece + 1) * (long)PieceLength, Length);
}
