namespace MuBench.Imaging.Structure;

/// <summary>Walks the segments and scans of a JPEG from SOI to EOI (ITU-T T.81, annex B).</summary>
internal static class JpegStructure
{
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    // Ten passes, which is what encoders make, over the largest image. A hostile file could contain thousands of scans of a few bytes.
    private const long MaxScannedPixels = 1_000_000_000;

    public static bool Matches(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    public static (long Width, long Height) Walk(ReadOnlySpan<byte> bytes)
    {
        var reader = new StructureReader(bytes, "JPEG", littleEndian: false);
        (long Width, long Height)? size = null;
        var scans = 0;
        for (long offset = 2; ;)
        {
            var marker = Marker(reader, ref offset);
            switch (marker)
            {
                case EndOfImage when size is not null && scans > 0:
                    return size.Value;
                case EndOfImage:
                    throw reader.Damaged("it ends (EOI) before any picture");
                case 0x01 or (>= 0xD0 and <= 0xD8):
                    continue; // TEM, RSTn and SOI stand alone.
            }

            var length = reader.UInt16(offset, "a segment's length");
            if (length < 2)
                throw reader.Damaged($"the segment at byte {offset - 2} has length {length}");
            reader.Require(offset, length, $"segment 0x{marker:X2}");
            if (IsFrame(marker))
                size ??= Frame(reader, offset, length);
            offset += length;
            if (marker != StartOfScan)
                continue;
            if (size is null)
                throw reader.Damaged("a scan (SOS) comes before any frame header (SOF)");
            offset = SkipScan(reader, bytes, offset);
            if (++scans * size.Value.Width * size.Value.Height > MaxScannedPixels)
                throw new ImageException($"The JPEG image takes too much work to decode: more than {scans - 1} scans of {size.Value.Width} x {size.Value.Height} pixels. Export it again.");
        }
    }

    private static byte Marker(StructureReader reader, ref long offset)
    {
        const string What = "front of the end marker (EOI)";
        if (reader.Byte(offset, What) != 0xFF)
            throw reader.Damaged($"a marker is missing at byte {offset}");
        byte marker;
        while ((marker = reader.Byte(++offset, What)) == 0xFF)
        {
            // Fill bytes may precede any marker.
        }

        offset++;
        return marker;
    }

    // SOF0-SOF15 without DHT (C4), JPG (C8) and DAC (CC), which share the range.
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static (long Width, long Height) Frame(StructureReader reader, long offset, int length)
    {
        if (length < 8 + 3 * reader.Byte(offset + 7, "the frame header (SOF)"))
            throw reader.Damaged("its frame header (SOF) is too short");
        return (reader.UInt16(offset + 5, "the frame header (SOF)"), reader.UInt16(offset + 3, "the frame header (SOF)"));
    }

    private static long SkipScan(StructureReader reader, ReadOnlySpan<byte> bytes, long offset)
    {
        while (true)
        {
            var next = bytes[(int)offset..].IndexOf((byte)0xFF);
            if (next < 0)
                throw reader.Truncated("front of the end marker (EOI)");
            offset += next;
            // 00 is a stuffed byte, FF a fill byte, D0-D7 a restart marker: the scan continues.
            var following = reader.Byte(offset + 1, "front of the end marker (EOI)");
            if (following is not (0x00 or 0xFF or (>= 0xD0 and <= 0xD7)))
                return offset;
            offset += following == 0xFF ? 1 : 2;
        }
    }
}
