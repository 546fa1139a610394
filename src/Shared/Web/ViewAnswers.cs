using System.Text;
using Microsoft.AspNetCore.Http;

namespace MuBench.Web;

/// <summary>Writes the answers of the pages.</summary>
internal static class ViewAnswers
{
    /// <summary>Answers with a page.</summary>
    public static Task PageAsync(HttpContext http, string page) => WriteAsync(http, page, "text/html; charset=utf-8");

    /// <summary>Answers with a JSON document.</summary>
    public static Task JsonAsync(HttpContext http, string json) => WriteAsync(http, json, "application/json; charset=utf-8");

    /// <summary>Sends an event, whose data may have several lines.</summary>
    public static async Task EventAsync(HttpContext http, string name, string data, CancellationToken cancellationToken)
    {
        var lines = string.Join('\n', data.Split('\n').Select(line => "data: " + line));
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($"event: {name}\n{lines}\n\n"), cancellationToken).ConfigureAwait(false);
        await http.Response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task WriteAsync(HttpContext http, string text, string mediaType)
    {
        http.Response.ContentType = mediaType;
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsync(text, http.RequestAborted).ConfigureAwait(false);
    }
}
