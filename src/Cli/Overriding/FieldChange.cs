using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MuBench.Naming;

namespace MuBench.Cli.Overriding;

/// <summary>A changed field of a manifest, as <c>generation.temperature=0</c> or <c>models.gpt.timeout=5m</c>.</summary>
/// <param name="Text">The change as the user wrote it.</param>
/// <param name="Path">The names of the fields; of a list, the index of an entry, or the id of a model.</param>
/// <param name="Value">The new value.</param>
internal sealed record FieldChange(string Text, IReadOnlyList<string> Path, JsonNode? Value)
{
    private static readonly Dictionary<string, string> OwnOptions = new(StringComparer.Ordinal)
    {
        ["benchmark.limit"] = "--limit",
        ["benchmark.tasks"] = "--task",
        ["models"] = "--model",
        ["excerpt"] = "--limit, --task and --model",
    };

    /// <summary>Reads a change.</summary>
    /// <exception cref="UserException">It has another form, or changes what another option is for.</exception>
    public static FieldChange Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
            throw new UserException($"--set {ManifestText.Quote(text)}: expected FIELD=VALUE, such as generation.temperature=0.");
        var path = text[..equals].Trim().Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
        if (path.StartsWith("$.", StringComparison.Ordinal))
            path = path[2..];
        if (OwnOptions.TryGetValue(path, out var option))
            throw new UserException($"--set {ManifestText.Quote(text)}: use {option}, which asks a part of the manifest and counts for the whole. To change the manifest itself, edit its file.");
        return new FieldChange(text, path.Split('.'), ValueOf(text[(equals + 1)..]));
    }

    /// <summary>Changes the field. Objects on the way that are absent are added.</summary>
    /// <exception cref="UserException">The path leads through a value that has no fields, or to no entry of a list.</exception>
    public void Apply(JsonObject manifest)
    {
        JsonNode node = manifest;
        foreach (var name in Path.Take(Path.Count - 1))
            node = Child(node, name);
        if (node is JsonObject parent)
            parent[Path[^1]] = Value?.DeepClone();
        else if (node is JsonArray list)
            list[IndexIn(list, Path[^1])] = Value?.DeepClone();
        else
            throw Wrong($"'{Path[^2]}' is no object of the manifest");
    }

    private JsonNode Child(JsonNode node, string name)
    {
        if (node is JsonArray list)
            return list[IndexIn(list, name)] ?? throw Wrong($"'{name}' is null");
        if (node is not JsonObject parent)
            throw Wrong($"the field before '{name}' is no object of the manifest");
        return parent[name] ??= new JsonObject();
    }

    private int IndexIn(JsonArray list, string name)
    {
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Count)
            return index;
        var ids = list.Select(entry => entry is JsonObject model && model["id"] is JsonValue id && id.TryGetValue<string>(out var text) ? text : null).ToList();
        return ids.IndexOf(name) is >= 0 and var found ? found
            : throw Wrong(NearestNames.For(name, ids.OfType<string>()) is [_, ..] near ? $"the list has no entry '{name}'; its nearest is {ManifestText.Or(near)}"
                : $"expected an index from 0 to {list.Count - 1}{(ids.OfType<string>().Any() ? $" or one of {ManifestText.Or([.. ids.OfType<string>().Take(20)])}" : "")}");
    }

    private UserException Wrong(string why) => new($"--set {ManifestText.Quote(Text)}: {why}.");

    // Numbers, true, false, null, lists and objects are JSON; anything else is a text, so that a shell needs no further quotes.
    private static JsonNode? ValueOf(string text)
    {
        try
        {
            return JsonNode.Parse(text, null, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
