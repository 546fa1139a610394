using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace MuBench.TestUtils.Http;

/// <summary>
/// A model's own server, like vLLM's: it refuses connections until <see cref="StartAsync"/> and responds 503 while it loads. It may serve another
/// model first, and may crash with calls in flight.
/// </summary>
public sealed class LoopbackModelServer : LoopbackServer<ChatCall>
{
    private readonly Func<ChatCall, LoopbackResponse> _answer;

    // Bound but not listening: connections are refused, and no other process gets the port while the server is down.
    private Socket? _reserved;
    private int _crashes;
    private volatile bool _isCrashed;
    private volatile int _crashAfter = int.MaxValue;

    public LoopbackModelServer(Func<ChatCall, LoopbackResponse>? answer = null)
    {
        _answer = answer ?? (call => LoopbackResponse.Text(call.StableLetter()));
        _reserved = Reserve(0);
        Address = new Uri($"http://{_reserved.LocalEndPoint}");
    }

    /// <summary>The model that it lists and serves; null while it loads.</summary>
    public string? Model { get; set; }

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
        _isCrashed = false;
        _reserved?.Dispose();
        await ListenAsync(Address.Port);
    }

    /// <summary>Ends as a killed process does: connections are cut.</summary>
    public async Task StopAsync()
    {
        if (await CloseAsync())
            _reserved = Reserve(Address.Port);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _reserved?.Dispose();
    }

    /// <inheritdoc/>
    protected override void Map(WebApplication app)
    {
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
        app.MapPost("/v1/chat/completions", (RequestDelegate)CountAsync);
    }

    /// <inheritdoc/>
    protected override async Task HandleAsync(int number, HttpContext context)
    {
        var call = await ChatCall.ReadAsync(number, context);
        if (call.Number > _crashAfter)
        {
            // Every call from here on is cut off, in any order.
            _isCrashed = true;
            context.Abort();
            if (Interlocked.Increment(ref _crashes) == 1)
                _ = Task.Run(CrashAsync);
            return;
        }

        Keep(call);
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
