using System.Text.Encodings.Web;
using System.Text.Json;

namespace MuBench.Inference.Http;

/// <summary>The only place that turns exceptions into error responses.</summary>
internal sealed partial class ApiErrors(ILogger<ApiErrors> logger)
{
    // People read the quoted text; nothing interprets it as HTML.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Runs the rest of the pipeline and responds to its exceptions.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context).ConfigureAwait(false);
            if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed })
                await WriteAsync(context, new ApiException(context.Response.StatusCode, "unknown_url", $"There is no {context.Request.Method} {context.Request.Path}.")).ConfigureAwait(false);
        }
        catch (ApiException exception)
        {
            await WriteAsync(context, exception).ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception)
        {
            await WriteAsync(context, new ApiException(exception.StatusCode, "invalid_request", exception.Message)).ConfigureAwait(false);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller disconnected, so no response can be sent.
        }
        catch (Exception exception)
        {
            LogFailed(exception, context.Request.Path);
            await WriteAsync(context, new ApiException(StatusCodes.Status500InternalServerError, "internal_error", "The server failed; its log says why.")).ConfigureAwait(false);
        }
    }

    private static async Task WriteAsync(HttpContext context, ApiException error)
    {
        if (context.Response.HasStarted)
        {
            context.Abort(); // a partial response must not look like a complete one
            return;
        }

        context.Response.Clear();
        context.Response.StatusCode = error.Status;
        context.Response.ContentType = "application/json";
        // The rest of the body is not read, so the connection cannot be used again.
        if (error.Status == StatusCodes.Status413PayloadTooLarge)
            context.Response.Headers.Connection = "close";
        if (error.RetryAfterSeconds is { } seconds)
            context.Response.Headers.RetryAfter = $"{seconds}";
        var writer = new Utf8JsonWriter(context.Response.BodyWriter, Readable);
        await using (writer.ConfigureAwait(false))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("error");
            writer.WriteString("message", error.Message);
            writer.WriteString("type", error.Type);
            writer.WriteString("param", error.Param);
            writer.WriteString("code", error.Code);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
    }

    [LoggerMessage(EventId = 10, Level = LogLevel.Error, Message = "The request for {Path} failed.")]
    private partial void LogFailed(Exception exception, string path);
}
