using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using MuBench.Viewing;

namespace MuBench.Web;

/// <summary>Changes of notes.</summary>
internal sealed class NoteRoutes(QuestionBrowser browser)
{
    private const int MaxBytes = 100_000;

    /// <summary>
    /// Changes a note: 200 with the note as it now is; 412 with the present note if another writer has changed it; 400, 404, 413, 415 and 428 with <c>error</c>.
    /// </summary>
    public async Task ChangeAsync(HttpContext http)
    {
        var request = http.Request;
        if (!request.HasJsonContentType())
            await RefuseAsync(http, StatusCodes.Status415UnsupportedMediaType, "A note is application/json.").ConfigureAwait(false);
        else if (request.ContentLength is null or > MaxBytes)
            await RefuseAsync(http, StatusCodes.Status413PayloadTooLarge, $"A note has a Content-Length of at most {MaxBytes:N0} bytes.").ConfigureAwait(false);
        else if (request.Headers.IfMatch.ToString() is not ['"', .. var version, '"'])
            await RefuseAsync(http, StatusCodes.Status428PreconditionRequired, "The header If-Match must name the version of the note that was read.").ConfigureAwait(false);
        else if (await ReadAsync(http).ConfigureAwait(false) is not var (text, tags))
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "A note is { \"text\": \"...\", \"tags\": [\"...\"] }.").ConfigureAwait(false);
        else
            await ChangeAsync(http, text, tags, version).ConfigureAwait(false);
    }

    private async Task ChangeAsync(HttpContext http, string text, IReadOnlyList<string> tags, string version)
    {
        try
        {
            var id = $"{http.Request.Query["id"]}";
            if (await browser.WriteNoteAsync($"{http.Request.RouteValues["dataset"]}", id, text, tags, version, http.RequestAborted).ConfigureAwait(false) is not { } change)
            {
                await RefuseAsync(http, StatusCodes.Status404NotFound, $"The dataset has no question '{id}'.").ConfigureAwait(false);
                return;
            }

            http.Response.StatusCode = change.IsMade ? StatusCodes.Status200OK : StatusCodes.Status412PreconditionFailed;
            http.Response.Headers.ETag = $"\"{change.Version}\"";
            await ViewAnswers.JsonAsync(http, QuestionBrowser.Json(change.Note)).ConfigureAwait(false);
        }
        catch (UserException fault)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, fault.Message).ConfigureAwait(false);
        }
    }

    private static async Task<(string Text, IReadOnlyList<string> Tags)?> ReadAsync(HttpContext http)
    {
        try
        {
            var body = await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted).ConfigureAwait(false) as JsonObject;
            List<string?>? tags = body?["tags"] is JsonArray given ? [.. given.Select(tag => (string?)tag)] : null;
            return (string?)body?["text"] is { } text && tags is not null && !tags.Contains(null) ? (text, [.. tags.OfType<string>()]) : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Task RefuseAsync(HttpContext http, int status, string reason)
    {
        http.Response.StatusCode = status;
        return ViewAnswers.JsonAsync(http, new JsonObject { ["error"] = reason }.ToJsonString());
    }
}
