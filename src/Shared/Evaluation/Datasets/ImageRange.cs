namespace MuBench.Datasets;

/// <summary>A range of a pack that is read at once.</summary>
/// <param name="Offset">Its start.</param>
/// <param name="End">Its end.</param>
/// <param name="Images">The rows of the items whose images are wanted, each with the range of its images.</param>
internal sealed record ImageRange(long Offset, long End, IReadOnlyList<(int Row, long Offset, long End)> Images)
{
    // If a smaller share of the bytes in the range is wanted, separate reads are cheaper than one read.
    private const double WorthOneRead = 0.5;

    // Images with a smaller gap between them are read together: each read has a fixed cost.
    private const int SmallGap = 64 << 10;

    /// <summary>The range of one item's images.</summary>
    public ImageRange(ImageRecord image) : this(image.Offset, image.End, [(image.Row, image.Offset, image.End)])
    {
    }

    /// <summary>The number of bytes.</summary>
    public long Length => End - Offset;

    /// <summary>Merges ranges of one pack: into one range if most of it is wanted, otherwise close neighbours.</summary>
    public static IReadOnlyList<ImageRange> Of(IReadOnlyCollection<ImageRange> wanted)
    {
        if (wanted.Count == 0)
            return [];
        ImageRange[] ordered = [.. wanted.OrderBy(range => range.Offset)];
        var gap = ordered.Sum(range => range.Length) >= WorthOneRead * (ordered[^1].End - ordered[0].Offset) ? long.MaxValue : SmallGap;
        var (merged, group) = (new List<ImageRange>(), new List<ImageRange>());
        foreach (var range in ordered)
        {
            if (group.Count > 0 && range.Offset - group[^1].End > gap)
                Close();
            group.Add(range);
        }

        Close();
        return merged;

        void Close()
        {
            merged.Add(new ImageRange(group[0].Offset, group[^1].End, [.. group.SelectMany(range => range.Images)]));
            group.Clear();
        }
    }
}
