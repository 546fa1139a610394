using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using MuBench.Reports;

namespace MuBench.Functions.Http;

/// <summary>The formats of a report.</summary>
internal static class ReportFormats
{
    private static readonly (string Type, string File)[] Formats =
        [("text/html", ReportFiles.Html), ("application/json", ReportFiles.Json), ("text/csv", ReportFiles.Csv), ("text/markdown", ReportFiles.Markdown)];

    private const string Charset = "; charset=utf-8";

    /// <summary>The media types, the default first.</summary>
    public static IEnumerable<string> Types => Formats.Select(form => form.Type);

    /// <summary>The format that a request prefers, HTML if it states none; null if it accepts none of them.</summary>
    public static (string Type, string File)? Choose(HttpRequest request)
    {
        var accept = request.Headers.Accept;
        if (accept.Count == 0 || string.IsNullOrWhiteSpace(accept.ToString()))
            return Formats[0];
        if (!MediaTypeHeaderValue.TryParseList(accept, out var wanted))
            return null;
        var refused = wanted.Where(range => range.Quality is 0).ToList();
        foreach (var range in wanted.Where(range => range.Quality is not 0).OrderByDescending(range => range.Quality ?? 1))
        {
            foreach (var form in Formats)
            {
                var type = MediaTypeHeaderValue.Parse(form.Type + Charset);
                // A wider range does not allow a type that a narrower range refuses: "text/html;q=0, */*" (RFC 9110, 12.5.1).
                if (type.IsSubsetOf(range) && !refused.Any(narrower => type.IsSubsetOf(narrower) && !range.IsSubsetOf(narrower)))
                    return form;
            }
        }

        return null;
    }
}
