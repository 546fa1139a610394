using System.Text.Json;
using MuBench.Endpoints;
using MuBench.Manifests.Reading;

namespace MuBench.Manifests;

/// <summary>Reads a manifest and checks every field of it.</summary>
/// <remarks>
/// A manifest is untrusted input: whatever the bytes are, reading them ends in a manifest or in faults, never in an
/// exception, and no fault repeats what may be a key.
/// </remarks>
public static class ManifestReader
{
    /// <summary>Most bytes of a manifest.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>Deepest nesting of objects and lists; the deepest field of a manifest lies at 4.</summary>
    public const int MaxDepth = 16;

    /// <summary>Most models of a manifest.</summary>
    public const int MaxModels = 200;

    /// <summary>Reads a manifest.</summary>
    /// <param name="utf8Json">The file: JSON, comments and trailing commas allowed.</param>
    /// <param name="endpoints">Which endpoints may be called; null leaves that to a later check.</param>
    public static ManifestReadResult Read(ReadOnlyMemory<byte> utf8Json, EndpointPolicy? endpoints = null)
    {
        if (ManifestSyntax.Check(utf8Json.Span) is { } syntaxFault)
            return new ManifestReadResult { Faults = [syntaxFault] };

        using var document = Parse(utf8Json);
        var faults = new ManifestFaults();
        var manifest = RunManifestReader.Read(document.RootElement, endpoints, faults);
        if (document.RootElement.ValueKind == JsonValueKind.Object)
            LiteralSecrets.Check(document.RootElement, faults);
        return faults.Count == 0
            ? new ManifestReadResult { Manifest = manifest }
            : new ManifestReadResult { Faults = faults.ToList(document.RootElement) };
    }

    /// <summary>Parses bytes that <see cref="ManifestSyntax"/> has found sound.</summary>
    internal static JsonDocument Parse(ReadOnlyMemory<byte> utf8Json) => JsonDocument.Parse(
        ManifestSyntax.WithoutByteOrderMark(utf8Json),
        new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = MaxDepth });
}
