using System.Text.Json;
using MuBench.Endpoints;
using MuBench.Manifests.Reading;

namespace MuBench.Manifests;

/// <summary>Reads a manifest and checks every field.</summary>
/// <remarks>
/// A manifest is untrusted input. Any bytes lead to a manifest or to faults, never to an exception. No fault repeats a
/// text that may be a key.
/// </remarks>
public static class ManifestReader
{
    /// <summary>Maximum size of a manifest in bytes.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>Maximum nesting depth of objects and lists; the deepest field of a manifest is at depth 4.</summary>
    public const int MaxDepth = 16;

    /// <summary>Maximum number of models of a manifest.</summary>
    public const int MaxModels = 200;

    /// <summary>Reads a manifest.</summary>
    /// <param name="utf8Json">The file: JSON, comments and trailing commas allowed.</param>
    /// <param name="endpoints">The endpoints that may be called; null leaves that to a later check.</param>
    public static ManifestReadResult Read(ReadOnlyMemory<byte> utf8Json, EndpointPolicy? endpoints = null)
    {
        if (ManifestSyntax.Check(utf8Json.Span) is { } syntaxFault)
            return new ManifestReadResult { Faults = [syntaxFault] };

        using var document = Parse(utf8Json);
        var faults = new ManifestFaults();
        var manifest = RunManifestReader.Read(document.RootElement, endpoints, faults, name => RunId.OfWhole(name, document.RootElement));
        if (document.RootElement.ValueKind == JsonValueKind.Object)
            LiteralSecrets.Check(document.RootElement, faults);
        return faults.Count == 0
            ? new ManifestReadResult { Manifest = manifest }
            : new ManifestReadResult { Faults = faults.ToList(document.RootElement) };
    }

    /// <summary>Parses bytes that passed <see cref="ManifestSyntax"/>.</summary>
    internal static JsonDocument Parse(ReadOnlyMemory<byte> utf8Json) => JsonDocument.Parse(
        ManifestSyntax.WithoutByteOrderMark(utf8Json),
        new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = MaxDepth });
}
