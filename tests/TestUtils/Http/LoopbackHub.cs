using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace MuBench.TestUtils.Http;

/// <summary>
/// The Hugging Face Hub for downloads: one origin that redirects and gives the content's hash and length in its own headers, and
/// another that sends the content in ranges. A test can make it respond with faults.
/// </summary>
public sealed class LoopbackHub : LoopbackServer<HubCall>
{
    private readonly string _prefix;
    private readonly IReadOnlyDictionary<string, byte[]> _files;
    private int _contentPort;

    private LoopbackHub(string repository, string revision, string folder, IReadOnlyDictionary<string, byte[]> files)
    {
        _prefix = $"/datasets/{repository}/resolve/{revision}/{folder}/";
        _files = files;
    }

    /// <summary>Returns a faulty response to a request; null for the normal one.</summary>
    public Func<HubCall, LoopbackHubResponse?> React { get; set; } = _ => null;

    /// <summary>Whether the redirect gives the SHA-256 of the content, as the Hub does for large files.</summary>
    public bool NamesContent { get; set; } = true;

    /// <summary>The calls for content, without the probes.</summary>
    public IReadOnlyList<HubCall> Fetches => [.. Calls.Where(call => call.IsContent && !call.IsProbe)];

    /// <summary>Starts a hub with the files of one folder at one revision.</summary>
    public static async Task<LoopbackHub> StartAsync(string repository, string revision, string folder, IReadOnlyDictionary<string, byte[]> files)
    {
        var hub = new LoopbackHub(repository, revision, folder, files);
        var origins = await hub.ListenAsync(0, 0);
        hub._contentPort = origins[1].Port;
        return hub;
    }

    /// <inheritdoc/>
    protected override async Task HandleAsync(int number, HttpContext context)
    {
        var isContent = context.Connection.LocalPort == _contentPort;
        var path = context.Request.Path.Value!;
        var name = path[(path.LastIndexOf('/') + 1)..];
        var range = context.Request.GetTypedHeaders().Range?.Ranges.SingleOrDefault();
        string? Header(string header) => context.Request.Headers.TryGetValue(header, out var value) ? value.ToString() : null;
        var call = new HubCall(number, isContent, name, range?.From, range?.To + 1, Header("If-Range"), Header("Authorization"))
        {
            Aborted = context.RequestAborted,
        };
        Keep(call);
        var reply = React(call) ?? new LoopbackHubResponse();
        foreach (var (header, value) in reply.Headers)
            context.Response.Headers[header] = value;
        if (reply.Status is { } status)
            context.Response.StatusCode = status;
        else if (!path.StartsWith(isContent ? "/signed/" : _prefix, StringComparison.Ordinal) || !_files.TryGetValue(name, out var file))
            (context.Response.StatusCode, context.Response.Headers["X-Error-Code"]) = (404, "EntryNotFound");
        else if (isContent)
            await SendAsync(context, call, reply, file);
        else
            Redirect(context, name, file);
    }

    private void Redirect(HttpContext context, string name, byte[] file)
    {
        if (NamesContent)
        {
            context.Response.Headers["X-Linked-ETag"] = $"\"{Convert.ToHexStringLower(SHA256.HashData(file))}\"";
            context.Response.Headers["X-Linked-Size"] = file.Length.ToString();
        }

        context.Response.StatusCode = 302;
        context.Response.Headers.Location = $"http://127.0.0.1:{_contentPort}/signed/{name}?Signature=abc";
    }

    private static async Task SendAsync(HttpContext context, HubCall call, LoopbackHubResponse reply, byte[] file)
    {
        var content = reply.Content ?? file;
        var tag = reply.ETag ?? $"\"{content.Length}-{content[0]}\"";
        context.Response.Headers.ETag = tag;
        var (start, end) = (0L, (long)content.Length);
        if (call.Start is { } from && !reply.IgnoresRange && (call.IfRange is null || call.IfRange == tag))
        {
            if (from >= content.Length)
            {
                context.Response.StatusCode = 416;
                return;
            }

            (start, end) = (from, Math.Min(call.End ?? content.Length, content.Length));
            context.Response.StatusCode = 206;
            context.Response.GetTypedHeaders().ContentRange = new ContentRangeHeaderValue(start, end - 1, content.Length);
        }

        context.Response.ContentLength = end - start;
        await WriteAsync(context, reply, content.AsMemory((int)start, (int)(end - start)));
    }

    private static async Task WriteAsync(HttpContext context, LoopbackHubResponse reply, ReadOnlyMemory<byte> content)
    {
        var length = Math.Min(reply.CutAfter ?? int.MaxValue, content.Length);
        for (var sent = 0; sent < length;)
        {
            var part = content.Slice(sent, Math.Min(reply.PartLength, length - sent));
            await context.Response.Body.WriteAsync(part, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            sent += part.Length;
            if (reply.Delay > TimeSpan.Zero)
                await Task.Delay(reply.Delay, context.RequestAborted);
        }

        // If the content is incomplete, the connection is closed after it. It is not reset, because a reset would discard unread bytes.
    }
}
