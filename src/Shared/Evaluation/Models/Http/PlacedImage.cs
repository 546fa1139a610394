using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;

namespace MuBench.Models.Http;

/// <summary>
/// An image of a request. A provider's client gets a short stand-in for it, and <see cref="PlacedImageHandler"/> puts the image in its place when the request is
/// sent. So an image is encoded once, and not escaped, copied and written anew for every question about it.
/// </summary>
internal sealed class PlacedImage : DataContent
{
    // Base64 of these characters is read and written by every client without a change, and JSON escapes none of them.
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int MarkLength = 24;

    /// <summary>Encodes an image.</summary>
    public PlacedImage(ReadOnlySpan<byte> bytes, string mediaType)
        : this(bytes, mediaType, RandomNumberGenerator.GetString(Letters, MarkLength))
    {
    }

    private PlacedImage(ReadOnlySpan<byte> bytes, string mediaType, string mark)
        : base(Convert.FromBase64String(mark), mediaType)
    {
        Mark = Encoding.ASCII.GetBytes(mark);
        var text = GC.AllocateUninitializedArray<byte>(Base64.GetMaxEncodedToUtf8Length(bytes.Length));
        Base64.EncodeToUtf8(bytes, text, out _, out _);
        Encoded = text;
    }

    /// <summary>The stand-in as it stands in a body: base64 of <see cref="DataContent.Data"/>, random, so that no prompt contains it.</summary>
    public ReadOnlyMemory<byte> Mark { get; }

    /// <summary>The image as base64.</summary>
    public ReadOnlyMemory<byte> Encoded { get; }
}
