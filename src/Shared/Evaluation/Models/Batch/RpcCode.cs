namespace MuBench.Models.Batch;

/// <summary>The canonical codes of Google's APIs (<c>google.rpc.Code</c>).</summary>
internal enum RpcCode
{
    /// <summary>The caller cancelled.</summary>
    Cancelled = 1,

    /// <summary>Unknown.</summary>
    Unknown = 2,

    /// <summary>The request is wrong.</summary>
    InvalidArgument = 3,

    /// <summary>The deadline passed.</summary>
    DeadlineExceeded = 4,

    /// <summary>The resource does not exist.</summary>
    NotFound = 5,

    /// <summary>The resource exists already.</summary>
    AlreadyExists = 6,

    /// <summary>The caller may not do this.</summary>
    PermissionDenied = 7,

    /// <summary>A quota is used up.</summary>
    ResourceExhausted = 8,

    /// <summary>The system is not in the state that the request needs.</summary>
    FailedPrecondition = 9,

    /// <summary>A conflict with another request.</summary>
    Aborted = 10,

    /// <summary>Beyond the valid range.</summary>
    OutOfRange = 11,

    /// <summary>Not implemented.</summary>
    Unimplemented = 12,

    /// <summary>A fault of the server.</summary>
    Internal = 13,

    /// <summary>The server is not available.</summary>
    Unavailable = 14,

    /// <summary>Data were lost.</summary>
    DataLoss = 15,

    /// <summary>The caller is not known.</summary>
    Unauthenticated = 16,
}
