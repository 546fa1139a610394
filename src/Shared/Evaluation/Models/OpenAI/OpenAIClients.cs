using System.ClientModel.Primitives;
using OpenAI;

namespace MuBench.Models.OpenAI;

/// <summary>The common settings of all clients of OpenAI's protocol.</summary>
internal static class OpenAIClients
{
    /// <summary>A client's options. It neither retries nor has a timeout of its own.</summary>
    public static OpenAIClientOptions OptionsOf(OpenAITarget target, HttpClient http) => new()
    {
        Endpoint = target.Endpoint,
        RetryPolicy = new ClientRetryPolicy(0), // only EndpointCaller retries
        NetworkTimeout = Timeout.InfiniteTimeSpan,
        Transport = new HttpClientPipelineTransport(http),
        EnableDistributedTracing = false,
    };
}
