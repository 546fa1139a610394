namespace MuBench.Models.Http;

/// <summary>An endpoint sent more than is read of an answer. An <see cref="IOException"/>, so that every SDK hands it on as a broken transfer.</summary>
/// <param name="maxBytes">The bound that was passed, in bytes.</param>
internal sealed class ResponseTooLargeException(long maxBytes) : IOException($"the answer has more than {maxBytes / (double)(1 << 20):0.##} MiB")
{
    /// <summary>The one behind an exception, however it is wrapped; null where there is none.</summary>
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
