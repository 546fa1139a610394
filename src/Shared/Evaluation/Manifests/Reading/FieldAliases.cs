using MuBench.Manifests.Reading.Fields;

namespace MuBench.Manifests.Reading;

/// <summary>Names that other programs use for a field of a manifest.</summary>
internal static class FieldAliases
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["maxtokens"] = "maxOutputTokens",
        ["maxcompletiontokens"] = "maxOutputTokens",
        ["maxnewtokens"] = "maxOutputTokens",
        ["numpredict"] = "maxOutputTokens",
        ["baseurl"] = "endpoint",
        ["apibase"] = "endpoint",
        ["url"] = "endpoint",
        ["host"] = "endpoint",
        ["address"] = "endpoint",
        ["key"] = "apiKey",
        ["token"] = "apiKey",
        ["provider"] = "kind",
        ["type"] = "kind",
        ["name"] = "id",
        ["modelname"] = "model",
        ["deploymentname"] = "deployment",
        ["concurrency"] = "maxConcurrency",
        ["parallel"] = "maxConcurrency",
        ["workers"] = "maxConcurrency",
        ["rpm"] = "requestsPerMinute",
        ["tpm"] = "tokensPerMinute",
        ["path"] = "source",
        ["folder"] = "source",
        ["weights"] = "source",
        ["data"] = "dataset",
        ["samples"] = "limit",
        ["maxsamples"] = "limit",
        ["thinking"] = "reasoningEffort",
        ["effort"] = "reasoningEffort",
        ["systemprompt"] = "system",
        ["systeminstruction"] = "system",
        ["systemmessage"] = "system",
        ["prompttemplate"] = "prompt",
        ["imagedetail"] = "detail",
        ["extrafields"] = "extraBody",
        ["extrabody"] = "extraBody",
        ["extraheaders"] = "headers",
        ["defaultheaders"] = "headers",
        ["chattemplatekwargs"] = "chatTemplate",
        ["chattemplateargs"] = "chatTemplate",
        ["responseschema"] = "responseFormat",
        ["jsonschema"] = "responseFormat",
        ["responseformat"] = "responseFormat",
    };

    /// <summary>The field of an object that a name stands for; null if there is none.</summary>
    public static string? Find(string name, IReadOnlyList<ManifestField> known) =>
        Names.TryGetValue(string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant(), out var field)
        && known.Any(other => other.Name == field)
            ? field
            : null;
}
