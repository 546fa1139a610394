namespace MuBench.Proofs;

/// <summary>The lines of one response log that a score was made from. Other lines of the log have no part in it.</summary>
/// <remarks>
/// The leaves are one for each form of each question, in the order of the plan: the bytes of its line in the log without the
/// line feed, or nothing if there was no answer.
/// </remarks>
public sealed record LogProof
{
    /// <summary>The log in the store.</summary>
    public required string Path { get; init; }

    /// <summary>Number of lines: answers that were there.</summary>
    public required int Records { get; init; }

    /// <summary>Number of answers that were not there.</summary>
    public required int Missing { get; init; }

    /// <summary>Root of the <see cref="MerkleTree"/> over the leaves, lower-case hex.</summary>
    public required string Root { get; init; }

    /// <summary>
    /// The first <see cref="DigestLength"/> bytes of each leaf's hash, one after another, zeros where there was no answer:
    /// what tells which line was changed (base64 in the file).
    /// </summary>
    public required byte[] Digests { get; init; }

    /// <summary>Bytes of a digest.</summary>
    internal const int DigestLength = 8;
}
