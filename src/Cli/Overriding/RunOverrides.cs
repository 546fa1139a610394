using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MuBench.Manifests;

namespace MuBench.Cli.Overriding;

/// <summary>
/// What the options of a command change in a manifest. <c>--limit</c>, <c>--task</c> and <c>--model</c> make an excerpt of it, whose
/// responses count for the whole manifest. <c>--set</c> changes a field.
/// </summary>
/// <param name="Limit">Number of images; null for all.</param>
/// <param name="Tasks">The tasks; empty for all.</param>
/// <param name="Models">The ids of the models; empty for all.</param>
/// <param name="Sets">The changes of fields, as <c>PATH=VALUE</c>.</param>
internal sealed record RunOverrides(int? Limit, IReadOnlyList<string> Tasks, IReadOnlyList<string> Models, IReadOnlyList<string> Sets)
{
    private const string Excerpt = "excerpt";

    private static readonly JsonWriterOptions Written = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>No change.</summary>
    public static RunOverrides None { get; } = new(null, [], [], []);

    private bool IsExcerpt => Limit is not null || Tasks.Count > 0 || Models.Count > 0;

    /// <summary>Changes a manifest.</summary>
    /// <param name="json">The manifest's bytes.</param>
    /// <returns>The changed manifest; the same bytes if nothing is changed, or if they are no JSON object, which their reader explains.</returns>
    /// <exception cref="UserException">A change names no field.</exception>
    public byte[] Apply(byte[] json)
    {
        if ((!IsExcerpt && Sets.Count == 0) || Parse(json) is not { } root)
            return json;
        foreach (var set in Sets)
            FieldChange.Parse(set).Apply(root);
        if (IsExcerpt)
            root[Excerpt] = ExcerptOf(root[Excerpt] as JsonObject);
        using var changed = new MemoryStream();
        using (var writer = new Utf8JsonWriter(changed, Written))
            root.WriteTo(writer);
        return changed.ToArray();
    }

    /// <summary>The options as a user would type them, each with a space before it.</summary>
    public override string ToString() => string.Concat(
        (Limit is { } limit ? (string[])[$" --limit {limit}"] : [])
        .Concat(Tasks.Select(task => $" --task {ShellText.Quote(task)}"))
        .Concat(Models.Select(model => $" --model {ShellText.Quote(model)}"))
        .Concat(Sets.Select(set => $" --set {ShellText.Quote(set)}")));

    private JsonObject ExcerptOf(JsonObject? earlier)
    {
        var excerpt = earlier?.DeepClone().AsObject() ?? [];
        if (Limit is { } limit)
            excerpt["limit"] = limit;
        if (Tasks.Count > 0)
            excerpt["tasks"] = new JsonArray([.. Tasks.Select(task => JsonValue.Create(task))]);
        if (Models.Count > 0)
            excerpt["models"] = new JsonArray([.. Models.Select(model => JsonValue.Create(model))]);
        return excerpt;
    }

    private static JsonObject? Parse(byte[] json)
    {
        // A name that occurs twice, or another fault, is found here or by the manifest's reader, which has the message.
        if (ManifestReader.Read(json).Faults is [var fault, ..] && fault.Path == "$")
            return null;
        try
        {
            return JsonNode.Parse(json.AsSpan().StartsWith("\uFEFF"u8) ? json[3..] : json, null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
