using System.Numerics;

namespace MuBench.Scoring.Localization;

/// <summary>
/// A set of pixels of an image. A shape covers the pixels whose centres (column + 0.5, row + 0.5) lie inside it. A
/// centre on a left or upper edge is inside, a centre on a right or lower edge is not, so shapes with a common edge
/// share no pixel.
/// </summary>
internal sealed class PixelMask
{
    private readonly int _stride;
    private readonly ulong[] _bits;

    /// <summary>Makes an empty mask.</summary>
    public PixelMask(ImageSize size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size.Width, nameof(size));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size.Height, nameof(size));
        Size = size;
        _stride = (size.Width + 63) / 64;
        _bits = new ulong[(long)_stride * size.Height];
    }

    /// <summary>The image's size.</summary>
    public ImageSize Size { get; }

    /// <summary>Number of pixels in the mask.</summary>
    public long Count => _bits.Sum(word => (long)BitOperations.PopCount(word));

    /// <summary>Number of pixels that two masks of the same image share.</summary>
    public long CountShared(PixelMask other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Size != Size)
            throw new ArgumentException($"A mask of {other.Size.Width} x {other.Size.Height} pixels cannot be held against one of {Size.Width} x {Size.Height}.", nameof(other));
        var shared = 0L;
        for (var index = 0; index < _bits.Length; index++)
            shared += BitOperations.PopCount(_bits[index] & other._bits[index]);
        return shared;
    }

    /// <summary>Adds the pixels of a box; a box whose corners are out of order has none.</summary>
    public void Add(DetectedBox box)
    {
        ArgumentNullException.ThrowIfNull(box);
        if (box.Area > 0)
            for (var (row, end) = (Centre(box.Y1, Size.Height), Centre(box.Y2, Size.Height)); row < end; row++)
                AddRun(row, box.X1, box.X2);
    }

    /// <summary>Adds the pixels of a polygon by the even-odd rule: an area that the outline encloses twice is a hole.</summary>
    /// <param name="points">
    /// Coordinates x0, y0, x1, y1, ... in pixels; the last point is joined to the first. Fewer than three points cover
    /// nothing.
    /// </param>
    /// <exception cref="ArgumentException">A coordinate is not a finite number, or the number of coordinates is odd.</exception>
    public void Add(IReadOnlyList<float> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count % 2 != 0 || !points.All(float.IsFinite))
            throw new ArgumentException("A polygon needs pairs of finite coordinates x, y.", nameof(points));
        if (points.Count < 6)
            return;
        var (top, bottom) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var index = 1; index < points.Count; index += 2)
            (top, bottom) = (Math.Min(top, points[index]), Math.Max(bottom, points[index]));
        var crossings = new List<double>();
        for (var (row, end) = (Centre(top, Size.Height), Centre(bottom, Size.Height)); row < end; row++)
        {
            Cross(points, row + 0.5, crossings);
            for (var index = 0; index + 1 < crossings.Count; index += 2)
                AddRun(row, crossings[index], crossings[index + 1]);
        }
    }

    private static void Cross(IReadOnlyList<float> points, double y, List<double> crossings)
    {
        crossings.Clear();
        var (x0, y0) = ((double)points[^2], (double)points[^1]);
        for (var index = 0; index < points.Count; index += 2)
        {
            var (x1, y1) = ((double)points[index], (double)points[index + 1]);
            if (y0 <= y != y1 <= y)
                crossings.Add(x0 + (y - y0) / (y1 - y0) * (x1 - x0));
            (x0, y0) = (x1, y1);
        }

        crossings.Sort();
    }

    private void AddRun(int row, double left, double right)
    {
        for (var (column, end) = (Centre(left, Size.Width), Centre(right, Size.Width)); column < end; column++)
            _bits[row * _stride + column / 64] |= 1UL << (column % 64);
    }

    // The first pixel whose centre is not before the coordinate.
    private static int Centre(double coordinate, int limit) => (int)Math.Clamp(Math.Ceiling(coordinate - 0.5), 0, limit);
}
