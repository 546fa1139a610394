namespace MuBench.Hub;

/// <summary>A range of a file's bytes.</summary>
/// <param name="Start">Offset of the first byte.</param>
/// <param name="End">Offset after the last byte.</param>
internal readonly record struct ByteRange(long Start, long End)
{
    /// <summary>Number of bytes.</summary>
    public long Length => End - Start;

    /// <summary>
    /// Splits the missing parts of a file into ranges for requests. The ranges are in order, do not overlap, and
    /// consist of whole consecutive pieces.
    /// </summary>
    /// <param name="length">Length of the file.</param>
    /// <param name="pieceLength">Length of a piece; the last may be shorter.</param>
    /// <param name="isHeld">Whether the piece with a number is complete.</param>
    /// <param name="maximum">Maximum number of bytes of a range, unless one piece alone is longer.</param>
    public static IReadOnlyList<ByteRange> Split(long length, int pieceLength, Func<int, bool> isHeld, long maximum)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pieceLength);
        var ranges = new List<ByteRange>();
        for (var piece = 0; piece * (long)pieceLength < length; piece++)
        {
            if (isHeld(piece))
                continue;
            var (start, end) = (piece * (long)pieceLength, Math.Min((piece + 1) * (long)pieceLength, length));
            if (ranges.Count > 0 && ranges[^1].End == start && end - ranges[^1].Start <= maximum)
                ranges[^1] = ranges[^1] with { End = end };
            else
                ranges.Add(new ByteRange(start, end));
        }

        return ranges;
    }
}
