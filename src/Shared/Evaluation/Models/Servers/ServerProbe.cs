using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using MuBench.Json;
using MuBench.Models.Generative;
using MuBench.Models.Http;
using MuBench.Secrets;

namespace MuBench.Models.Servers;

/// <summary>
/// Asks a server with OpenAI's protocol whether it is up and serves a model: <c>/health</c> next to the base address,
/// and <c>/models</c> below it. Quotes of its messages are short and without the key. Further facts are read from vLLM
/// only.
/// </summary>
internal sealed class ServerProbe(HttpClient http, Uri endpoint, string model, string? apiKey, SecretMask mask) : IDisposable
{
    private const int MaxNamed = 5;
    private const int MaxNameLength = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string _api = endpoint.AbsoluteUri.TrimEnd('/');

    // /health is at the base address without its /v1.
    private string Root => _api.EndsWith("/v1", StringComparison.OrdinalIgnoreCase) ? _api[..^3] : _api;

    /// <summary>Checks once. Throws only when the token fires.</summary>
    public async Task<ServerState> AskAsync(CancellationToken cancellationToken)
    {
        var health = await GetAsync($"{Root}/health", cancellationToken).ConfigureAwait(false);
        // Not every server has this route; without it the list of models is sufficient.
        if (health.State is { } unhealthy && health.Status is not (HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed))
            return unhealthy;
        var models = await GetAsync($"{_api}/models", cancellationToken).ConfigureAwait(false);
        if (models.State is { } unlisted)
            return unlisted;
        var listed = models.Body.List("data").ToList();
        var found = listed.FirstOrDefault(entry => entry.Text("id") == model);
        return found.ValueKind != JsonValueKind.Undefined
            ? ServerState.Ready with { Facts = new ServerFacts { Product = Short(found.Text("owned_by")), MaxLength = ((JsonElement?)found).Number("max_model_len") } }
            : ServerState.NotReady($"{_api}/models lists {Named(listed)}, not '{model}'");
    }

    /// <summary>Adds the facts that the server reports to those that are known.</summary>
    public async Task<ServerFacts> ReadFactsAsync(ServerFacts known, CancellationToken cancellationToken)
    {
        var version = await GetAsync($"{Root}/version", cancellationToken).ConfigureAwait(false);
        var info = await GetAsync($"{Root}/server_info?config_format=json", cancellationToken).ConfigureAwait(false);
        var config = info.Body.Child("vllm_config");
        var modelConfig = config.Child("model_config");
        return known with
        {
            Version = Short(version.Body.Text("version")),
            Dtype = Short(modelConfig.Text("dtype")?.Replace("torch.", "", StringComparison.Ordinal)),
            Arguments = Short(string.Join(", ", ArgumentsOf(modelConfig, config.Child("parallel_config")))),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private static IEnumerable<string> ArgumentsOf(JsonElement? model, JsonElement? parallel)
    {
        if (model.Text("quantization") is { } quantization)
            yield return $"quantization {quantization}";
        if (model.Text("revision") is { } revision)
            yield return $"revision {revision}";
        if (parallel.Number("tensor_parallel_size") is > 1 and var size)
            yield return $"on {size} GPUs";
    }

    /// <summary>The JSON at an address, or the reason why there is none.</summary>
    private async Task<(HttpStatusCode? Status, JsonElement? Body, ServerState? State)> GetAsync(string address, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (apiKey is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
            using var response = await http.SendAsync(request, limit.Token).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
                return (response.StatusCode, await JsonOfAsync(response, limit.Token).ConfigureAwait(false), null);
            var words = $"{address} answered {(int)response.StatusCode}";
            return (response.StatusCode, null, response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                ? ServerState.Unusable($"{words}: check the key")
                : ServerState.NotReady(words));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The caller that waits for the server reports it.
            var cause = exception.GetBaseException();
            return (null, null, cause is RefusedAddressException
                ? ServerState.Unusable($"{address} is not called: {cause.Message}")
                : ServerState.NotReady(limit.IsCancellationRequested ? $"{address} gave no answer within {Patience.TotalSeconds:0} s" : $"{address}: {mask.Apply(FaultMessages.Words(cause))}"));
        }
    }

    private static async Task<JsonElement?> JsonOfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var json = ForeignJson.Parse(body);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null; // most servers return an empty body or a word for /health
        }
    }

    private string Named(List<JsonElement> listed) => listed.Count == 0
        ? "no model"
        : string.Join(", ", listed.Take(MaxNamed).Select(entry => $"'{Short(entry.Text("id"))}'")) + (listed.Count > MaxNamed ? " and others" : "");

    private string? Short(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var masked = mask.Apply(text);
        return masked.Length <= MaxNameLength ? masked : masked[..MaxNameLength] + "...";
    }
}
