namespace MuBench.Imaging;

/// <summary>Names of the recognised image encodings, as the response log holds them.</summary>
public static class ImageCodecs
{
    /// <summary>Portable Network Graphics.</summary>
    public const string Png = "png";

    /// <summary>JPEG, baseline or progressive.</summary>
    public const string Jpeg = "jpeg";

    /// <summary>Graphics Interchange Format. Only the first frame is used.</summary>
    public const string Gif = "gif";

    /// <summary>WebP, lossy or lossless.</summary>
    public const string Webp = "webp";

    /// <summary>Tagged Image File Format, classic or BigTIFF. Only the first page is used.</summary>
    public const string Tiff = "tiff";

    /// <summary>Windows bitmap.</summary>
    public const string Bmp = "bmp";

    /// <summary>The media type of a codec, such as <c>image/png</c>.</summary>
    public static string MediaType(string codec) => $"image/{codec}";
}
