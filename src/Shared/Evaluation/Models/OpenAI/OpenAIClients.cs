using System.ClientModel.Primitives;
using OpenAI;

namespace MuBench.Models.OpenAI;

/// <summary>What all clients of OpenAI's protocol have in common.</summary>
internal static class OpenAIClients
{
    /// <summary>A client's options: it neither retries nor times out on its own.</summary>
    public static OpenAIClientOptions OptionsOf(OpenAITarget target, HttpClient http) => new()
    {
        Endpoint = target.Endpoint,
        RetryPolicy = new ClientRetryPolicy(0), // retry has one owner, EndpointCaller
        NetworkTimeout = Timeout.InfiniteTimeSpan,
        Transport = new HttpClientPipelineTransport(http),
        EnableDistributedTracing = false,
    };
}
