using System.Text;
using System.Text.Json;
using MuBench.Json;
using MuBench.Manifests.Reading;

namespace MuBench.Manifests;

/// <summary>The id of a run, made of its name and the manifest's content: the same content gives the same run.</summary>
public static class RunId
{
    /// <summary>Name + "-" + 8 hex digits of the content hash.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="manifestBytes">The bytes of the manifest.</param>
    public static string Of(RunManifest manifest, ReadOnlyMemory<byte> manifestBytes)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return Of(manifest.Name, manifestBytes);
    }

    /// <summary>
    /// Name + "-" + 8 hex digits of the content hash: SHA-256 of the manifest's canonical form. If the bytes are not
    /// JSON, they are hashed as they are, because a rejected manifest also has an id.
    /// </summary>
    /// <remarks>
    /// White space, comments, the order of fields, the spelling of numbers and texts, and <c>$schema</c> do not count.
    /// Everything else counts, including defaults that are written out.
    /// </remarks>
    /// <param name="name">The manifest's name, or the name of its file.</param>
    /// <param name="manifestBytes">The bytes of the manifest.</param>
    public static string Of(string name, ReadOnlyMemory<byte> manifestBytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return $"{name}-{ContentSha256(manifestBytes)[..8]}";
    }

    /// <summary>The id of the run of a manifest without its excerpt.</summary>
    internal static string OfWhole(string name, JsonElement manifest) =>
        $"{name}-{ContentSha256(manifest, property => property == RunManifestReader.Schema.Name || property == ExcerptReader.Excerpt.Name)[..8]}";

    /// <summary>SHA-256 of the manifest's raw bytes, for the report.</summary>
    public static string ManifestSha256(ReadOnlySpan<byte> manifestBytes) => Hashing.Sha256(manifestBytes);

    private static string ContentSha256(ReadOnlyMemory<byte> manifestBytes)
    {
        if (ManifestSyntax.Check(manifestBytes.Span) is not null)
            return Hashing.Sha256(manifestBytes.Span);
        using var document = ManifestReader.Parse(manifestBytes);
        return ContentSha256(document.RootElement, property => property == RunManifestReader.Schema.Name);
    }

    private static string ContentSha256(JsonElement manifest, Func<string, bool> isLeftOut) =>
        Hashing.Sha256(Encoding.UTF8.GetBytes(CanonicalJson.Of(manifest, isLeftOut)));
}
