using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;

namespace MuBench.Models.Http;

/// <summary>
/// An image of a request. A provider's client gets a short stand-in for it, and <see cref="PlacedImageHandler"/> puts the image in its place when the request is
/// sent. So an image is encoded once, and not escaped, copied and written anew for every question about it.
/// </summary>
/// <remarks>
/// Its base64 is in a pooled buffer, because a new buffer of this size costs more than the encoding: the system clears its pages. The buffer goes back to the pool
/// when it has no holder any more: neither the questions about the image, nor a request that is being written, even one whose response came early.
/// </remarks>
internal sealed class PlacedImage : DataContent
{
    // Base64 of these characters is read and written by every client without a change, and JSON escapes none of them.
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int MarkLength = 24;

    private readonly byte[] _buffer;
    private readonly int _length;
    private int _holders = 1;

    /// <summary>Encodes an image.</summary>
    public PlacedImage(ReadOnlySpan<byte> bytes, string mediaType)
        : this(bytes, mediaType, RandomNumberGenerator.GetString(Letters, MarkLength))
    {
    }

    private PlacedImage(ReadOnlySpan<byte> bytes, string mediaType, string mark)
        : base(Convert.FromBase64String(mark), mediaType)
    {
        Mark = Encoding.ASCII.GetBytes(mark);
        _buffer = ArrayPool<byte>.Shared.Rent(Base64.GetMaxEncodedToUtf8Length(bytes.Length));
        Base64.EncodeToUtf8(bytes, _buffer, out _, out _length);
    }

    /// <summary>The stand-in as it stands in a body: base64 of <see cref="DataContent.Data"/>, random, so that no prompt contains it.</summary>
    public ReadOnlyMemory<byte> Mark { get; }

    /// <summary>Number of bytes of the image as base64.</summary>
    public int EncodedLength => _length;

    /// <summary>Takes the image as base64. It is valid until <see cref="Release"/>.</summary>
    /// <exception cref="ObjectDisposedException">The image has no holder any more.</exception>
    public ReadOnlyMemory<byte> Hold()
    {
        for (var holders = Volatile.Read(ref _holders); holders > 0; holders = Volatile.Read(ref _holders))
        {
            if (Interlocked.CompareExchange(ref _holders, holders + 1, holders) == holders)
                return _buffer.AsMemory(0, _length);
        }

        throw new ObjectDisposedException(nameof(PlacedImage));
    }

    /// <summary>Ends what the constructor or <see cref="Hold"/> began.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
            ArrayPool<byte>.Shared.Return(_buffer);
    }
}
