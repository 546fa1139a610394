namespace MuBench.Models.Http;

/// <summary>
/// An endpoint's response exceeds the size limit. It is an <see cref="IOException"/>, so that every SDK passes it on as
/// a broken transfer.
/// </summary>
/// <param name="maxBytes">The exceeded limit in bytes.</param>
internal sealed class ResponseTooLargeException(long maxBytes) : IOException($"the answer has more than {maxBytes / (double)(1 << 20):0.##} MiB")
{
    /// <summary>The exception of this type behind another one, at any depth; null if there is none.</summary>
    public static ResponseTooLargeException? Behind(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is ResponseTooLargeException found)
                return found;
        }

        return null;
    }
}
