using MuBench.Storage;
using MuBench.Storage.Disk;

namespace MuBench.Hub;

/// <summary>Downloads files into a folder. A file gets its own name only after its hash was checked.</summary>
/// <remarks>
/// Idempotent: existing files are not downloaded again, and the complete pieces of an interrupted download are kept.
/// Only one process at a time may work in a folder.
/// </remarks>
public sealed class HubDownload
{
    private const string LockName = ".lock";

    private readonly IReadOnlyList<HubFile> _files;
    private readonly HubAccess _access;
    private readonly DownloadOptions _options;
    private readonly DownloadProgressTracker _board;
    private readonly HubAdvice _advice;

    /// <param name="files">The files.</param>
    /// <param name="access">The endpoint and the token.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="options">The options.</param>
    /// <param name="board">Receives the progress.</param>
    /// <param name="advice">What messages advise.</param>
    /// <exception cref="StoreException">A file's name leaves the folder, or is not valid as a file name.</exception>
    public HubDownload(
        IReadOnlyList<HubFile> files, HubAccess access, string folder, DownloadOptions options, DownloadProgressTracker board, HubAdvice advice)
    {
        ArgumentNullException.ThrowIfNull(files);
        foreach (var file in files)
            _ = StorePath.Parse(file.Name);
        (_files, _access, Folder, _options, _board, _advice) = (files, access, folder, options, board, advice);
    }

    /// <summary>Where the files are.</summary>
    public string Folder { get; }

    /// <summary>Downloads the missing files.</summary>
    /// <exception cref="UserException">
    /// A file is not available or has other content, or there is not enough disk space. Downloaded pieces are kept for
    /// the next call.
    /// </exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _board.Begin(_files.Select(file => file.Name));
        using var alone = Lock();
        using var hub = new HubClient(_access, _options, _advice.ByHand);
        using var connections = new SemaphoreSlim(_options.Connections);
        var context = new DownloadContext(hub, _options, new TransferRetry(_options.Retry, _options.Time, _board), connections, _board);
        var missing = new List<FileDownload>();
        foreach (var file in _files)
        {
            var download = new FileDownload(file, Folder, context);
            if (!await download.IsDoneAsync(cancellationToken).ConfigureAwait(false))
                missing.Add(download);
        }

        // This is checked before large downloads start: all files exist, are the expected ones, and fit on the disk.
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Connections, CancellationToken = cancellationToken };
        var needed = 0L;
        await Parallel.ForEachAsync(missing, parallel, async (file, token) =>
            Interlocked.Add(ref needed, await file.MeasureAsync(token).ConfigureAwait(false))).ConfigureAwait(false);
        DiskSpace.Check(Folder, needed, _options, _advice.Room);
        parallel.MaxDegreeOfParallelism = _options.Files;
        await Parallel.ForEachAsync(missing, parallel, async (file, token) => await file.RunAsync(token).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Deletes the folder after its files were taken over.</summary>
    public void Delete()
    {
        try
        {
            if (Directory.Exists(Folder))
                Directory.Delete(Folder, recursive: true);
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, "delete", Folder);
        }
    }

    private FileStream Lock()
    {
        try
        {
            Directory.CreateDirectory(Folder);
            return new FileStream(Path.Join(Folder, LockName), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (IOException fault) when (DiskFaults.IsSharingViolation(fault))
        {
            throw new UserException($"Another process is downloading into '{Folder}'. Wait for it, or end it; then run the same command again.", fault);
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, "write", Folder);
        }
    }
}
