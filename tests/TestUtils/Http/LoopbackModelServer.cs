using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MuBench.TestUtils.Http;

/// <summary>
/// A model's own server, like vLLM's: it refuses connections until it runs and responds 503 while it loads. It may serve another
/// model first, and may crash with calls in flight.
/// </summary>
public sealed class LoopbackModelServer : IAsyncDisposable
{
    private readonly Func<ChatCall, LoopbackResponse> _answer;
    private readonly ConcurrentQueue<ChatCall> _calls = new();
    private readonly int _port;

    // Bound but not listening: connections are refused, and no other process gets the port while the server is down.
    private Socket? _reserved;
    private WebApplication? _app;
    private int _count;
    private int _crashes;
    private volatile bool _isCrashed;
    private volatile int _crashAfter = int.MaxValue;

    public LoopbackModelServer(Func<ChatCall, LoopbackResponse>? answer = null)
    {
        _answer = answer ?? (call => LoopbackResponse.Text(call.StableLetter()));
        _reserved = Reserve(0);
        _port = ((IPEndPoint)_reserved.LocalEndPoint!).Port;
    }

    /// <summary>Base address for a manifest's <c>endpoint</c>. Nothing listens there before <see cref="StartAsync"/>.</summary>
    public Uri Endpoint => new($"http://127.0.0.1:{_port}/v1");

    /// <summary>The model that it lists and serves; null while it loads.</summary>
    public string? Model { get; set; }

    /// <summary>The calls for completions so far, including the canary question.</summary>
    public IReadOnlyCollection<ChatCall> Calls => _calls;

    /// <summary>Completes when the server has crashed and no longer listens.</summary>
    public TaskCompletionSource Crashed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Crashes at the first call after this number, and drops every connection. From then on nothing gets a response, not even
    /// health checks.
    /// </summary>
    public void CrashAfter(int calls) => _crashAfter = calls;

    /// <summary>Starts to listen.</summary>
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{_port}");
        var app = builder.Build();
        app.Use((context, next) =>
        {
            if (!_isCrashed)
                return next(context);
            context.Abort();
            return Task.CompletedTask;
        });
        app.MapGet("/health", () => Results.StatusCode(Model is null ? 503 : 200));
        app.MapGet("/version", () => Results.Json(new { version = "0.11.2" }));
        app.MapGet("/server_info", () => Results.Text("""{ "vllm_config": { "model_config": { "dtype": "torch.bfloat16", "quantization": null }, "parallel_config": { "tensor_parallel_size": 2 } } }""", "application/json"));
        app.MapGet("/v1/models", () => Results.Text($$"""{ "object": "list", "data": [ { "id": "{{Model}}", "object": "model", "owned_by": "vllm", "max_model_len": 32768 } ] }""", "application/json"));
        app.MapPost("/v1/chat/completions", (RequestDelegate)AnswerAsync);
        _isCrashed = false;
        _reserved?.Dispose();
        await app.StartAsync();
        _app = app;
    }

    /// <summary>Stops as a killed process does: connections are cut.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _app, null) is not { } app)
            return;
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await app.StopAsync(atOnce.Token);
        await app.DisposeAsync();
        _reserved = Reserve(_port);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _reserved?.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var call = await ChatCall.ReadAsync(Interlocked.Increment(ref _count), context);
        if (call.Number > _crashAfter)
        {
            // Every call from here on is cut off, in any order.
            _isCrashed = true;
            context.Abort();
            if (Interlocked.Increment(ref _crashes) == 1)
                _ = Task.Run(CrashAsync);
            return;
        }

        _calls.Enqueue(call);
        var reply = (string?)call.Json["model"] == Model ? _answer(call) : LoopbackResponse.Error(404, "The model does not exist.");
        await reply.WriteAsync(context);
    }

    private async Task CrashAsync()
    {
        await StopAsync();
        Crashed.SetResult();
    }

    private static Socket Reserve(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }
}
