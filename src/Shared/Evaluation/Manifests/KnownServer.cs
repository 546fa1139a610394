namespace MuBench.Manifests;

/// <summary>An OpenAI-compatible server or gateway, as a manifest names it.</summary>
/// <param name="Name">The name that people type, such as <c>ollama</c>.</param>
/// <param name="Title">The name as its makers write it.</param>
/// <param name="Endpoint">Its usual base address.</param>
/// <param name="Secret">The usual name of its key's secret; null if it usually needs no key.</param>
/// <param name="NeedsMaxTokens">Whether it reads the output limit under the older name <c>max_tokens</c> only.</param>
public sealed record KnownServer(string Name, string Title, Uri Endpoint, string? Secret = null, bool NeedsMaxTokens = false)
{
    /// <summary>The fields of a model of this server, as in a manifest, without <c>id</c> and <c>model</c>.</summary>
    public override string ToString() =>
        $"\"kind\": \"{ModelKinds.OpenAI}\", \"endpoint\": \"{Endpoint.OriginalString}\""
        + (NeedsMaxTokens ? ", \"maxTokensField\": \"max_tokens\"" : "")
        + (Secret is null ? "" : $", \"apiKey\": \"secret:{Secret}\"");
}
