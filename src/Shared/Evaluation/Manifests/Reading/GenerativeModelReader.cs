using MuBench.Endpoints;
using MuBench.Manifests.Prices;
using MuBench.Manifests.Reading.Fields;
using MuBench.Manifests.Reading.Requests;
using MuBench.Naming;
using MuBench.Secrets;

namespace MuBench.Manifests.Reading;

/// <summary>Reads a chat model behind HTTP.</summary>
internal static class GenerativeModelReader
{
    public static ModelManifest Read(JsonObjectReader reader, ModelManifest model, GenerationManifest generation, EndpointPolicy? endpoints)
    {
        var azure = model.Kind == ModelKinds.AzureOpenAI;
        var price = reader.Object(ModelFields.Price);
        var named = model with
        {
            Model = azure ? null : reader.Text(ModelFields.Model),
            Deployment = azure ? reader.Text(ModelFields.Deployment) : null,
        };
        var read = PlatformReader.Read(reader, named, endpoints) with
        {
            ApiVersion = azure && reader.Text(ModelFields.ApiVersion) is { } version && version != ModelFields.NewestApiVersion ? version : null,
            MaxTokensField = model.Kind is ModelKinds.OpenAI or ModelKinds.AzureOpenAI ? ReadMaxTokensField(reader) : null,
            MaxConcurrency = (int?)reader.Integer(ModelFields.MaxConcurrency),
            RequestsPerMinute = reader.Number(ModelFields.RequestsPerMinute),
            TokensPerMinute = reader.Number(ModelFields.TokensPerMinute),
            TimeoutSeconds = ReadTimeout(reader) ?? model.TimeoutSeconds,
            PatienceSeconds = ReadSeconds(reader, ModelFields.Patience),
            UsdPerMillionInputTokens = (decimal?)price?.Number(ModelFields.InputPrice),
            UsdPerMillionOutputTokens = (decimal?)price?.Number(ModelFields.OutputPrice),
            UsdPerMillionCachedInputTokens = (decimal?)price?.Number(ModelFields.CachedInputPrice),
            UsdPerMillionCacheWriteTokens = (decimal?)price?.Number(ModelFields.CacheWritePrice),
            BatchPriceFactor = (decimal?)price?.Number(ModelFields.BatchFactor),
            PricedAs = ReadPricedAs(reader),
            ServiceTier = model.Kind == ModelKinds.Anthropic ? null : reader.Choice(ModelFields.ServiceTier),
            Detection = reader.Choice(ModelFields.Detection),
            TopLogprobs = model.Kind == ModelKinds.Anthropic ? null : LogprobsReader.Read(reader),
            Delivery = reader.Choice(ModelFields.Delivery) is Deliveries.Batch ? Deliveries.Batch : null,
            Gpu = model.Kind == ModelKinds.OpenAI ? GpuReader.Read(reader) : null,
            Passes = PassesReader.Read(reader, reader),
        };
        if (azure && !reader.Has(ModelFields.ApiKey) && read.Endpoint is { } endpoint && !AzureOpenAIHosts.Contains(endpoint))
            reader.Fault(ModelFields.AzureEndpoint, $"is not an address of Azure OpenAI over https ({AzureOpenAIHosts.Description}); without 'apiKey' an Entra token would be sent, and it is sent to Azure OpenAI only");
        if (read is { IsBatch: true, Gpu: not null })
            reader.Fault(ModelFields.Gpu, "is for a server that is woken and asked call by call; leave it out, or leave out 'delivery'");
        if (read is { IsBatch: true, Platform: { } platform })
            reader.Fault(ModelFields.Delivery, $"MuBench has no batches for the platform '{platform}'; leave 'delivery' out");
        if (read.IsBatch && DetectionFamilies.Of(read) == DetectionFamilies.PaliGemma)
            reader.Fault(ModelFields.Delivery, "PaliGemma is asked for boxes a second time where its first reply is empty, which a batch does not do; leave out 'delivery'");
        CheckServiceTier(reader, read);
        read = read with { Api = ReadApi(reader, read) };
        read = read with { Generation = ReadGeneration(reader, read, generation), Request = RequestReader.Read(reader, read) };
        if (read.TopLogprobs is not null && ReasoningModels.LogprobsRefusal(read) is { } refusal)
            reader.Fault(LogprobsReader.Logprobs, refusal);
        return read;
    }

    private static string? ReadApi(JsonObjectReader reader, ModelManifest model)
    {
        if (model.Kind is not (ModelKinds.OpenAI or ModelKinds.AzureOpenAI))
            return null;
        var api = reader.Choice(ModelFields.Api) ?? ModelApis.DefaultOf(model);
        if (api == ModelApis.Chat)
            return null;
        if (reader.Has(ModelFields.MaxTokensField))
            reader.Fault(ModelFields.MaxTokensField, "is a field of chat completions; the Responses API has one name of the limit. Leave it out");
        const string First = "2025-03-01-preview";
        if (model.ApiVersion is { } version && string.CompareOrdinal(version, First) < 0)
            reader.Fault(ModelFields.ApiVersion, $"has no Responses API; write '{ModelFields.NewestApiVersion}', or '{First}' or later");
        return api;
    }

    private static void CheckServiceTier(JsonObjectReader reader, ModelManifest model)
    {
        if (model.ServiceTier is not { } tier)
            return;
        if (model.IsBatch)
            reader.Fault(ModelFields.ServiceTier, "is for single calls; a batch has a price of its own. Leave it out, or leave out 'delivery'");
        else if (tier != ServiceTiers.Standard && ModelPrices.Of(model) is null && ModelPrices.Of(model, ServiceTiers.Standard) is not null)
            reader.Fault(ModelFields.ServiceTier, $"MuBench knows no price of this model in the tier '{tier}', which may not be offered; give its price as '{ModelFields.Price.Name}', or leave it out");
        else if (tier != ServiceTiers.Standard && ModelPrices.Of(model) is null)
            reader.Fault(ModelFields.ServiceTier, $"a service tier has prices of its own; give them as '{ModelFields.Price.Name}', or name the model by '{ModelFields.PricedAs.Name}'");
    }

    private static GenerationManifest ReadGeneration(JsonObjectReader reader, ModelManifest model, GenerationManifest manifest)
    {
        var own = reader.Object(ModelFields.Generation);
        if (ReasoningModels.TakesNoSampling(model))
            manifest = manifest with { Temperature = null, TopP = null };
        if (model.Kind == ModelKinds.Anthropic || model.UsesResponses)
            manifest = manifest with { Seed = null };
        var generation = GenerationReader.Read(own, manifest);
        if (model.UsesResponses && generation.Seed is not null)
            own!.Fault(GenerationReader.Seed, "the Responses API has no seed; leave it out");
        if (model.Kind == ModelKinds.Anthropic && own is not null)
        {
            foreach (var (field, isSet) in ((ManifestField, bool)[])
                [(GenerationReader.Temperature, generation.Temperature is not null), (GenerationReader.TopP, generation.TopP is not null), (GenerationReader.Seed, generation.Seed is not null)])
            {
                if (isSet)
                    own.Fault(field, "Anthropic's API has no such setting; leave it out");
            }
        }

        var known = ReasoningEfforts.Of(model.Kind);
        if (generation.ReasoningEffort is { } effort && !known.Contains(effort))
            reader.Fault(ModelFields.Generation, $"models of kind '{model.Kind}' have no reasoningEffort '{effort}'; set {ManifestText.Or(known)} in the model's own 'generation'");
        return generation;
    }

    private static string? ReadPricedAs(JsonObjectReader reader)
    {
        if (reader.Text(ModelFields.PricedAs) is not { } name)
            return null;
        if (PriceTable.Find(name) is null)
        {
            var question = NearestNames.Question(name, [.. PriceTable.Entries.SelectMany(entry => entry.Models)]);
            reader.Fault(ModelFields.PricedAs, $"MuBench has no list price of {ManifestText.Quote(name)}{(question is null ? "" : "; " + question)}; write '{ModelFields.Price.Name}' instead");
        }

        return name;
    }

    private static string? ReadMaxTokensField(JsonObjectReader reader)
    {
        var name = reader.Choice(ModelFields.MaxTokensField);
        return name is null || name.Equals(ModelFields.MaxTokensField.Default) ? null : name;
    }

    /// <summary>Reads the name of the key's secret. Messages never repeat the value, because it may be the key itself.</summary>
    internal static string? ReadApiKey(JsonObjectReader reader, Uri? requiredAt)
    {
        if (!reader.Has(ModelFields.ApiKey))
        {
            if (requiredAt is not null)
                reader.Fault(ModelFields.ApiKey, $"is required at {EndpointReader.Shown(requiredAt)}, the default 'endpoint'. {SecretNames.Remedy}");
            return null;
        }
        if (reader.Text(ModelFields.ApiKey) is not { } text)
            return null;
        if (SecretNames.IsReference(text))
            return text[SecretNames.Prefix.Length..];
        reader.Fault(ModelFields.ApiKey, text.StartsWith(SecretNames.Prefix, StringComparison.Ordinal)
            ? $"what follows 'secret:' is not the name of a secret (1 to {SecretNames.MaximumLength} letters, digits, '_' and '-', and not a key). {SecretNames.Remedy}"
            : $"keys are not written into manifests. {SecretNames.Remedy}");
        return null;
    }

    /// <summary>Reads the timeout of a request in seconds.</summary>
    internal static double? ReadTimeout(JsonObjectReader reader) => ReadSeconds(reader, ModelFields.Timeout);

    /// <summary>Reads a duration in seconds.</summary>
    internal static double? ReadSeconds(JsonObjectReader reader, NumberField field)
    {
        if (reader.Value(field) is not { } value)
            return null;
        if (Durations.Seconds(value) is { } seconds && seconds >= field.Min && seconds <= field.Max)
            return seconds;
        reader.Fault(field, $"expected seconds, {field.Expected}, or a text such as \"90s\" or \"2m\"; found {ManifestText.Found(value)}");
        return null;
    }
}
