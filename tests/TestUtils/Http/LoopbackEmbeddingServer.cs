using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MuBench.Contrastive;

namespace MuBench.TestUtils.Http;

/// <summary>A server of embeddings on loopback that computes them with a real model, unless a test handles the call.</summary>
public sealed class LoopbackEmbeddingServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ContrastiveModel _model;
    private readonly Func<EmbeddingCall, HttpContext, Task<bool>> _first;
    private readonly List<EmbeddingCall> _calls = [];

    private LoopbackEmbeddingServer(ContrastiveModel model, Func<EmbeddingCall, HttpContext, Task<bool>> first)
    {
        (_model, _first) = (model, first);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/v1/models", () => Results.Text($$"""{ "object": "list", "data": [ {{Models}} ] }""", "application/json"));
        _app.MapPost("/v1/embeddings", (RequestDelegate)HandleAsync);
    }

    /// <summary>The entries of <c>GET /v1/models</c>.</summary>
    public string Models { get; set; } = """{ "id": "served", "object": "model" }""";

    /// <summary>Base address for a manifest's <c>endpoint</c>.</summary>
    public Uri Endpoint { get; private set; } = null!;

    /// <summary>The calls so far.</summary>
    public IReadOnlyList<EmbeddingCall> Calls
    {
        get
        {
            lock (_calls)
                return [.. _calls];
        }
    }

    /// <summary>Starts a server.</summary>
    /// <param name="folder">The folder of the model.</param>
    /// <param name="first">Handles a call and returns true, or returns false to leave it to the model; null to leave all calls to the model.</param>
    public static async Task<LoopbackEmbeddingServer> StartAsync(string folder, Func<EmbeddingCall, HttpContext, Task<bool>>? first = null)
    {
        var server = new LoopbackEmbeddingServer(ContrastiveModel.Load(folder, new ContrastiveOptions()), first ?? ((_, _) => Task.FromResult(false)));
        await server._app.StartAsync();
        server.Endpoint = new Uri(server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/v1");
        return server;
    }

    /// <summary>Responds with a status.</summary>
    public static async Task<bool> RefuseAsync(HttpContext context, int status, int? retryAfter = null)
    {
        context.Response.StatusCode = status;
        if (retryAfter is { } seconds)
            context.Response.Headers.RetryAfter = $"{seconds}";
        await context.Response.WriteAsync("""{ "error": { "message": "not now" } }""");
        return true;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _model.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var body = (await JsonNode.ParseAsync(context.Request.Body))!;
        var call = new EmbeddingCall(
            (string)body["model"]!, (string)body["modality"]!, [.. body["input"]!.AsArray().Select(input => (string)input!)], context.Request.Headers.Authorization.ToString());
        lock (_calls)
            _calls.Add(call);
        if (await _first(call, context))
            return;
        var data = Embed(call).Select((vector, index) => new { @object = "embedding", index, embedding = Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan())) });
        await context.Response.WriteAsJsonAsync(new { @object = "list", model = $"{call.Model}@1", data }, new JsonSerializerOptions());
    }

    private float[][] Embed(EmbeddingCall call)
    {
        if (call.Modality == "text")
            return _model.EmbedTextsOnce(call.Inputs);
        var tensors = call.Inputs.Select(uri => _model.Preprocess(Convert.FromBase64String(uri[(uri.IndexOf(',') + 1)..]))).ToList();
        var vectors = _model.EmbedImages(tensors);
        tensors.ForEach(tensor => tensor.Dispose());
        return vectors;
    }
}
