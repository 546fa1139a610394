using MuBench.Hub;

namespace MuBench.Datasets.Release;

/// <summary>The download of a release's files from the Hub.</summary>
public static class ReleaseDownload
{
    private static readonly HubAdvice Advice = new(
        "Or download the files by other means, and import the folder: mubench dataset import NAME PATH.",
        "Free some space, or choose another store with --store. For a remote store, MUBENCH_CACHE names the folder.");

    /// <summary>Makes the download of a release into a folder.</summary>
    public static HubDownload Of(ReleaseDescription release, HubAccess access, string folder, DownloadOptions options, DownloadProgressTracker board)
    {
        ArgumentNullException.ThrowIfNull(release);
        ArgumentNullException.ThrowIfNull(access);
        return new(
            [.. release.Files.Select(file => new HubFile(file.Name, AddressOf(release, file, access), new HubHash(HubHashKind.Sha256, file.Sha256)))],
            access, folder, options, board, Advice);
    }

    /// <summary>The address of a file of a release.</summary>
    internal static Uri AddressOf(ReleaseDescription release, ReleaseFile file, HubAccess access) =>
        access.AddressOf($"datasets/{release.Repository}/resolve/{release.Revision}/{release.Folder}/{file.Name}");
}
