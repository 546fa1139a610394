namespace MuBench.Reports.Html.Browser;

/// <summary>An image at full size, as hosted models receive it.</summary>
/// <param name="Bytes">The file: PNG, JPEG, WebP or GIF.</param>
/// <param name="MediaType">Its media type, such as <c>image/png</c>.</param>
internal sealed record FullImage(byte[] Bytes, string MediaType)
{
    /// <summary>The name of the file beside a page that links to it.</summary>
    public string FileName(int row, int part) => $"{row}-{part}.{MediaType["image/".Length..]}";
}
