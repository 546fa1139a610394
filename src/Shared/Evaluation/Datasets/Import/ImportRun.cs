using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using MuBench.Datasets.ArrowIpc;
using MuBench.Datasets.Import.Tsv;
using MuBench.Storage;

namespace MuBench.Datasets.Import;

/// <summary>One pass over a dataset's files that writes into a target.</summary>
internal sealed class ImportRun(
    string dataset, SourceFiles files, ExpectedChecksums checksums, ImportTarget target, IProgress<ImportProgress>? progress)
{
    private const int CopyBuffer = 1 << 20;

    private readonly ProgressMeter _meter = new(progress, files.Format switch
    {
        DatasetFormats.Folder => null,
        DatasetFormats.Tsv => files.Length * TsvRows.Passes,
        _ => files.Length,
    });
    private readonly List<PackInfo> _verbatim = [];

    /// <summary>Writes packs and shards. Returns the description, which the caller writes.</summary>
    public async Task<DatasetInfo> RunAsync(CancellationToken cancellationToken)
    {
        var index = new DatasetIndex(target, dataset, _meter);
        await using var closing = index.ConfigureAwait(false);
        var packer = new PackWriter(target, index, dataset);
        switch (files.Format)
        {
            case DatasetFormats.Arrow:
                await ImportArrowAsync(index, packer, cancellationToken).ConfigureAwait(false);
                break;
            case DatasetFormats.Parquet:
                await packer.WriteAsync(ParquetRowsAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
                break;
            case DatasetFormats.Tsv:
                foreach (var path in files.Paths)
                    await CheckAsync(path, cancellationToken).ConfigureAwait(false);
                await packer.WriteAsync(TsvRows.ReadAsync(files.Paths, _meter, index.Warnings, cancellationToken), cancellationToken).ConfigureAwait(false);
                break;
            default:
                await CheckAsync(files.Paths[0], cancellationToken).ConfigureAwait(false);
                await packer.WriteAsync(FolderRows.ReadAsync(files.Paths[0], _meter, cancellationToken), cancellationToken).ConfigureAwait(false);
                break;
        }

        _meter.Report();
        return await index.CompleteAsync(files, [.. _verbatim, .. packer.Packs], cancellationToken).ConfigureAwait(false);
    }

    private async Task ImportArrowAsync(DatasetIndex index, PackWriter packer, CancellationToken cancellationToken)
    {
        var streams = new List<ArrowStreamFile>();
        try
        {
            // All files are opened first, so that a truncated last shard is found before the first one is copied.
            foreach (var path in files.Paths)
            {
                streams.Add(ArrowStreamFile.Open(path));
                ReleaseSchema.Check(streams[^1].Schema, path);
                if (!StorePath.IsSegment(Path.GetFileName(path)))
                    throw new UserException($"'{path}' has a name that cannot be kept in the store. Rename the file.");
            }

            for (var i = 0; i < streams.Count;)
            {
                if (streams[i].IsInPlace)
                {
                    await ImportInPlaceAsync(streams[i++], index, cancellationToken).ConfigureAwait(false);
                    continue;
                }

                var loose = streams.Skip(i).TakeWhile(stream => !stream.IsInPlace).ToList();
                await packer.WriteAsync(ArrowRowsAsync(loose, cancellationToken), cancellationToken).ConfigureAwait(false);
                i += loose.Count;
            }
        }
        finally
        {
            streams.ForEach(stream => stream.Dispose());
        }
    }

    /// <summary>Copies a file and indexes it at the same time: both are limited by hashing, and there is more than one core.</summary>
    private async Task ImportInPlaceAsync(ArrowStreamFile file, DatasetIndex index, CancellationToken cancellationToken)
    {
        _meter.Begin(Path.GetFileName(file.Path));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var copying = Task.Run(() => CopyAsync(file.Path, either.Token), either.Token);
        var indexing = Task.Run(() => new InPlaceRows(file, index, _meter).IndexAsync(either.Token), either.Token);
        var first = await Task.WhenAny(copying, indexing).ConfigureAwait(false);
        if (!first.IsCompletedSuccessfully)
            await either.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(copying, indexing).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
        await first.ConfigureAwait(false); // the first fault is the cause; the other's cancellation only follows from it
        await Task.WhenAll(copying, indexing).ConfigureAwait(false);
        _verbatim.Add(await copying.ConfigureAwait(false));
    }

    private async Task<PackInfo> CopyAsync(string path, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(path);
        if (await target.TryLinkAsync(StoreLayout.Pack(dataset, name), path, cancellationToken).ConfigureAwait(false))
        {
            var (length, sha256) = await HashAsync(path, Stream.Null, cancellationToken).ConfigureAwait(false);
            checksums.Check(path, sha256);
            return new PackInfo(name, length, sha256);
        }

        PackInfo? pack = null;
        await target.WriteAsync(StoreLayout.Pack(dataset, name), async (stream, token) =>
        {
            var (length, sha256) = await HashAsync(path, stream, token).ConfigureAwait(false);
            checksums.Check(path, sha256);
            pack = new PackInfo(name, length, sha256);
        }, cancellationToken).ConfigureAwait(false);
        return pack!;
    }

    private async Task<(long Length, string Sha256)> HashAsync(string path, Stream destination, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        var buffer = new byte[CopyBuffer];
        var length = 0L;
        while (await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            hash.AppendData(buffer, 0, read);
            await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            length += read;
            _meter.AddBytes(read);
        }

        return (length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private async Task CheckAsync(string path, CancellationToken cancellationToken)
    {
        if (!checksums.Knows(path))
            return;
        using var source = File.OpenRead(path);
        checksums.Check(path, Convert.ToHexStringLower(await SHA256.HashDataAsync(source, cancellationToken).ConfigureAwait(false)));
    }

    private async IAsyncEnumerable<LooseImage> ParquetRowsAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var path in files.Paths)
        {
            await CheckAsync(path, cancellationToken).ConfigureAwait(false);
            await foreach (var image in BatchRows.ReadParquetAsync(path, _meter, cancellationToken).ConfigureAwait(false))
                yield return image;
        }
    }

    private async IAsyncEnumerable<LooseImage> ArrowRowsAsync(
        List<ArrowStreamFile> streams, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var stream in streams)
        {
            await CheckAsync(stream.Path, cancellationToken).ConfigureAwait(false);
            await foreach (var image in BatchRows.ReadArrowAsync(stream, _meter, cancellationToken).ConfigureAwait(false))
                yield return image;
        }
    }
}
