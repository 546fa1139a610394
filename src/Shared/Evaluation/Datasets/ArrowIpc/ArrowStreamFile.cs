using System.Buffers.Binary;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Microsoft.Win32.SafeHandles;

namespace MuBench.Datasets.ArrowIpc;

/// <summary>
/// An Arrow IPC stream on disk with the place of each of its messages. Opening reads every message header and skips the
/// bodies. A truncated download is therefore found at once, before gigabytes are copied.
/// </summary>
/// <remarks>The random-access variant of the format (magic <c>ARROW1</c>) wraps the same stream and is read as one.</remarks>
internal sealed class ArrowStreamFile : IDisposable
{
    private const uint Continuation = 0xFFFFFFFF;
    private const int MaxMetadata = 64 << 20;
    private static readonly byte[] FileMagic = "ARROW1\0\0"u8.ToArray();

    private readonly SafeFileHandle _handle;

    private ArrowStreamFile(string path)
    {
        Path = path;
        _handle = File.OpenHandle(path, options: FileOptions.RandomAccess);
        Length = RandomAccess.GetLength(_handle);
    }

    public string Path { get; }

    public long Length { get; }

    /// <summary>Offset of the stream in the file.</summary>
    public long StreamOffset { get; private set; }

    public Schema Schema { get; private set; } = null!;

    /// <summary>The dictionary and record batches, in file order.</summary>
    public IReadOnlyList<ArrowMessage> Batches { get; private set; } = [];

    /// <summary>Whether the image bytes lie in the file unchanged, so that the file itself can be the pack.</summary>
    public bool IsInPlace { get; private set; }

    /// <exception cref="UserException">The file is not a whole Arrow stream.</exception>
    public static ArrowStreamFile Open(string path)
    {
        var file = new ArrowStreamFile(path);
        try
        {
            file.Scan();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose() => _handle.Dispose();

    /// <summary>Fills <paramref name="destination"/> with the bytes from <paramref name="offset"/> on.</summary>
    /// <exception cref="InvalidDataException">The file ends too early.</exception>
    public void Read(long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            var read = RandomAccess.Read(_handle, destination, offset);
            if (read == 0)
                throw new InvalidDataException($"it ends at byte {offset:N0}, {destination.Length:N0} bytes too early");
            offset += read;
            destination = destination[read..];
        }
    }

    /// <summary>The FlatBuffers header of a message.</summary>
    public FlatTable HeaderOf(ArrowMessage message)
    {
        var metadata = new byte[message.MetadataLength];
        Read(message.MetadataOffset, metadata);
        return FlatTable.Root(metadata).Table(2) ?? throw new InvalidDataException("a message has no header");
    }

    /// <summary>The error message for a damaged file: which file, which place, and what to do.</summary>
    public UserException Damaged(long offset, Exception fault) =>
        new($"'{Path}' is not a whole Arrow stream: {fault.Message} (in the message at byte {offset:N0} of {Length:N0}). "
            + "Download or write the file again.", fault);

    private void Scan()
    {
        long position = 0;
        try
        {
            position = StreamOffset = BeginningOfStream();
            var batches = new List<ArrowMessage>();
            while (ReadFraming(position) is { } message)
            {
                if (Schema is null)
                    ReadSchema(message);
                else if (message.Kind is ArrowMessageKind.RecordBatch or ArrowMessageKind.DictionaryBatch)
                    batches.Add(message);
                else
                    throw new InvalidDataException($"it has a message of the unexpected kind {(int)message.Kind}");
                position = message.BodyOffset + message.BodyLength;
            }

            if (Schema is null)
                throw new InvalidDataException("it has no schema");
            Batches = batches;
            IsInPlace = ArrowBatchDecoder.Decodes(Schema) && !MicroVqaColumns.Has(Schema) && batches.TrueForAll(batch =>
            {
                position = batch.Offset;
                return batch.Kind == ArrowMessageKind.RecordBatch && HeaderOf(batch).Table(3) is null; // 3: compression
            });
        }
        catch (InvalidDataException fault)
        {
            throw Damaged(position, fault);
        }
    }

    private long BeginningOfStream()
    {
        Span<byte> start = stackalloc byte[8];
        start = start[..(int)Math.Min(8, Length)];
        Read(0, start);
        if (start.SequenceEqual(FileMagic))
            return FileMagic.Length;
        if (start.StartsWith("version "u8))
            throw new UserException($"'{Path}' is a Git LFS pointer, not the file itself. Run 'git lfs pull' or download the file.");
        return 0;
    }

    /// <summary>Reads the framing at a position: continuation mark, header length, header, body length. Null at the end mark.</summary>
    private ArrowMessage? ReadFraming(long position)
    {
        Span<byte> word = stackalloc byte[4];
        ReadWord(position, word);
        var metadataOffset = position + 4;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(word);
        if (length == Continuation)
        {
            ReadWord(metadataOffset, word);
            length = BinaryPrimitives.ReadUInt32LittleEndian(word);
            metadataOffset += 4;
        }

        if (length == 0)
        {
            CheckEnd(metadataOffset);
            return null;
        }

        if (length > MaxMetadata)
            throw new InvalidDataException($"a message header of {length:N0} bytes is announced, which no Arrow stream has");
        var metadata = new byte[length];
        Read(metadataOffset, metadata);
        var message = FlatTable.Root(metadata);
        var (bodyOffset, bodyLength) = (metadataOffset + length, message.Int64(3));
        if (bodyLength < 0 || bodyLength > Length - bodyOffset)
            throw new InvalidDataException($"a body of {bodyLength:N0} bytes is announced and {Length - bodyOffset:N0} are left: it is truncated");
        return new ArrowMessage((ArrowMessageKind)message.Byte(1), position, metadataOffset, (int)length, bodyOffset, bodyLength);
    }

    private void ReadWord(long position, Span<byte> word)
    {
        if (position == Length)
            throw new InvalidDataException("it ends without an end-of-stream mark: it is truncated");
        Read(position, word);
    }

    private void CheckEnd(long end)
    {
        // If two streams follow one another, the rows of the second would be lost silently.
        if (StreamOffset == 0 && end != Length)
            throw new InvalidDataException($"{Length - end:N0} more bytes follow its end-of-stream mark");
    }

    private void ReadSchema(ArrowMessage message)
    {
        if (message.Kind != ArrowMessageKind.Schema)
            throw new InvalidDataException("it does not begin with a schema");
        if (HeaderOf(message).Int16(0) != 0)
            throw new InvalidDataException("it is big-endian, which is not supported");
        var framed = new byte[message.BodyOffset - message.Offset];
        Read(message.Offset, framed);
        try
        {
            using var reader = new ArrowStreamReader(new ReadOnlyMemory<byte>(framed));
            Schema = reader.Schema;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // Apache.Arrow does not check bounds here: a damaged schema can cause almost any exception.
            throw new InvalidDataException($"its schema cannot be read: {fault.Message}", fault);
        }
    }
}
