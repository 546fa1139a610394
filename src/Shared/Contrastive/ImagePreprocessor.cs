using Microsoft.ML.OnnxRuntime;
using MuBench.Imaging;
using MuBench.Imaging.Display;

namespace MuBench.Contrastive;

/// <summary>Decodes, resizes, crops and normalises pictures by a <see cref="PreprocessSpec"/>. Thread-safe.</summary>
internal sealed class ImagePreprocessor
{
    private readonly PreprocessSpec _spec;

    // The float for each of the 256 sample values of each channel. The order of roundings is that of Hugging Face: rescaled in
    // double precision, normalised in single precision.
    private readonly float[][] _values;

    // The same values rounded to 16 bits; null if the model takes 32 bits.
    private readonly Float16[][]? _halves;

    /// <param name="spec">The steps of the preprocessing.</param>
    /// <param name="asHalf">Whether the model takes 16-bit floats.</param>
    public ImagePreprocessor(PreprocessSpec spec, bool asHalf = false)
    {
        _spec = spec;
        _values = [.. Enumerable.Range(0, 3).Select(channel => Enumerable.Range(0, 256)
            .Select(sample => ((float)((sample - spec.RescaleOffset) * spec.RescaleFactor) - spec.Mean[channel]) / spec.Std[channel]).ToArray())];
        _halves = asHalf ? [.. _values.Select(values => Array.ConvertAll(values, value => (Float16)value))] : null;
    }

    /// <summary>Converts an encoded image to a tensor.</summary>
    /// <param name="encoded">The image.</param>
    /// <param name="display">The rule for samples of more than 8 bits; null if there is none, which is valid for 8-bit images only.</param>
    /// <exception cref="ImageException">The image cannot be used.</exception>
    public ImageTensor Run(ReadOnlyMemory<byte> encoded, DisplayRule? display)
    {
        // Checked before decoding, so that an image that cannot be resized costs nothing.
        var header = ImageInspector.Inspect(encoded.Span);
        var (width, height) = _spec.Resized(header.Width, header.Height);
        var (outWidth, outHeight) = _spec.Crop ?? (width, height);
        if (width < 1 || height < 1 || (long)width * height > ImageInspector.DefaultMaxPixels)
            throw new ImageException($"The image of {header.Width} x {header.Height} pixels is too narrow: it would be resized to {width} x {height}.");
        using var picture = ImageDecoder.DecodeRgb(encoded, display, out var shown);
        var (left, top) = (_spec.CropStart(width, outWidth), _spec.CropStart(height, outHeight));
        var seen = new PixelBox(
            Math.Max(left, 0), Math.Max(top, 0), Math.Min(left + outWidth, width) - Math.Max(left, 0), Math.Min(top + outHeight, height) - Math.Max(top, 0));
        using var resized = PilResize.Resize(picture, width, height, _spec.Filter, seen);
        var tensor = new ImageTensor(outWidth, outHeight, _halves is not null) { Shown = shown };
        var plane = outWidth * outHeight;
        for (var channel = 0; channel < 3; channel++)
        {
            if (_halves is null)
                Fill(tensor.Values.Slice(channel * plane, plane), _values[channel], resized, channel, outWidth, Math.Max(-left, 0), Math.Max(-top, 0));
            else
                Fill(tensor.Halves.Slice(channel * plane, plane), _halves[channel], resized, channel, outWidth, Math.Max(-left, 0), Math.Max(-top, 0));
        }

        return tensor;
    }

    private static void Fill<T>(Span<T> plane, T[] values, RgbImage picture, int channel, int width, int left, int top)
    {
        // A crop larger than the picture is padded with black, before normalisation.
        if (plane.Length != picture.Width * picture.Height)
            plane.Fill(values[0]);
        for (var y = 0; y < picture.Height; y++)
        {
            var row = plane.Slice((top + y) * width + left, picture.Width);
            var sample = picture.Pixels.Slice(y * picture.Width * 3, picture.Width * 3)[channel..];
            for (var x = 0; x < row.Length; x++)
                row[x] = values[sample[x * 3]];
        }
    }
}
