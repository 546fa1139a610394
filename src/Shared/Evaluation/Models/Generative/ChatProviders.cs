using Azure.Identity;
using MuBench.Manifests;
using MuBench.Models.Anthropic;
using MuBench.Models.AzureOpenAI;
using MuBench.Models.Batch;
using MuBench.Models.Gemini;
using MuBench.Models.Http;
using MuBench.Models.Identity;
using MuBench.Models.OpenAI;
using MuBench.Models.OpenAI.Completions;
using MuBench.Models.Servers;
using MuBench.Secrets;

namespace MuBench.Models.Generative;

/// <summary>Creates the provider of a manifest entry.</summary>
internal static class ChatProviders
{
    /// <summary>Creates a generative model: resolves its key, or signs in with an identity.</summary>
    /// <exception cref="UserException">The secret is missing, or no identity could sign in.</exception>
    public static async Task<GenerativeModel> CreateAsync(ModelManifest model, int seed, WakeLog wakes, ModelServices services, CancellationToken cancellationToken)
    {
        var apiKey = model.ApiKeySecret is { } secret ? services.Secrets.Resolve(secret) : null;
        var additions = RequestAdditions.Of(model, services.Secrets);
        var mask = MaskOf(model, services);
        var throttle = services.Throttles.Join(model, services.Retry, services.Store, services.Time);
        var azure = model.Kind != ModelKinds.AzureOpenAI ? null
            : apiKey is not null ? AzureOpenAITarget.WithKey(model, apiKey)
            : await SignInAsync(model, services, cancellationToken).ConfigureAwait(false);
        var platform = await HostedPlatforms.CreateAsync(model, apiKey, services.Time, cancellationToken).ConfigureAwait(false);
        var own = model.Platform is null ? apiKey : null; // a platform sends its key itself
        var isPlain = model.Kind == ModelKinds.OpenAI && !model.UsesResponses;
        var batches = model.IsBatch
            ? new BatchClient(model, isPlain ? Completions(ProviderHttp.SenderOver(new RecordedTransport(), additions?.WithoutBody())) : Provider(ProviderHttp.Over(platform.Over(new RecordedTransport()), additions)), mask, Http(additions?.WithoutBody()))
            : null;
        var provider = isPlain
            ? Completions(ProviderHttp.CreateSender(services.Endpoints, throttle.Throttle, additions?.WithoutBody()))
            : Provider(Http(additions, platform.Over));
        return new GenerativeModel(model, provider, mask, throttle, services.DeadlineOf(model), services.Retry, seed, services.Time, Gate()) { Batches = batches };

        ServerGate? Gate()
        {
            if (model.Gpu is not { } gpu)
                return null;
            var probe = new ServerProbe(Http(additions?.WithoutBody()), model.Endpoint!, model.Model!, apiKey, mask);
            var check = new ServerCheck(probe, provider, services.DeadlineOf(model), services.Time);
            return new ServerGate(check, wakes, gpu, services.Retry.ServerInterval, services.Time);
        }

        HttpClient Http(RequestAdditions? added, Func<HttpMessageHandler, HttpMessageHandler>? over = null) =>
            ProviderHttp.Create(services.Endpoints, throttle.Throttle, services.Responses, additions: added, over: over);

        CompletionsProvider Completions(HttpMessageInvoker http) => new(model, apiKey, mask, http, additions?.Members, services.Responses);

        IChatProvider Provider(HttpClient http) => model.Kind switch
        {
            ModelKinds.OpenAI or ModelKinds.AzureOpenAI when model.UsesResponses => new OpenAIResponsesProvider(model, azure ?? OpenAITarget.Of(model, apiKey), mask, http),
            ModelKinds.AzureOpenAI => new OpenAIProvider(model, azure!, mask, http),
            ModelKinds.Anthropic => new AnthropicProvider(model, platform, own, mask, http),
            ModelKinds.Gemini => new GeminiProvider(model, platform, own, mask, http),
            _ => throw new ArgumentOutOfRangeException(nameof(model), model.Kind, "No kind of chat model."),
        };
    }

    /// <summary>Creates a probe that asks an OpenAI-compatible endpoint which models it has.</summary>
    /// <exception cref="UserException">The secret is missing.</exception>
    public static ServerProbe ProbeOf(ModelManifest model, ModelServices services)
    {
        var apiKey = model.ApiKeySecret is { } secret ? services.Secrets.Resolve(secret) : null;
        var throttle = services.Throttles.Join(model, services.Retry, services.Store, services.Time);
        var http = ProviderHttp.Create(services.Endpoints, throttle.Throttle, services.Responses, additions: RequestAdditions.Of(model, services.Secrets)?.WithoutBody());
        return new ServerProbe(http, model.Endpoint ?? ModelKinds.OpenAIEndpoint, model.Model!, apiKey, MaskOf(model, services));
    }

    /// <summary>Image encodings that a kind's provider accepts; common encodings for kinds that send nothing.</summary>
    public static IReadOnlySet<string> AcceptedCodecsOf(string kind) => kind switch
    {
        ModelKinds.Anthropic => AnthropicProvider.Codecs,
        ModelKinds.Gemini => GeminiProvider.Codecs,
        _ => OpenAIProvider.Codecs,
    };

    /// <summary>Removes all secrets of a model from what its endpoint returns.</summary>
    private static SecretMask MaskOf(ModelManifest model, ModelServices services) => SecretMask.Of(model.Secrets.Select(secret => services.Secrets.Resolve(secret.Secret)));

    private static async Task<OpenAITarget> SignInAsync(ModelManifest model, ModelServices services, CancellationToken cancellationToken)
    {
        var identity = new EntraPolicy(new DefaultAzureCredential(), services.Time);
        var target = AzureOpenAITarget.WithIdentity(model, identity);
        await identity.SignInAsync(cancellationToken).ConfigureAwait(false);
        return target;
    }
}
