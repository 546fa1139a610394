namespace MuBench.Datasets.Release.Download;

/// <summary>What is being done about a file.</summary>
public enum DownloadState
{
    /// <summary>Nothing yet.</summary>
    Waiting,

    /// <summary>Its bytes come in.</summary>
    Downloading,

    /// <summary>Its SHA-256 is taken.</summary>
    Verifying,

    /// <summary>It is there, and is the release's.</summary>
    Done,
}
