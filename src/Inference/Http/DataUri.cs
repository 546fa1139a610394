using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace MuBench.Inference.Http;

/// <summary>Decodes <c>data:image/png;base64,...</c>. The media type is ignored; the format is recognised from the bytes.</summary>
internal static class DataUri
{
    private const int MaxHeadLength = 200;

    private static ReadOnlySpan<byte> Scheme => "data:"u8;

    private static ReadOnlySpan<byte> Encoding64 => ";base64"u8;

    /// <summary>Decodes one entry of a list.</summary>
    /// <exception cref="ApiException">The entry is not a data URI. URLs are not fetched.</exception>
    public static byte[] Decode(JsonElement entry, int index)
    {
        // Uses the bytes between the quotes, without a copy as UTF-16. Only a text with escapes needs the normal reader.
        var raw = JsonMarshal.GetRawUtf8Value(entry)[1..^1];
        var text = raw.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(entry.GetString()!) : raw;
        var comma = text[..Math.Min(text.Length, MaxHeadLength)].IndexOf((byte)',');
        if (!text.StartsWith(Scheme) || comma < 0)
        {
            throw ApiException.Invalid(
                text.StartsWith("http"u8) ? "Addresses are not fetched: send the image itself as data:image/png;base64,..." : "An image is a data URI: data:image/png;base64,...",
                $"input[{index}]", "invalid_image");
        }

        if (!text[..comma].EndsWith(Encoding64))
            throw ApiException.Invalid("The data URI should be in base64: data:image/png;base64,...", $"input[{index}]", "invalid_image");
        return Base64Bytes(text[(comma + 1)..], index);
    }

    private static byte[] Base64Bytes(ReadOnlySpan<byte> encoded, int index)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(encoded.Length)];
        return Base64.DecodeFromUtf8(encoded, bytes, out _, out var written) == OperationStatus.Done
            ? bytes.Length == written ? bytes : bytes[..written]
            : throw ApiException.Invalid("The data URI's base64 is broken.", $"input[{index}]", "invalid_image");
    }
}
