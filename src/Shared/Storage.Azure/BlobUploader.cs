using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace MuBench.Storage.Blob;

/// <summary>Uploads whole blobs, with or without conditions.</summary>
internal sealed class BlobUploader(BlobContainerClient container)
{
    private const string WriterKey = "writer";

    /// <summary>Uploads a blob and returns the tag of the new content.</summary>
    public async Task<string> UploadAsync(
        StorePath path, ReadOnlyMemory<byte> content, BlobUploadOptions options, CancellationToken cancellationToken)
    {
        BlobContentInfo written = await Blob(path).UploadAsync(BinaryData.FromBytes(content).ToStream(), options, cancellationToken).ConfigureAwait(false);
        return written.ETag.ToString();
    }

    /// <summary>Uploads a blob if conditions hold. Returns the tag of the new content; null if they do not hold.</summary>
    public async Task<string?> UploadIfAsync(
        StorePath path, ReadOnlyMemory<byte> content, BlobRequestConditions conditions, CancellationToken cancellationToken)
    {
        var writer = Path.GetRandomFileName();
        try
        {
            return await UploadAsync(path, content, new BlobUploadOptions
            {
                Conditions = conditions,
                Metadata = new Dictionary<string, string> { [WriterKey] = writer },
            }, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException fault) when (IsUnmet(fault))
        {
            // The client may have repeated our own request, because the response to the first one was lost.
            return await TagOfAsync(path, writer, cancellationToken).ConfigureAwait(false);
        }
    }

    private BlockBlobClient Blob(StorePath path) => container.GetBlockBlobClient(path.Value);

    private async Task<string?> TagOfAsync(StorePath path, string writer, CancellationToken cancellationToken)
    {
        try
        {
            BlobProperties found = await Blob(path).GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            return found.Metadata.TryGetValue(WriterKey, out var owner) && owner == writer ? found.ETag.ToString() : null;
        }
        catch (RequestFailedException fault) when (BlobFaults.IsMissing(fault))
        {
            return null; // deleted in the meantime
        }
    }

    private static bool IsUnmet(RequestFailedException fault) =>
        (fault.Status is 409 or 412 && (fault.ErrorCode == BlobErrorCode.BlobAlreadyExists || fault.ErrorCode == BlobErrorCode.ConditionNotMet))
        || (fault.Status == 404 && fault.ErrorCode == BlobErrorCode.BlobNotFound);
}
