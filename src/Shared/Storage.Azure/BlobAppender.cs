using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace MuBench.Storage.Blob;

/// <summary>
/// Appends whole lines to append blobs. The service appends a block atomically, with any number of writers. If the response to
/// an append is lost, the client repeats it and the lines are stored twice; the readers of the log accept that.
/// </summary>
internal sealed class BlobAppender(BlobContainerClient container)
{
    /// <summary>The maximum size of one append that every version of the service accepts, in bytes.</summary>
    public const int MaxBlock = 4 * 1024 * 1024;

    private static readonly BinaryData LineFeed = BinaryData.FromString("\n");

    // Blobs that are known to end in a whole line. The service never tears a line; a torn line was copied from elsewhere.
    private readonly ConcurrentDictionary<StorePath, bool> _whole = new();

    /// <summary>Appends lines in as few blocks as the service allows. Blocks are split between lines.</summary>
    public async Task AppendAsync(StorePath path, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        if (lines.IsEmpty)
            return;
        if (lines.Span[^1] != (byte)'\n')
            throw new ArgumentException("What is appended must end in a line feed.", nameof(lines));
        while (!lines.IsEmpty)
        {
            var length = BlockLength(lines.Span);
            await AppendBlockAsync(path, BinaryData.FromBytes(lines[..length]), cancellationToken).ConfigureAwait(false);
            lines = lines[length..];
        }
    }

    /// <summary>Forgets a blob that is about to be deleted.</summary>
    public void Forget(StorePath path) => _whole.TryRemove(path, out _);

    /// <summary>The length of the first block: as many whole lines as fit, but at least one.</summary>
    public static int BlockLength(ReadOnlySpan<byte> lines)
    {
        if (lines.Length <= MaxBlock)
            return lines.Length;
        var end = lines[..MaxBlock].LastIndexOf((byte)'\n');
        return 1 + (end >= 0 ? end : MaxBlock + lines[MaxBlock..].IndexOf((byte)'\n'));
    }

    private async Task AppendBlockAsync(StorePath path, BinaryData block, CancellationToken cancellationToken)
    {
        var blob = container.GetAppendBlobClient(path.Value);
        if (_whole.ContainsKey(path))
        {
            try
            {
                await blob.AppendBlockAsync(block.ToStream(), cancellationToken: cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (RequestFailedException fault) when (BlobFaults.IsMissing(fault))
            {
                Forget(path); // deleted by another process
            }
        }

        await container.CreatingAsync(() => PrepareAsync(blob, cancellationToken), cancellationToken).ConfigureAwait(false);
        await blob.AppendBlockAsync(block.ToStream(), cancellationToken: cancellationToken).ConfigureAwait(false);
        _whole[path] = true;
    }

    private static async Task<bool> PrepareAsync(AppendBlobClient blob, CancellationToken cancellationToken)
    {
        var created = await blob.CreateIfNotExistsAsync(new AppendBlobCreateOptions(), cancellationToken).ConfigureAwait(false);
        if (created is not null)
            return true;
        BlobProperties found = await blob.GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        if (found.BlobType == BlobType.Append && found.ContentLength > 0)
            await EndTornLineAsync(blob, found.ContentLength, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task EndTornLineAsync(AppendBlobClient blob, long length, CancellationToken cancellationToken)
    {
        var last = await blob.DownloadContentAsync(
            new BlobDownloadOptions { Range = new HttpRange(length - 1, 1) }, cancellationToken).ConfigureAwait(false);
        if (last.Value.Content.ToMemory().Span[0] == (byte)'\n')
            return;
        try
        {
            var conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = length };
            await blob.AppendBlockAsync(
                LineFeed.ToStream(), new AppendBlobAppendBlockOptions { Conditions = conditions }, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException fault) when (fault.ErrorCode == BlobErrorCode.AppendPositionConditionNotMet)
        {
            // Another worker has ended the line.
        }
    }
}
