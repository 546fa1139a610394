namespace MuBench.Datasets.Release.Download;

/// <summary>Some of a file's bytes.</summary>
/// <param name="Start">Offset of the first.</param>
/// <param name="End">Offset after the last.</param>
internal readonly record struct ByteRange(long Start, long End)
{
    /// <summary>Number of bytes.</summary>
    public long Length => End - Start;

    /// <summary>
    /// Splits what is missing of a file into ranges to ask for: in order, none overlapping another, each made of whole
    /// pieces that follow one another.
    /// </summary>
    /// <param name="length">Length of the file.</param>
    /// <param name="pieceLength">Length of a piece; the last may be shorter.</param>
    /// <param name="isHeld">Whether a piece, by its number, is already held.</param>
    /// <param name="maximum">Most bytes of a range, unless one piece alone is longer.</param>
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
