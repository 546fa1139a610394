using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MuBench.TestUtils.Http;

/// <summary>
/// A real HTTP server on loopback that counts calls and returns the test's responses. By default it serves OpenAI's chat
/// completions.
/// </summary>
public sealed class LoopbackChatServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Func<ChatCall, Task<LoopbackResponse>> _answer;
    private readonly ConcurrentQueue<ChatCall> _calls = new();
    private int _count;
    private int _inFlight;
    private int _maxInFlight;

    private LoopbackChatServer(Func<ChatCall, Task<LoopbackResponse>> answer, int port)
    {
        _answer = answer;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestBodySize = 64 << 20;
            options.AddServerHeader = false;
        }).UseUrls($"http://127.0.0.1:{port}");
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    /// <summary>Base address for a manifest's <c>endpoint</c>.</summary>
    public Uri Endpoint { get; private set; } = null!;

    /// <summary>Address without a path.</summary>
    public Uri Address => new(Endpoint.GetLeftPart(UriPartial.Authority));

    /// <summary>Number of calls so far.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>
    /// Number of calls whose response has not begun. A call with a response is not counted, so the number never exceeds the
    /// caller's own.
    /// </summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>The largest number of calls in flight so far.</summary>
    public int MaxInFlight => Volatile.Read(ref _maxInFlight);

    /// <summary>The calls so far, in order of arrival.</summary>
    public IReadOnlyCollection<ChatCall> Calls => _calls;

    /// <summary>Starts a server; port 0 selects a free one.</summary>
    public static async Task<LoopbackChatServer> StartAsync(Func<ChatCall, Task<LoopbackResponse>> answer, int port = 0)
    {
        var server = new LoopbackChatServer(answer, port);
        await server._app.StartAsync();
        var address = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        server.Endpoint = new Uri($"{address}/v1");
        return server;
    }

    /// <summary>Starts a server that responds at once.</summary>
    public static Task<LoopbackChatServer> StartAsync(Func<ChatCall, LoopbackResponse> answer) =>
        StartAsync(call => Task.FromResult(answer(call)));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var number = Interlocked.Increment(ref _count);
        try
        {
            var call = await ChatCall.ReadAsync(number, context);
            _calls.Enqueue(call);
            var reply = await AnswerAsync(call);
            await reply.WriteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has disconnected: killed, cancelled or past its timeout.
        }
    }

    private async Task<LoopbackResponse> AnswerAsync(ChatCall call)
    {
        Rise(Interlocked.Increment(ref _inFlight));
        try
        {
            return await _answer(call);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    private void Rise(int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref _maxInFlight)) < value && Interlocked.CompareExchange(ref _maxInFlight, value, seen) != seen)
        {
        }
    }
}
