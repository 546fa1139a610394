using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using MuBench.Contrastive;

namespace MuBench.TestUtils.Http;

/// <summary>A server of embeddings on loopback that computes them with a real model, unless a test handles the call.</summary>
public sealed class LoopbackEmbeddingServer : LoopbackServer<EmbeddingCall>
{
    private readonly ContrastiveModel _model;
    private readonly Func<EmbeddingCall, HttpContext, Task<bool>> _first;

    private LoopbackEmbeddingServer(ContrastiveModel model, Func<EmbeddingCall, HttpContext, Task<bool>> first) => (_model, _first) = (model, first);

    /// <summary>The entries of <c>GET /v1/models</c>.</summary>
    public string Models { get; set; } = """{ "id": "served", "object": "model" }""";

    /// <summary>Starts a server.</summary>
    /// <param name="folder">The folder of the model.</param>
    /// <param name="first">Handles a call and returns true, or returns false to leave it to the model; null to leave all calls to the model.</param>
    public static async Task<LoopbackEmbeddingServer> StartAsync(string folder, Func<EmbeddingCall, HttpContext, Task<bool>>? first = null)
    {
        var server = new LoopbackEmbeddingServer(ContrastiveModel.Load(folder, new ContrastiveOptions()), first ?? ((_, _) => Task.FromResult(false)));
        await server.ListenAsync(0);
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
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _model.Dispose();
    }

    /// <inheritdoc/>
    protected override void Map(WebApplication app)
    {
        app.MapGet("/v1/models", () => Results.Text($$"""{ "object": "list", "data": [ {{Models}} ] }""", "application/json"));
        app.MapPost("/v1/embeddings", (RequestDelegate)CountAsync);
    }

    /// <inheritdoc/>
    protected override async Task HandleAsync(int number, HttpContext context)
    {
        var body = (await JsonNode.ParseAsync(context.Request.Body))!;
        var call = new EmbeddingCall(
            (string)body["model"]!, (string)body["modality"]!, [.. body["input"]!.AsArray().Select(input => (string)input!)], context.Request.Headers.Authorization.ToString());
        Keep(call);
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
