using System.Buffers.Binary;

namespace MuBench.Imaging;

/// <summary>Finds out whether an encoded image has more pages or frames than the first one, which is decoded.</summary>
public static class ImagePages
{
    private const byte GifExtension = 0x21, GifPicture = 0x2C;

    /// <summary>
    /// Whether there is a second page or frame. The image has passed inspection, which does not cover what follows the first
    /// page.
    /// </summary>
    public static bool HasMore(ReadOnlySpan<byte> encoded, string codec) => codec switch
    {
        ImageCodecs.Tiff => TiffHasMore(encoded),
        ImageCodecs.Gif => GifHasMore(encoded),
        // The animation flag of the extended header.
        ImageCodecs.Webp => encoded.Length > 20 && encoded[12..16].SequenceEqual("VP8X"u8) && (encoded[20] & 2) != 0,
        _ => false,
    };

    private static bool TiffHasMore(ReadOnlySpan<byte> bytes)
    {
        var little = bytes[0] == 'I';
        var big = Read(bytes, 2, 2, little) == 43;
        var directory = big ? Read(bytes, 8, 8, little) : Read(bytes, 4, 4, little);
        var count = Read(bytes, directory, big ? 8 : 2, little);
        return Read(bytes, directory + (big ? 8 + 20 * count : 2 + 12 * count), big ? 8 : 4, little) != 0;
    }

    // An offset beyond the file reads as 0, which means that there is no further directory.
    private static long Read(ReadOnlySpan<byte> bytes, long at, int length, bool little)
    {
        if (at < 0 || at > bytes.Length - length)
            return 0;
        var slice = bytes.Slice((int)at, length);
        return length switch
        {
            2 => little ? BinaryPrimitives.ReadUInt16LittleEndian(slice) : BinaryPrimitives.ReadUInt16BigEndian(slice),
            4 => little ? BinaryPrimitives.ReadUInt32LittleEndian(slice) : BinaryPrimitives.ReadUInt32BigEndian(slice),
            _ => little ? BinaryPrimitives.ReadInt64LittleEndian(slice) : BinaryPrimitives.ReadInt64BigEndian(slice),
        };
    }

    private static bool GifHasMore(ReadOnlySpan<byte> bytes)
    {
        long at = 13 + ColorTable(bytes[10]);
        var pictures = 0;
        while (at < bytes.Length && bytes[(int)at] is GifExtension or GifPicture)
        {
            var picture = bytes[(int)at] == GifPicture;
            if (picture && ++pictures == 2)
                return true;
            at += picture && at + 9 < bytes.Length ? 11 + ColorTable(bytes[(int)at + 9]) : 2;
            while (at < bytes.Length && bytes[(int)at] != 0)
                at += 1 + bytes[(int)at];
            at++;
        }

        return false;
    }

    private static int ColorTable(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
}
