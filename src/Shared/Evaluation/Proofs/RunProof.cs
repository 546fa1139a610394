using System.Text;
using MuBench.Versions;

namespace MuBench.Proofs;

/// <summary>The inputs of a report, down to every response: <c>proof.json</c>.</summary>
internal sealed record RunProof
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>The name of the tree and hash algorithm.</summary>
    public const string Rfc6962 = "rfc6962-sha256";

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The algorithm of <see cref="Root"/>.</summary>
    public string Algorithm { get; init; } = Rfc6962;

    /// <summary>The version of the code that made the report.</summary>
    public required ReportCode Code { get; init; }

    /// <summary>The root over <see cref="Files"/>, as given in the report.</summary>
    public required string Root { get; init; }

    /// <summary>Number of responses of all models and passes.</summary>
    public required int Records { get; init; }

    /// <summary>
    /// The inputs of the report, in a fixed order. Responses are included through <c>proofs/MODELID.json</c>, which
    /// contains the root over each log's lines.
    /// </summary>
    public required IReadOnlyList<FileDigest> Files { get; init; }

    /// <summary>The files of the report. They contain the root, so the root does not cover them.</summary>
    public required IReadOnlyList<FileDigest> Report { get; init; }

    /// <summary>The root over files. A leaf is the path, a line feed and the SHA-256 in hex, as UTF-8.</summary>
    public static string RootOf(IEnumerable<FileDigest> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var tree = new MerkleTree();
        foreach (var file in files)
            tree.Add(Encoding.UTF8.GetBytes($"{file.Path}\n{file.Sha256}"));
        return Convert.ToHexStringLower(tree.Root());
    }
}
