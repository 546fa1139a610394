namespace MuBench.Proofs;

/// <summary>The lines of one response log behind a score. Other lines of the log do not count.</summary>
/// <remarks>
/// There is one leaf for each prompt variant of each question, in the order of the plan: the bytes of its line in the
/// log without the line feed, or nothing if there was no response.
/// </remarks>
internal sealed record LogProof
{
    /// <summary>Path of the log in the store.</summary>
    public required string Path { get; init; }

    /// <summary>Number of lines, which are the responses that existed.</summary>
    public required int Records { get; init; }

    /// <summary>Number of missing responses.</summary>
    public required int Missing { get; init; }

    /// <summary>Root of the <see cref="MerkleTree"/> over the leaves, lower-case hex.</summary>
    public required string Root { get; init; }

    /// <summary>
    /// The first <see cref="DigestLength"/> bytes of each leaf's hash, one after another; zeros if there was no
    /// response. They show which line was changed (base64 in the file).
    /// </summary>
    public required byte[] Digests { get; init; }

    /// <summary>Length of a digest in bytes.</summary>
    internal const int DigestLength = 8;
}
