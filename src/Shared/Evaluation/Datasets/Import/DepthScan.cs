using MuBench.Imaging;
using MuBench.Imaging.Display;

namespace MuBench.Datasets.Import;

/// <summary>
/// Inspects each image for what the dataset's reader needs to know before a run: bit depth, pages, samples that cannot
/// be shown.
/// </summary>
internal sealed class DepthScan(ImportWarnings warnings)
{
    private int _deep;
    private int _grey;
    private int _lowest = int.MaxValue;
    private int _highest;
    private int _bits;
    private int _wide;
    private double _wideLowest = double.PositiveInfinity;
    private double _wideHighest = double.NegativeInfinity;

    /// <summary>Inspects the images of an item.</summary>
    /// <returns>Bits per sample of the deepest one if that is more than 8; else null.</returns>
    public int? Add(IReadOnlyList<ReadOnlyMemory<byte>> images, RowOrigin origin)
    {
        int? bits = null;
        foreach (var image in images)
            bits = Add(image, origin) is { } found ? Math.Max(found, bits ?? 0) : bits;
        return bits;
    }

    /// <summary>
    /// Inspects an image. A damaged image, or a file that is no image, is not an error here: it fails its own questions
    /// in a run.
    /// </summary>
    /// <returns>Bits per sample if there are more than 8; else null.</returns>
    public int? Add(ReadOnlyMemory<byte> encoded, RowOrigin origin)
    {
        if (!SampleFormat.NeedsWholeImage(encoded.Span))
            return null;
        try
        {
            var header = ImageInspector.Inspect(encoded.Span);
            var format = SampleFormat.Of(encoded.Span, header.Codec);
            if (ImagePages.HasMore(encoded.Span, header.Codec))
                warnings.Add("image with several pages or frames, models are shown the first one", origin.ToString());
            if (format.Fault is { } fault)
                warnings.Add($"image that cannot be shown to models because it {fault}", origin.ToString());
            if (format is not { IsDeep: true, Fault: null })
                return null;
            Count(encoded, header);
            return format.Bits;
        }
        catch (ImageException)
        {
            return null;
        }
    }

    /// <summary>The result.</summary>
    public PixelDepth ToDepth()
    {
        var depth = _deep == _wide ? new PixelDepth(_deep, _grey) : new PixelDepth(_deep, _grey, _lowest, _highest, _bits);
        return _wide == 0 ? depth : depth with { WideImages = _wide, WideLowest = _wideLowest, WideHighest = _wideHighest };
    }

    private void Count(ReadOnlyMemory<byte> encoded, ImageHeader header)
    {
        var (histogram, range, channels) = DeepImage.Count(encoded, header);
        _deep++;
        _grey += channels == 1 ? 1 : 0;
        if (histogram is null)
        {
            _wide++;
            (_wideLowest, _wideHighest) = (Math.Min(_wideLowest, range.Low), Math.Max(_wideHighest, range.High));
            return;
        }

        _lowest = Math.Min(_lowest, histogram.Lowest);
        _highest = Math.Max(_highest, histogram.Highest);
        _bits |= histogram.Bits;
    }
}
