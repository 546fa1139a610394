using MuBench.Storage.Disk;

namespace MuBench.Hub;

/// <summary>Downloads one file and checks its hash.</summary>
internal sealed class FileDownload(HubFile file, string folder, DownloadContext context)
{
    // A cache may hold two versions for a while. If a server keeps changing the content, the whole file is requested at once.
    private const int MaxChanges = 3;

    private readonly FileTransfer _transfer = new(file.Name, file.Address, context);
    private RemoteFile? _remote;

    private string Target => Path.Join(folder, file.Name);

    /// <summary>Whether the file exists and has the right hash. A file with a wrong hash is deleted.</summary>
    public async Task<bool> IsDoneAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Target))
            return false;
        var length = new FileInfo(Target).Length;
        context.Board.Set(file.Name, DownloadState.Verifying, length, length);
        if (await HashAsync(Target, cancellationToken).ConfigureAwait(false) == file.Hash.Hex)
        {
            context.Board.Set(file.Name, DownloadState.Done);
            return true;
        }

        context.Board.Notice($"{file.Name}: the file in '{folder}' is damaged; downloading it again");
        context.Board.Set(file.Name, DownloadState.Waiting, 0);
        File.Delete(Target);
        return false;
    }

    /// <summary>Asks the server for the file's length, and returns the number of bytes that are still missing.</summary>
    /// <exception cref="UserException">The server does not have the file, or has another one.</exception>
    public async Task<long> MeasureAsync(CancellationToken cancellationToken)
    {
        // An empty file has no range to ask for.
        if (file.Length == 0)
            return 0;
        _remote = await ProbeAsync(cancellationToken).ConfigureAwait(false);
        var held = await PartialFile.HeldBytesAsync(folder, file.Name, _remote, context.Options.PieceLength, cancellationToken).ConfigureAwait(false);
        context.Board.Set(file.Name, DownloadState.Waiting, held, _remote.Length);
        return _remote.Length - held;
    }

    /// <summary>Downloads the file. Complete pieces are not requested again.</summary>
    /// <exception cref="UserException">The file is not available, or had another hash twice.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var isSecond = false; ; isSecond = true)
        {
            await FetchAsync(cancellationToken).ConfigureAwait(false);
            context.Board.Set(file.Name, DownloadState.Verifying);
            var part = Target + PartialFile.Suffix;
            var found = await HashAsync(part, cancellationToken).ConfigureAwait(false);
            if (found == file.Hash.Hex)
            {
                Publish(part);
                await PartialFile.DeleteAsync(folder, file.Name, cancellationToken).ConfigureAwait(false);
                context.Board.Set(file.Name, DownloadState.Done);
                return;
            }

            await PartialFile.DeleteAsync(folder, file.Name, cancellationToken).ConfigureAwait(false);
            if (isSecond)
            {
                throw new UserException(
                    $"'{file.Name}' from {file.Address.Host} has the {file.Hash.Name} {found}, and it should have {file.Hash.Hex}. It was downloaded twice and deleted. "
                    + "A proxy changes it, or the mirror has another file: name another mirror with --mirror.");
            }

            context.Board.Notice($"{file.Name}: downloaded with the {file.Hash.Name} {found}, expected {file.Hash.Hex}; deleting it and downloading it once more");
        }
    }

    /// <summary>Downloads all bytes, of one and the same content as far as the server identifies it.</summary>
    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        PrepareFolder();
        if (file.Length == 0)
        {
            await File.WriteAllBytesAsync(Target + PartialFile.Suffix, [], cancellationToken).ConfigureAwait(false);
            return;
        }

        for (var changes = 0; ; changes++)
        {
            var remote = _remote ??= await ProbeAsync(cancellationToken).ConfigureAwait(false);
            using var partial = await PartialFile.OpenAsync(folder, file.Name, remote, context.Options.PieceLength, cancellationToken).ConfigureAwait(false);
            context.Board.Set(file.Name, DownloadState.Downloading, partial.HeldBytes, remote.Length);
            try
            {
                if (remote.HasRanges && changes < MaxChanges)
                {
                    await _transfer.FetchRangesAsync(partial, remote, cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    context.Board.Notice($"{file.Name}: the server sends no ranges of it; downloading it in one stream, from its beginning");
                    await _transfer.FetchWholeAsync(partial, cancellationToken).ConfigureAwait(false);
                }

                partial.Flush();
                return;
            }
            catch (RemoteChangedException fault) when (changes < MaxChanges)
            {
                context.Board.Notice($"{file.Name}: {fault.Found}; asking the server again");
            }
            finally
            {
                _remote = null;
            }
        }
    }

    private async Task<RemoteFile> ProbeAsync(CancellationToken cancellationToken)
    {
        var remote = await _transfer.ProbeAsync(cancellationToken).ConfigureAwait(false);
        // The Hub names files by their hashes: a file with another one need not be downloaded.
        return file.Hash.IsContradictedBy(remote.Identity)
            ? throw new UserException($"{file.Address} has the {file.Hash.Name} {remote.Identity}, and '{file.Name}' should have {file.Hash.Hex}. Nothing of it was downloaded: name another mirror with --mirror.")
            : remote;
    }

    private void PrepareFolder()
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Target)!);
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, "write", Target);
        }
    }

    private void Publish(string part)
    {
        try
        {
            File.Move(part, Target, overwrite: true);
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, "write", Target);
        }
    }

    private async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 20, FileOptions.SequentialScan);
            return await file.Hash.ComputeAsync(content, content.Length, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, "read", path);
        }
    }
}
