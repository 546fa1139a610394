namespace MuBench.Datasets.Release.Download;

/// <summary>State of a file of a download.</summary>
public enum DownloadState
{
    /// <summary>Not started.</summary>
    Waiting,

    /// <summary>Its bytes are being downloaded.</summary>
    Downloading,

    /// <summary>Its SHA-256 is being computed.</summary>
    Verifying,

    /// <summary>It is complete and has the release's SHA-256.</summary>
    Done,
}
