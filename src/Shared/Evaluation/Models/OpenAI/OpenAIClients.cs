using System.ClientModel.Primitives;
using MuBench.Models.AzureOpenAI;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Responses;

namespace MuBench.Models.OpenAI;

/// <summary>Creates clients of OpenAI's protocol. They neither retry nor have a timeout of their own.</summary>
internal static class OpenAIClients
{
    /// <summary>The client of chat completions.</summary>
    public static ChatClient ChatOf(OpenAITarget target, HttpClient http)
    {
        if (target.Azure is { } route)
            return AzureClient.Create(target, route, http).GetChatClient(target.Model);
#pragma warning disable OPENAI001 // The one constructor that takes a policy, needed to send no key at all.
        return new ChatClient(target.Model, target.Authentication, OptionsOf(target, http));
#pragma warning restore OPENAI001
    }

    /// <summary>The client of the Responses API. It is OpenAI's for Azure too: that of Azure's package fails with this version of OpenAI's.</summary>
#pragma warning disable OPENAI001 // The client marks the whole Responses API as new; the API itself is stable.
    public static ResponsesClient ResponsesOf(OpenAITarget target, HttpClient http)
    {
        var options = Configure(new ResponsesClientOptions { Endpoint = target.Endpoint }, http);
        if (target.Azure is { } route)
            options.AddPolicy(new AzureRoutePolicy(route), PipelinePosition.PerCall); // before the credential, which checks the address
        return new ResponsesClient(target.Authentication, options);
    }
#pragma warning restore OPENAI001

    /// <summary>The options of a client.</summary>
    public static OpenAIClientOptions OptionsOf(OpenAITarget target, HttpClient http) => Configure(new OpenAIClientOptions { Endpoint = target.Endpoint }, http);

    /// <summary>Sets what all clients have in common.</summary>
    public static T Configure<T>(T options, HttpClient http)
        where T : ClientPipelineOptions
    {
        options.RetryPolicy = new ClientRetryPolicy(0); // only EndpointCaller retries
        options.NetworkTimeout = Timeout.InfiniteTimeSpan;
        options.Transport = new HttpClientPipelineTransport(http);
        options.EnableDistributedTracing = false;
        return options;
    }
}
