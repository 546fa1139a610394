namespace MuBench.Hub;

/// <summary>State of a file of a download.</summary>
public enum DownloadState
{
    /// <summary>Not started.</summary>
    Waiting,

    /// <summary>Its bytes are being downloaded.</summary>
    Downloading,

    /// <summary>Its hash is being computed.</summary>
    Verifying,

    /// <summary>It is complete and has the expected hash.</summary>
    Done,
}
