namespace MuBench.Models.Http;

/// <summary>Changes of the bodies of responses.</summary>
internal static class ResponseBodies
{
    /// <summary>Puts another body of the same type into a response.</summary>
    public static void Exchange(HttpResponseMessage response, byte[] body)
    {
        var content = new ByteArrayContent(body) { Headers = { ContentType = response.Content.Headers.ContentType } };
        response.Content.Dispose();
        response.Content = content;
    }
}
