using MuBench.Imaging.Display;
using NetVips;

namespace MuBench.Imaging;

/// <summary>
/// The only access to libvips. Configures it for many small images on MuBench's own threads, with an explicit list of loaders.
/// </summary>
internal static class VipsLoader
{
    /// <summary>
    /// Maximum number of bytes of an image's samples: an interlaced or progressive image is held in memory as a whole while it is
    /// decoded.
    /// </summary>
    private const long MaxDecodedBytes = 512L << 20;

    // Warnings of libvips that matter arrive as exceptions too; its own lines would appear in the user's output.
    private static readonly Log.LogDelegate Silent = static (_, _, _) => { };

    // Lazy, not a static constructor: the exception of a static constructor would hide the message for the user.
    private static readonly Lazy<bool> Ready = new(SetUp);

    /// <summary>Opens an inspected image for one sequential pass from top to bottom.</summary>
    public static Image Load(ReadOnlyMemory<byte> encoded, ImageHeader header)
    {
        _ = Ready.Value;
        SampleFormat.Of(encoded.Span, header.Codec).Require(header);
        // A source, not a buffer: for a buffer NetVips reports its size to the garbage collector, which then collects all generations every few images.
        using var source = Source.NewFromMemory(encoded.Span);
        var image = Open(source, header.Codec);
        var fault = image switch
        {
            _ when BytesOf(image.Format) is null =>
                $"has {image.Format} samples: export it with 8 or 16 unsigned bits per sample",
            _ when image.Bands > (image.Interpretation == Enums.Interpretation.Cmyk ? 5 : 4) =>
                $"has {image.Bands} channels: export it as grey, RGB or CMYK, with or without alpha",
            _ when DecodedBytes(image) > MaxDecodedBytes =>
                $"is too large: {image.Width} x {image.Height} with {image.Bands} channels are {DecodedBytes(image):N0} bytes decoded, over the limit of {MaxDecodedBytes:N0}",
            _ when (image.Width, image.Height) != (header.Width, header.Height) =>
                $"is damaged: it decodes to {image.Width} x {image.Height} but says {header.Width} x {header.Height}",
            _ => null,
        };
        if (fault is null)
            return image;
        image.Dispose();
        throw new ImageException($"The {header.Codec.ToUpperInvariant()} image {fault}.");
    }

    /// <summary>
    /// Opens vector graphics of the product itself. Other files never reach this loader: their format is found first, and SVG is none of
    /// the formats of <see cref="ImageCodecs"/>.
    /// </summary>
    public static Image OpenOwnSvg(byte[] svg, int dotsPerInch)
    {
        _ = Ready.Value;
        Operation.Block("VipsForeignLoadSvg", false); // one of the loaders that SetUp blocks
        return Image.SvgloadBuffer(svg, dpi: 72, scale: dotsPerInch / 72.0); // with another dpi, lengths in points are scaled twice
    }

    /// <summary>Wraps a decoded picture as an image of libvips. The picture must outlive it.</summary>
    public static Image Wrap(RgbImage picture)
    {
        _ = Ready.Value;
        using var image = Image.NewFromMemory<byte>(
            picture.Memory[..picture.Pixels.Length], picture.Width, picture.Height, 3, Enums.BandFormat.Uchar);
        return image.Copy(interpretation: Enums.Interpretation.Srgb);
    }

    /// <summary>Makes the exception for an image that passed inspection but cannot be decoded.</summary>
    public static ImageException Undecodable(ImageHeader header, VipsException exception) =>
        new($"The {header.Codec.ToUpperInvariant()} image cannot be decoded: {Reason(exception)}", exception);

    /// <summary>The message of libvips, on one line.</summary>
    public static string Reason(VipsException exception) => exception.Message.ReplaceLineEndings(" ").Trim();

    private static long DecodedBytes(Image image) => (long)image.Width * image.Height * image.Bands * (BytesOf(image.Format) ?? 1);

    // Wide samples become 64-bit floats before they are shown, and these are sorted in a copy.
    private static int? BytesOf(Enums.BandFormat format) => format switch
    {
        Enums.BandFormat.Uchar => 1,
        Enums.BandFormat.Ushort => 2,
        Enums.BandFormat.Short or Enums.BandFormat.Int or Enums.BandFormat.Uint or Enums.BandFormat.Float => 16,
        _ => null,
    };

    private static bool SetUp()
    {
        if (!ModuleInitializer.VipsInitialized)
            throw new UserException(
                "The image library libvips could not be loaded on this platform; MuBench brings it for Linux (x64, arm64), macOS and Windows. "
                + ModuleInitializer.Exception?.Message, ModuleInitializer.Exception ?? new DllNotFoundException("libvips"));
        // The callers process images in parallel; a cache of operations would only occupy memory.
        Cache.Max = 0;
        NetVips.NetVips.Concurrency = 1;
        // Loaders that libvips considers unsafe for untrusted input stay blocked.
        NetVips.NetVips.BlockUntrusted = true;
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning | Enums.LogLevelFlags.Info, Silent);
        return true;
    }

    private static Image Open(Source source, string codec)
    {
        const Enums.Access Access = Enums.Access.Sequential;
        const Enums.FailOn Strict = Enums.FailOn.Error;
        return codec switch
        {
            ImageCodecs.Png => Image.PngloadSource(source, access: Access, failOn: Strict),
            ImageCodecs.Jpeg => Image.JpegloadSource(source, access: Access, failOn: Strict),
            ImageCodecs.Gif => Image.GifloadSource(source, access: Access, failOn: Strict),
            ImageCodecs.Webp => Image.WebploadSource(source, access: Access, failOn: Strict),
            ImageCodecs.Tiff => Image.TiffloadSource(source, access: Access, failOn: Strict),
            _ => throw new ArgumentOutOfRangeException(nameof(codec), codec, "Not decoded by libvips."),
        };
    }
}
