using System.Text.Json;

namespace MuBench.Models.Batch;

/// <summary>Google's canonical codes as single calls show them. Source: <c>google/rpc/code.proto</c>.</summary>
internal static class RpcCodes
{
    /// <summary>The HTTP status of a code; a code that is an HTTP status already is kept.</summary>
    public static int HttpStatusOf(long code) => code switch
    {
        (long)RpcCode.Cancelled => 499,
        (long)RpcCode.InvalidArgument or (long)RpcCode.FailedPrecondition or (long)RpcCode.OutOfRange => 400,
        (long)RpcCode.DeadlineExceeded => 504,
        (long)RpcCode.NotFound => 404,
        (long)RpcCode.AlreadyExists or (long)RpcCode.Aborted => 409,
        (long)RpcCode.PermissionDenied => 403,
        (long)RpcCode.ResourceExhausted => 429,
        (long)RpcCode.Unimplemented => 501,
        (long)RpcCode.Unavailable => 503,
        (long)RpcCode.Unauthenticated => 401,
        >= 400 and < 600 => (int)code,
        _ => 500,
    };

    /// <summary>The name of a code, such as <c>RESOURCE_EXHAUSTED</c>; null if it is not one.</summary>
    public static string? NameOf(long code) =>
        Enum.IsDefined((RpcCode)code) ? JsonNamingPolicy.SnakeCaseUpper.ConvertName(((RpcCode)code).ToString()) : null;
}
