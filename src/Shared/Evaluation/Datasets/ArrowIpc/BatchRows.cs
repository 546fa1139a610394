using System.Runtime.CompilerServices;
using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using MuBench.Datasets.Import;
using ParquetSharp;

namespace MuBench.Datasets.ArrowIpc;

/// <summary>
/// Reads the rows of files whose images cannot be used in place: Parquet files, and Arrow streams that are compressed
/// or encoded so that a value has no single place. Holds two batches at a time: one in use and one being read.
/// </summary>
internal static class BatchRows
{
    // Few rows at a time: a row's image can have megabytes.
    private const int ParquetBatchRows = 32;

    public static async IAsyncEnumerable<LooseImage> ReadParquetAsync(
        string path, ProgressMeter meter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var options = ReaderProperties.GetDefaultReaderProperties();
        options.EnableBufferedStream();
        using var arrowOptions = ParquetSharp.Arrow.ArrowReaderProperties.GetDefault();
        arrowOptions.BatchSize = ParquetBatchRows;
        arrowOptions.PreBuffer = false; // would hold a whole row group
        using var file = Guard(path, () => new ParquetSharp.Arrow.FileReader(path, options, arrowOptions));
        ReleaseSchema.Check(Guard(path, () => file.Schema), path);
        var rows = Guard(path, () => file.ParquetReader.FileMetaData.NumRows);
        using var batches = Guard(path, () => file.GetRecordBatchReader());
        var (length, done) = (new FileInfo(path).Length, 0L);
        await foreach (var image in ReadAsync(path, batches, meter, cancellationToken).ConfigureAwait(false))
        {
            var reached = (long)(length * ((image.Origin.Number + 1d) / rows));
            meter.AddBytes(reached - done);
            done = reached;
            yield return image;
        }
    }

    public static async IAsyncEnumerable<LooseImage> ReadArrowAsync(
        ArrowStreamFile file, ProgressMeter meter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        stream.Position = file.StreamOffset;
        using var reader = new ArrowStreamReader(stream, new CompressionCodecFactory(), leaveOpen: true);
        await foreach (var image in ReadAsync(file.Path, reader, meter, cancellationToken).ConfigureAwait(false))
            yield return image;
        meter.AddBytes(file.Length);
    }

    private static async IAsyncEnumerable<LooseImage> ReadAsync(
        string path, IArrowArrayStream batches, ProgressMeter meter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        meter.Begin(Path.GetFileName(path));
        var row = 0L;
        var next = NextAsync();
        try
        {
            while (await next.ConfigureAwait(false) is { } batch)
            {
                next = NextAsync();
                using (batch)
                {
                    var at = Guard<Func<int, LooseImage>>(path, () => MicroVqaColumns.Has(batch.Schema)
                        ? new MicroVqaTable(batch, Path.GetFileName(path), row).At
                        : new BatchTable(batch, Path.GetFileName(path), row).At);
                    for (var i = 0; i < batch.Length; i++)
                        yield return Guard(path, () => at(i));
                }

                row += batch.Length;
            }
        }
        finally
        {
            // A reader must not be disposed during a read. A batch that arrives too late is not needed any more.
            await next.ContinueWith(task => (task.IsCompletedSuccessfully ? task.Result : null)?.Dispose(), TaskScheduler.Default).ConfigureAwait(false);
        }

        Task<RecordBatch?> NextAsync() => Task.Run(
            () => Guard<RecordBatch?>(path, () => batches.ReadNextRecordBatchAsync(cancellationToken).AsTask().GetAwaiter().GetResult()), cancellationToken);
    }

    private static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is not (UserException or OperationCanceledException or OutOfMemoryException))
        {
            // Both libraries can throw almost any exception for a damaged file.
            throw new UserException($"'{path}' cannot be read: {ParquetFaults.TextOf(fault).TrimEnd('.')}. Download or write the file again.", fault);
        }
    }
}
