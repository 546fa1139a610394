using System.Text.Encodings.Web;
using System.Text.Json;

namespace MuBench.Inference.Http;

/// <summary>The one place where exceptions become answers.</summary>
internal sealed partial class ApiErrors(ILogger<ApiErrors> logger)
{
    // What is quoted is read by people, and by nothing as HTML.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Runs the rest of the pipeline and answers for what it throws.</summary>
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
            // The caller is gone; nobody reads an answer.
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
            context.Abort(); // half an answer must not pass for a whole one
            return;
        }

        context.Response.Clear();
        context.Response.StatusCode = error.Status;
        context.Response.ContentType = "application/json";
        // The rest of such a body is not read, and the connection is of no further use.
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
