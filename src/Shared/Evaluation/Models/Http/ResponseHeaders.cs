using System.Net.Http.Headers;

namespace MuBench.Models.Http;

/// <summary>The headers of the response to a call. Neither the chat abstraction nor every SDK's exceptions provide them.</summary>
internal static class ResponseHeaders
{
    private const string Key = "MuBench.ResponseHeaders";

    private static readonly AsyncLocal<Holder?> Current = new();

    /// <summary>The headers of the response behind an exception; null if there was no response.</summary>
    public static HttpResponseHeaders? Of(Exception exception) => exception.Data[Key] as HttpResponseHeaders;

    /// <summary>Attaches the headers of a response to the exception of its call.</summary>
    public static void Attach(HttpResponseHeaders headers, Exception exception) => exception.Data[Key] = headers;

    /// <summary>Starts to keep the headers of the call in the current async context.</summary>
    /// <param name="images">The images of the call's request.</param>
    public static Holder Begin(IReadOnlyList<PlacedImage> images) => Current.Value = new Holder(images);

    /// <summary>The call in the current async context; null if its headers are not kept.</summary>
    public static Holder? Call => Current.Value;

    /// <summary>Keeps the headers of a response.</summary>
    public static void Keep(HttpResponseMessage message)
    {
        if (Current.Value is { } holder)
            holder.Headers = message.Headers;
    }

    /// <summary>Holds the headers of one call.</summary>
    internal sealed class Holder(IReadOnlyList<PlacedImage> images)
    {
        /// <summary>The images of the request, in order.</summary>
        public IReadOnlyList<PlacedImage> Images => images;

        /// <summary>The headers; null before a response arrived.</summary>
        public HttpResponseHeaders? Headers { get; set; }

        /// <summary>Whether a token count of the response was no whole number or out of range, and was replaced.</summary>
        public bool IsUsageFaulty { get; set; }

        /// <summary>The server's own finish reason, if the body has another one in its place; else null.</summary>
        public string? FinishWord { get; set; }

        /// <summary>Attaches the headers to an exception.</summary>
        public void AttachTo(Exception exception)
        {
            if (Headers is not null)
                Attach(Headers, exception);
        }
    }
}
