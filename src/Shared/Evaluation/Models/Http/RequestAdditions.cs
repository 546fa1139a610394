using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MuBench.Manifests;
using MuBench.Secrets;

namespace MuBench.Models.Http;

/// <summary>What the manifest adds to the requests of a model: headers, and members of the body that no provider's client knows.</summary>
/// <param name="Headers">The headers, with the values of their secrets.</param>
/// <param name="Members">The members as JSON without the braces, such as <c>"top_k":1</c>; null for none.</param>
internal sealed record RequestAdditions(IReadOnlyList<KeyValuePair<string, string>> Headers, byte[]? Members)
{
    /// <summary>The additions to a model's chat requests; null if there are none.</summary>
    /// <exception cref="UserException">The secret of a header is not set.</exception>
    public static RequestAdditions? Of(ModelManifest model, SecretResolver secrets)
    {
        if (model.Request is not { } request)
            return null;
        var named = request.HeaderSecrets.ToDictionary(header => header.Header, header => secrets.Resolve(header.Secret), StringComparer.Ordinal);
        var additions = new RequestAdditions(
            [.. (request.Headers ?? new Dictionary<string, string>()).Select(header => KeyValuePair.Create(header.Key, named.GetValueOrDefault(header.Key, header.Value)))],
            MembersOf(model.Kind, request.ExtraBody, request.ChatTemplate));
        return additions is { Headers.Count: 0, Members: null } ? null : additions;
    }

    /// <summary>The additions to requests that are no chat requests: the headers.</summary>
    public RequestAdditions WithoutBody() => this with { Members = null };

    // Gemini's body is written by MuBench's own client, with these members in their places.
    private static byte[]? MembersOf(string kind, JsonElement? body, JsonElement? template)
    {
        if (kind == ModelKinds.Gemini || (body is null && template is null))
            return null;
        var members = new JsonObject();
        foreach (var member in body?.EnumerateObject() ?? default)
            members[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        if (template is { } arguments)
            members["chat_template_kwargs"] = JsonNode.Parse(arguments.GetRawText());
        return Encoding.UTF8.GetBytes(members.ToJsonString()[1..^1]);
    }
}
