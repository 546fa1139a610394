using MuBench.Storage.Disk;

namespace MuBench.Datasets.Release.Download;

/// <summary>Downloads a release's files into a folder. A file gets its own name only after its SHA-256 was checked.</summary>
/// <remarks>
/// Idempotent: existing files are not downloaded again, and the complete pieces of an interrupted download are kept.
/// Only one process at a time may work in a folder.
/// </remarks>
public sealed class ReleaseDownload(ReleaseDescription release, HubAccess access, string folder, DownloadOptions options, DownloadProgressTracker board)
{
    private const string LockName = ".lock";

    /// <summary>Where the files are.</summary>
    public string Folder => folder;

    /// <summary>Downloads the missing files.</summary>
    /// <exception cref="UserException">
    /// A file is not available or has other content, or there is not enough disk space. Downloaded pieces are kept for
    /// the next call.
    /// </exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        board.Begin(release.Files);
        using var alone = Lock();
        using var hub = new HubClient(access, options);
        using var connections = new SemaphoreSlim(options.Connections);
        var context = new DownloadContext(hub, options, new TransferRetry(options.Retry, options.Time, board), connections, board);
        var missing = new List<FileDownload>();
        foreach (var file in release.Files)
        {
            var download = new FileDownload(file, access.AddressOf(release, file), folder, context);
            if (!await download.IsDoneAsync(cancellationToken).ConfigureAwait(false))
                missing.Add(download);
        }

        // This is checked before large downloads start: all files exist, are the release's, and fit on the disk.
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Connections, CancellationToken = cancellationToken };
        var needed = 0L;
        await Parallel.ForEachAsync(missing, parallel, async (file, token) =>
            Interlocked.Add(ref needed, await file.MeasureAsync(token).ConfigureAwait(false))).ConfigureAwait(false);
        DiskSpace.Check(folder, needed, options);
        parallel.MaxDegreeOfParallelism = options.Files;
        await Parallel.ForEachAsync(missing, parallel, async (file, token) => await file.RunAsync(token).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Deletes the files after they were imported.</summary>
    public void Delete()
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, "delete", folder);
        }
    }

    private FileStream Lock()
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(Path.Join(folder, LockName), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (IOException fault) when (DiskFaults.IsSharingViolation(fault))
        {
            throw new UserException($"Another process is downloading into '{folder}'. Wait for it, or end it; then run the same command again.", fault);
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, "write", folder);
        }
    }
}
