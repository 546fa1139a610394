using System.Text.Json;
using MuBench.Contrastive;
using MuBench.Inference.Serving;

namespace MuBench.Inference.Http;

/// <summary><c>GET /v1/models</c>: OpenAI's fields, and the properties of a model that affect its embeddings.</summary>
internal sealed class ModelsEndpoint(ServerOptions options, ModelCatalog catalog, ApiKeyGuard guard)
{
    /// <summary>Lists the loaded models.</summary>
    public async Task ListAsync(HttpContext context)
    {
        guard.Check(context.Request);
        await WriteAsync(context.Response, json =>
        {
            json.WriteStartObject();
            json.WriteString("object", "list");
            json.WriteStartArray("data");
            foreach (var model in catalog.Models)
                Write(json, model);
            json.WriteEndArray();
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    /// <summary>Describes one model.</summary>
    public async Task GetAsync(HttpContext context)
    {
        guard.Check(context.Request);
        var id = (string)context.Request.RouteValues["id"]!;
        var model = catalog.Find(id) ?? throw new ApiException(StatusCodes.Status404NotFound, "model_not_found", "There is no such model here; GET /v1/models lists them.", "model");
        await WriteAsync(context.Response, json => Write(json, model)).ConfigureAwait(false);
    }

    private void Write(Utf8JsonWriter json, ServedModel model)
    {
        var (loaded, facts) = (model.Loaded, model.Loaded.Facts);
        json.WriteStartObject();
        json.WriteString("id", model.Id);
        json.WriteString("object", "model");
        json.WriteNumber("created", loaded.LoadedAt.ToUnixTimeSeconds());
        json.WriteString("owned_by", "mubench");
        json.WriteString("execution_provider", ExecutionProviders.RuntimeName(options.Provider));
        if (loaded.Placement.Nodes.Count > 0)
            WriteNodes(json, loaded.Placement);
        json.WriteString("precision", options.Precision);
        json.WriteString("computed_by", loaded.Model.ComputedBy);
        if (options.IsOnGpu)
            json.WriteBoolean("tf32", options.AllowTf32);
        json.WriteString("revision", loaded.Revision);
        json.WriteString("description", loaded.Model.SourceDescription);
        json.WriteNumber("dimensions", loaded.Dimensions);
        json.WriteString("score_function", facts.ScoreFunction);
        if (facts.LogitScale is { } scale)
            json.WriteNumber("logit_scale", scale);
        if (facts.Parameters is { } parameters)
            json.WriteNumber("parameters", parameters);
        json.WriteNumber("max_inputs", options.MaxInputs);
        json.WriteNumber("batch_size", options.BatchSize);
        json.WriteEndObject();
    }

    private static void WriteNodes(Utf8JsonWriter json, NodePlacement placement)
    {
        json.WriteStartObject("nodes");
        foreach (var (provider, nodes) in placement.Nodes)
            json.WriteNumber(provider, nodes);
        json.WriteEndObject();
    }

    private static async Task WriteAsync(HttpResponse response, Action<Utf8JsonWriter> write)
    {
        response.ContentType = "application/json";
        var json = new Utf8JsonWriter(response.BodyWriter);
        await using (json.ConfigureAwait(false))
            write(json);
    }
}
