using System.Text;
using MuBench.Manifests;

namespace MuBench.Tests.Manifests;

/// <summary>What a manifest says about requests: system prompt, template, detail, further fields, headers, response format.</summary>
public sealed class RequestManifestTests
{
    private const string Hosted = """ "id": "m", "kind": "openai", "model": "gpt-4o", "apiKey": "secret:k" """;
    private const string Own = """ "id": "m", "kind": "openai", "model": "qwen", "endpoint": "https://qwen.internal/v1" """;
    private const string Azure = """ "id": "m", "kind": "azure-openai", "endpoint": "https://x.openai.azure.com", "deployment": "d" """;
    private const string Claude = """ "id": "m", "kind": "anthropic", "model": "claude", "apiKey": "secret:k" """;
    private const string Gemini = """ "id": "m", "kind": "gemini", "model": "gemini-3-pro", "apiKey": "secret:k" """;
    private const string Schema = """ "schema": { "type": "object", "properties": { "answer": { "type": "string" } }, "required": ["answer"] } """;

    [Fact]
    public void Read_EveryField_IsThere()
    {
        var request = Model(Own, $$"""
            "system": "You are a pathologist.", "prompt": "{question}\n{options}\nAnswer {labels}.", "detail": "low", "extraBody": { "top_k": 1 },
            "headers": { "X-Title": "MuBench", "X-Gateway-Token": "secret:gateway" }, "chatTemplate": { "enable_thinking": false },
            "responseFormat": { {{Schema}} }
            """).Request!;

        Assert.Equal(("You are a pathologist.", "{question}\n{options}\nAnswer {labels}.", "low"), (request.System, request.Prompt, request.Detail));
        Assert.Equal(("""{ "top_k": 1 }""", """{ "enable_thinking": false }""", "answer"), (request.ExtraBody?.GetRawText(), request.ChatTemplate?.GetRawText(), request.ResponseFormat?.Answer));
        Assert.Equal([("X-Gateway-Token", "gateway")], request.HeaderSecrets);
        Assert.Equal(
            "its own prompt template, a system prompt, a JSON response format, image detail 'low', chat template arguments (enable_thinking), further request fields (top_k)",
            request.Deviation);
    }

    [Fact]
    public void Read_NothingOrTheDefault_IsNoRequest()
    {
        Assert.Null(Model(Own, """ "fresh": false """).Request);
        Assert.Null(Model(Own, """ "detail": "high", "extraBody": {}, "headers": {}, "chatTemplate": {} """).Request);
    }

    [Fact]
    public void Secrets_OfAModel_AreItsKeyAndThoseOfItsHeaders() => Assert.Equal(
        [("apiKey", "k"), ("headers['X-Org-Token']", "org")],
        Model(Hosted, """ "headers": { "X-Org-Token": "secret:org" } """).Secrets);

    [Theory]
    [InlineData(Own, """ "system": "" """, "system", "1 to 20000 characters")]
    [InlineData(Own, """ "prompt": "{question}" """, "prompt", "lacks {options}")]
    [InlineData(Own, """ "prompt": "{options}" """, "prompt", "lacks {question}")]
    [InlineData(Own, """ "prompt": "{question} {options} {letter}" """, "prompt", "unknown placeholder '{letter}'; there are {question}, {options}, {labels}, {count}")]
    [InlineData(Own, """ "prompt": "{question} {options} }" """, "prompt", "single brace")]
    [InlineData(Own, """ "detail": "max" """, "detail", "'low', 'high' or 'auto'")]
    [InlineData(Claude, """ "detail": "low" """, "detail", "Anthropic's images have no 'detail'")]
    [InlineData(Gemini, """ "detail": "low" """, "detail", "mediaResolution")]
    [InlineData(Hosted, """ "chatTemplate": { "a": 1 } """, "chatTemplate", "a server of your own, such as vLLM, SGLang or llama.cpp; api.openai.com has no such setting")]
    [InlineData(Azure, """ "chatTemplate": { "a": 1 } """, "chatTemplate", "a hosted model has no chat template")]
    [InlineData(Claude, """ "chatTemplate": { "a": 1 } """, "chatTemplate", "a hosted model has no chat template")]
    [InlineData(Own, """ "extraBody": [1] """, "extraBody", "expected an object with further fields of the request's body")]
    [InlineData(Own, """ "extraBody": { "temperature": 1 } """, "extraBody.temperature", "MuBench writes this field itself; write it in 'generation'")]
    [InlineData(Own, """ "extraBody": { "max_tokens": 1 } """, "extraBody.max_tokens", "write it as 'maxOutputTokens' in 'generation'")]
    [InlineData(Hosted, """ "extraBody": { "service_tier": "flex" } """, "extraBody.service_tier", "write it as the model's 'serviceTier'")]
    [InlineData(Own, """ "extraBody": { "logprobs": true } """, "extraBody.logprobs", "write the model's 'logprobs'")]
    [InlineData(Own, """ "extraBody": { "stream": true } """, "extraBody.stream", "one whole response")]
    [InlineData(Own, """ "extraBody": { "a": { "b": 1, "b": 2 } } """, "extraBody.a.b", "occurs more than once")]
    [InlineData(Claude, """ "extraBody": { "thinking": {} } """, "extraBody.thinking", "'reasoningEffort'")]
    [InlineData(Gemini, """ "extraBody": { "generationConfig": { "seed": 1 } } """, "extraBody.generationConfig.seed", "write it in 'generation'")]
    [InlineData(Gemini, """ "extraBody": { "generationConfig": 1 } """, "extraBody.generationConfig", "expected an object; found a number")]
    [InlineData(Own, """ "headers": { "Authorization": "x" } """, "headers.Authorization", "'apiKey' is sent in this header")]
    [InlineData(Own, """ "headers": { "host": "x" } """, "headers.host", "is set by MuBench")]
    [InlineData(Own, """ "headers": { "X Y": "x" } """, "headers['X Y']", "is not the name of a header")]
    [InlineData(Own, """ "headers": { "X-Title": "a\nb" } """, "headers['X-Title']", "characters of ASCII")]
    [InlineData(Own, """ "headers": { "X-Gateway-Token": "abc" } """, "headers['X-Gateway-Token']", "looks like a secret, and secrets are not written into manifests. Write the name of a secret")]
    [InlineData(Own, """ "headers": { "X-Route": "sk-proj-abcdefgh12345678" } """, "headers['X-Route']", "looks like a key")]
    [InlineData(Own, """ "headers": { "X-Route": "secret:a b" } """, "headers['X-Route']", "is not the name of a secret")]
    [InlineData(Own, """ "headers": { "X-A": "1", "x-a": "2" } """, "headers['x-a']", "more than once, ignoring letter case")]
    [InlineData(Own, """ "responseFormat": {} """, "responseFormat.schema", "is required")]
    [InlineData(Own, """ "responseFormat": { "schema": { "type": "array" } } """, "responseFormat.schema", "a JSON schema of type 'object'")]
    [InlineData(Own, """ "responseFormat": { "schema": { "type": "object", "properties": { "a": {} }, "required": ["a"] } } """, "responseFormat.schema", "has no property 'answer'")]
    [InlineData(Own, """ "responseFormat": { "schema": { "type": "object", "properties": { "answer": {} }, "required": [] } } """, "responseFormat.schema", "list it in 'required'")]
    [InlineData(Own, """ "extra_body": { "a": 1 } """, "extra_body", "unknown field; write 'extraBody'")]
    [InlineData(Own, """ "system_prompt": "x" """, "system_prompt", "unknown field; write 'system'")]
    [InlineData(Own, """ "chat_template_kwargs": {} """, "chat_template_kwargs", "unknown field; write 'chatTemplate'")]
    [InlineData(""" "id": "m", "kind": "clip", "source": "./m" """, """ "system": "x" """, "system", "a model of kind 'clip' has no field 'system'; it is a field of kind 'openai', 'azure-openai', 'anthropic' or 'gemini'")]
    public void Read_WrongField_IsOneFaultWithItsRemedy(string model, string field, string path, string words)
    {
        var fault = Assert.Single(ManifestSample.Read(Whole(model, field)).Faults);

        Assert.Equal($"$.models[0].{path}", fault.Path);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""" "prompt": "{question}{options}" """, "prompt")]
    [InlineData("\"responseFormat\": {" + Schema + "}", "responseFormat")]
    public void Read_TemplateOrFormatWithBoxes_IsRefused(string field, string path)
    {
        var fault = Assert.Single(ManifestSample.Read(Whole(Own, field, """["coarse", "localization/cell"]""")).Faults);

        Assert.Equal($"$.models[0].{path}", fault.Path);
        Assert.Contains("ask it in a manifest without", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RunId_OfASchemaInAnotherOrder_IsAnother()
    {
        const string Two = """ "responseFormat": { "schema": { "type": "object", "properties": { "reason": {}, "answer": {} }, "required": ["answer"] } } """;

        Assert.NotEqual(Id(Two), Id(Two.Replace("\"reason\": {}, \"answer\": {}", "\"answer\": {}, \"reason\": {}", StringComparison.Ordinal)));
        Assert.Equal(Id(""" "system": "x", "detail": "low" """), Id(""" "detail": "low", "system": "x" """));

        static string Id(string fields) => RunId.Of("a", Encoding.UTF8.GetBytes(Whole(Own, fields)));
    }

    private static ModelManifest Model(string model, string fields)
    {
        var reading = ManifestSample.Read(Whole(model, fields));
        Assert.Empty(reading.Faults);
        return Assert.Single(reading.Manifest!.Models);
    }

    private static string Whole(string model, string fields, string tasks = """["coarse"]""") =>
        $$"""{ "name": "a", "benchmark": { "dataset": "d", "tasks": {{tasks}} }, "models": [ { {{model}}, {{fields}} } ] }""";
}
