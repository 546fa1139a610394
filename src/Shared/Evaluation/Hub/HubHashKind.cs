namespace MuBench.Hub;

/// <summary>How the Hub identifies the content of a file.</summary>
public enum HubHashKind
{
    /// <summary>SHA-256 of the bytes: large files, which Git LFS or Xet holds.</summary>
    Sha256,

    /// <summary>SHA-1 of Git's blob (<c>blob LENGTH\0</c> before the bytes): files in the Git repository itself.</summary>
    GitBlob,
}
