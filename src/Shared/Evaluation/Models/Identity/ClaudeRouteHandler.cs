using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace MuBench.Models.Identity;

/// <summary>
/// Turns a request of Anthropic's Messages API into that of a cloud: the model stands in the address and not in the body, and the version of the API in
/// the body and not in a header. The rest of the body stays as it is, byte for byte, and is not parsed into objects: it contains images.
/// </summary>
/// <param name="routeOf">The address of a model.</param>
/// <param name="version">The cloud's version of the API.</param>
/// <param name="inner">The inner handler.</param>
internal sealed class ClaudeRouteHandler(Func<string, Uri> routeOf, string version, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var (start, end, model) = ModelOf(body);
        byte[] changed = [.. Encoding.UTF8.GetBytes($$"""{"anthropic_version":"{{version}}","""), .. body.AsSpan(1, start - 1), .. body.AsSpan(end)];
        request.Content = new ByteArrayContent(changed) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        request.Headers.Remove("anthropic-version");
        request.RequestUri = routeOf(model);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Where the member <c>model</c> stands in the body, with one comma beside it, and its value.</summary>
    private static (int Start, int End, string Model) ModelOf(byte[] body)
    {
        var reader = new Utf8JsonReader(body);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (start, isModel) = ((int)reader.TokenStartIndex, reader.ValueTextEquals("model"u8));
            reader.Read();
            var model = isModel ? reader.GetString() : null;
            reader.Skip();
            if (model is null)
                continue;
            var end = (int)reader.BytesConsumed;
            // The last member has its comma before it. Other members always exist, so that one of both commas is there.
            return body.AsSpan(end).TrimStart(" \t\r\n"u8) is [(byte)',', ..]
                ? (start, body.AsSpan(end).IndexOf((byte)',') + end + 1, model)
                : (body.AsSpan(0, start).LastIndexOf((byte)','), end, model);
        }

        throw new JsonException("The body of a request to Claude has no model.");
    }
}
