using System.ClientModel.Primitives;
using Azure.AI.OpenAI;
using MuBench.Models.OpenAI;

namespace MuBench.Models.AzureOpenAI;

/// <summary>Azure's client with the transport, the credential and the route of a model.</summary>
internal sealed class AzureClient : AzureOpenAIClient
{
    private AzureClient(ClientPipeline pipeline, AzureRoute route, AzureOpenAIClientOptions options)
        : base(pipeline, route.Resource, options)
    {
    }

    /// <summary>Creates the client of a target.</summary>
    public static AzureClient Create(OpenAITarget target, AzureRoute route, HttpClient http)
    {
        var options = OpenAIClients.Configure(new AzureOpenAIClientOptions(), http);
        // The route comes before the credential, which checks the address.
        var pipeline = ClientPipeline.Create(
            options,
            perCallPolicies: [new UserAgentPolicy(typeof(AzureOpenAIClient).Assembly), new AzureRoutePolicy(route)],
            perTryPolicies: [target.Authentication],
            beforeTransportPolicies: []);
        return new AzureClient(pipeline, route, options);
    }
}
