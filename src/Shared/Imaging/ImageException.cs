namespace MuBench.Imaging;

/// <summary>
/// An encoded image that cannot be used: truncated, damaged, of no known format, or beyond the pixel limit. The
/// message says what is wrong with the bytes; whoever knows the image adds its name.
/// </summary>
public sealed class ImageException : UserException
{
    /// <inheritdoc cref="UserException(string)"/>
    public ImageException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="UserException(string, Exception)"/>
    public ImageException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
