using Azure;
using Azure.Identity;
using Azure.Storage.Blobs.Models;
using MuBench.Telemetry;

namespace MuBench.Storage.Blob;

/// <summary>Translates faults of the service into messages with a remedy.</summary>
internal static class BlobFaults
{
    /// <summary>Whether an exception is a fault of the service or the network, not the caller's own cancellation.</summary>
    public static bool IsFault(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        StoreException => false,
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        AggregateException all => !cancellationToken.IsCancellationRequested
            && all.Flatten().InnerExceptions.All(inner => IsFault(inner, cancellationToken)),
        RequestFailedException or AuthenticationFailedException or HttpRequestException or IOException => true,
        _ => false,
    };

    /// <summary>Whether a fault means that the blob or its container does not exist.</summary>
    public static bool IsMissing(RequestFailedException fault) =>
        fault.Status == 404 && (fault.ErrorCode is null
            || fault.ErrorCode == BlobErrorCode.BlobNotFound || fault.ErrorCode == BlobErrorCode.ContainerNotFound);

    /// <summary>Makes an exception that says what failed, where, and what to do.</summary>
    public static StoreException Explain(Exception fault, string verb, StorePath path, string store)
    {
        Instruments.CountStoreFault("blob", verb);
        var target = path == StorePath.Root ? $"the store {store}" : $"'{path}' in the store {store}";
        return new StoreException($"Could not {verb} {target}: {Reason(Innermost(fault))}", fault);
    }

    // The client reports repeated network faults as an aggregate. The last attempt is enough.
    private static Exception Innermost(Exception fault) =>
        fault is AggregateException { InnerExceptions: [.., var last] } ? Innermost(last) : fault;

    private static string Reason(Exception fault) => fault switch
    {
        AuthenticationFailedException =>
            "no Azure identity could sign in. Run 'az login', or give the app a managed identity.",
        RequestFailedException { Status: 0 } or HttpRequestException or IOException or OperationCanceledException =>
            $"the store cannot be reached ({FirstLine(fault)}). Check its address and the network; for local storage, start Azurite.",
        RequestFailedException { ErrorCode: "BlockCountExceedsLimit" } =>
            "the log has reached the service's limit of 50,000 appends. Set \"fresh\": true on the model to start a new log.",
        RequestFailedException { ErrorCode: "InvalidBlobType" } =>
            "it was copied there as a block blob and cannot be appended to. Copy response logs with --blob-type AppendBlob.",
        RequestFailedException { ErrorCode: "InvalidBlockList" or "InvalidBlobOrBlock" } =>
            "another process wrote it at the same time. Run the same command again.",
        RequestFailedException { Status: 401 or 403 } =>
            $"access is denied ({Code(fault)}). Give this identity the role 'Storage Blob Data Contributor' on the account, "
            + "or check the key in the connection string.",
        RequestFailedException { Status: 404 } => $"it does not exist ({Code(fault)}). Check the account and the container.",
        RequestFailedException { Status: 429 or >= 500 } =>
            $"the service is busy or failing ({Code(fault)}). Run the same command again later: nothing that was finished is lost.",
        _ => $"{FirstLine(fault)} ({Code(fault)}).",
    };

    private static string Code(Exception fault) => fault is RequestFailedException request
        ? $"{request.Status} {request.ErrorCode}".TrimEnd()
        : fault.GetType().Name;

    // The rest of the client's message is headers and the body of the response.
    private static string FirstLine(Exception fault) => fault.Message.Split('\n')[0].Trim().TrimEnd('.');
}
