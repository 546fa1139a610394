namespace MuBench.Imaging;

/// <summary>
/// An encoded image cannot be used: it is truncated, damaged, of an unknown format, or over the pixel limit. The message
/// describes the fault of the bytes; a caller that knows the image adds its name.
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
