using System.Text;
using NetVips;

namespace MuBench.Imaging;

/// <summary>Draws vector graphics of the product itself. Not for files of users: SVG can refer to others.</summary>
public static class SvgRaster
{
    /// <summary>Draws an SVG file as PNG.</summary>
    /// <param name="svg">The file.</param>
    /// <param name="dotsPerInch">The resolution: an inch is 72 points.</param>
    /// <exception cref="ImageException">It cannot be drawn.</exception>
    public static byte[] Png(string svg, int dotsPerInch)
    {
        ArgumentNullException.ThrowIfNull(svg);
        try
        {
            using var image = VipsLoader.OpenOwnSvg(Encoding.UTF8.GetBytes(svg), dotsPerInch);
            using var flat = image.Flatten(background: [255, 255, 255]);
            using var sized = flat.Copy(xres: dotsPerInch / 25.4, yres: dotsPerInch / 25.4); // pixels per millimetre
            return sized.PngsaveBuffer();
        }
        catch (VipsException exception)
        {
            throw new ImageException($"The SVG cannot be drawn: {VipsLoader.Reason(exception)}", exception);
        }
    }
}
