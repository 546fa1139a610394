using System.Text.Json;
using MuBench.Datasets;
using MuBench.Manifests.Reading.Fields;
using MuBench.Manifests.Requests;
using MuBench.Naming;

namespace MuBench.Manifests.Reading.Requests;

/// <summary>Reads what a generative model is sent beside the question, its images and the generation settings.</summary>
internal static class RequestReader
{
    private const int MaxText = 20_000;

    public static readonly TextField System = new("system", $"a text of 1 to {MaxText} characters") { Accepts = IsText };
    public static readonly TextField Prompt = new("prompt", $"a text of 1 to {MaxText} characters with {{question}} and {{options}}") { Accepts = IsText };
    public static readonly ChoiceField Detail = new("detail", ImageDetails.All) { Default = ImageDetails.High };
    public static readonly JsonField ChatTemplate = new("chatTemplate", "an object with the arguments of the server's chat template, such as { \"enable_thinking\": false }");

    /// <summary>The fields of every generative model.</summary>
    private static IReadOnlyList<ManifestField> Common { get; } = [System, Prompt, ExtraBodyReader.ExtraBody, HeaderReader.Headers, ResponseFormatReader.ResponseFormat];

    /// <summary>The fields of a kind.</summary>
    public static IReadOnlyList<ManifestField> FieldsOf(string kind) => kind switch
    {
        ModelKinds.OpenAI => [.. Common, Detail, ChatTemplate],
        ModelKinds.AzureOpenAI => [.. Common, Detail],
        _ => Common,
    };

    /// <summary>What to write instead of a field that a kind does not have; null if there is nothing.</summary>
    public static string? Remedy(string kind, string name) => (kind, name) switch
    {
        (ModelKinds.Gemini, "detail") => "Gemini's images have no 'detail'; write \"extraBody\": { \"generationConfig\": { \"mediaResolution\": \"MEDIA_RESOLUTION_LOW\" } }",
        (ModelKinds.Anthropic, "detail") => "Anthropic's images have no 'detail'; leave it out",
        (ModelKinds.AzureOpenAI or ModelKinds.Anthropic or ModelKinds.Gemini, "chatTemplate") => "a hosted model has no chat template that a request could change; leave it out",
        _ => null,
    };

    /// <summary>Reads the fields; null if none of them is set.</summary>
    public static RequestManifest? Read(JsonObjectReader reader, ModelManifest model)
    {
        var detail = model.Kind is ModelKinds.OpenAI or ModelKinds.AzureOpenAI ? reader.Choice(Detail) : null;
        var request = new RequestManifest
        {
            System = reader.Text(System),
            Prompt = ReadPrompt(reader),
            Detail = detail == ImageDetails.High ? null : detail,
            ExtraBody = ExtraBodyReader.Read(reader, model),
            Headers = HeaderReader.Read(reader),
            ChatTemplate = model.Kind == ModelKinds.OpenAI ? ReadChatTemplate(reader, model) : null,
            ResponseFormat = ResponseFormatReader.Read(reader),
        };
        return request == new RequestManifest() ? null : request;
    }

    /// <summary>Adds faults where the questions of a task are not put in the way that the model's fields say.</summary>
    public static void CheckTasks(JsonObjectReader reader, ModelManifest model, IReadOnlyList<string>? tasks)
    {
        if (tasks?.Any(task => task.Split('/')[0] == BenchmarkTasks.Localization) != true)
            return;
        if (model.Request?.Prompt is not null)
            reader.Fault(Prompt, $"the task '{BenchmarkTasks.Localization}' has prompts of its own ('detection'); ask it in a manifest without 'prompt'");
        if (model.Request?.ResponseFormat is not null)
            reader.Fault(ResponseFormatReader.ResponseFormat, $"the boxes of the task '{BenchmarkTasks.Localization}' have formats of their own ('detection'); ask it in a manifest without 'responseFormat'");
    }

    private static string? ReadPrompt(JsonObjectReader reader)
    {
        if (reader.Text(Prompt) is not { } template)
            return null;
        if (PromptTemplate.NamesIn(template) is not { } names)
        {
            reader.Fault(Prompt, "has a single brace; write '{{' and '}}' for braces of the text");
            return null;
        }

        foreach (var name in names.Distinct().Except(PromptTemplate.Names))
            reader.Fault(Prompt, $"has the unknown placeholder {ManifestText.Quote("{" + name + "}")}; there are {{{string.Join("}, {", PromptTemplate.Names)}}}, and '{{{{' and '}}}}' stand for braces");
        foreach (var name in ((string[])[PromptTemplate.Question, PromptTemplate.Options]).Except(names))
            reader.Fault(Prompt, $"lacks {{{name}}}: without it the model is not asked the question");
        return template;
    }

    private static JsonElement? ReadChatTemplate(JsonObjectReader reader, ModelManifest model)
    {
        var value = reader.JsonObject(ChatTemplate);
        if (value is not null && EndpointReader.IsOwn(model.Endpoint, ModelKinds.OpenAIEndpoint))
        {
            reader.Fault(ChatTemplate, $"is for a server of your own, such as vLLM, SGLang or llama.cpp; {ModelKinds.OpenAIEndpoint.Host} has no such setting");
            return null;
        }

        return value is { } arguments && arguments.EnumerateObject().Any() ? value : null;
    }

    private static bool IsText(string text) => text.Length is >= 1 and <= MaxText && !string.IsNullOrWhiteSpace(text);
}
