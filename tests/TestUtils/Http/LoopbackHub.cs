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
    private const string Signed = "/signed/", Descriptions = "/api/models/";

    private readonly string _prefix;
    private readonly IReadOnlyDictionary<string, byte[]> _files;
    private int _contentPort;

    private LoopbackHub(string prefix, IReadOnlyDictionary<string, byte[]> files) => (_prefix, _files) = (prefix, files);

    /// <summary>Returns a faulty response to a request; null for the normal one.</summary>
    public Func<HubCall, LoopbackHubResponse?> React { get; set; } = _ => null;

    /// <summary>Whether the redirect gives the SHA-256 of the content, as the Hub does for large files.</summary>
    public bool NamesContent { get; set; } = true;

    /// <summary>The description of the model's repository at a revision, which the API returns; null for none.</summary>
    public Func<string, string?> Describe { get; set; } = _ => null;

    /// <summary>Files that are in the Git repository itself: they are sent without a redirect, and not named by their SHA-256.</summary>
    public IReadOnlySet<string> SmallFiles { get; init; } = new HashSet<string>();

    /// <summary>The calls for content, without the probes.</summary>
    public IReadOnlyList<HubCall> Fetches => [.. Calls.Where(call => call.IsContent && !call.IsProbe)];

    /// <summary>Starts a hub with the files of one folder at one revision.</summary>
    public static Task<LoopbackHub> StartAsync(string repository, string revision, string folder, IReadOnlyDictionary<string, byte[]> files) =>
        StartAsync(new LoopbackHub($"/datasets/{repository}/resolve/{revision}/{folder}/", files));

    /// <summary>Starts a hub with a model's repository at one commit.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="files">Its files, by path.</param>
    /// <param name="smallFiles">Those that are in the Git repository itself.</param>
    public static Task<LoopbackHub> StartModelAsync(string repository, string commit, IReadOnlyDictionary<string, byte[]> files, params string[] smallFiles) =>
        StartAsync(new LoopbackHub($"/{repository}/resolve/{commit}/", files) { SmallFiles = smallFiles.ToHashSet() });

    private static async Task<LoopbackHub> StartAsync(LoopbackHub hub)
    {
        var origins = await hub.ListenAsync(0, 0);
        hub._contentPort = origins[1].Port;
        return hub;
    }

    /// <inheritdoc/>
    protected override async Task HandleAsync(int number, HttpContext context)
    {
        var isContent = context.Connection.LocalPort == _contentPort;
        var path = context.Request.Path.Value!;
        var prefix = isContent ? Signed : _prefix;
        var name = path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : path;
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
        else if (path.StartsWith(Descriptions, StringComparison.Ordinal) && Describe(path[(path.LastIndexOf('/') + 1)..]) is { } description)
            await context.Response.WriteAsync(description, context.RequestAborted);
        else if (name == path || !_files.TryGetValue(name, out var file))
            (context.Response.StatusCode, context.Response.Headers["X-Error-Code"]) = (404, "EntryNotFound");
        else if (isContent || SmallFiles.Contains(name))
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
        context.Response.Headers.Location = $"http://127.0.0.1:{_contentPort}{Signed}{name}?Signature=abc";
    }

    private static async Task SendAsync(HttpContext context, HubCall call, LoopbackHubResponse reply, byte[] file)
    {
        var content = reply.Content ?? file;
        var tag = reply.ETag ?? $"\"{content.Length}-{content.FirstOrDefault()}\"";
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
