namespace MuBench.Models.Http;

/// <summary>
/// An endpoint answered with an error, or with a status of success and a body that is not what its protocol says. The message contains nothing of the body, which may repeat the
/// request.
/// </summary>
/// <param name="status">The HTTP status.</param>
/// <param name="body">The body of the response.</param>
/// <param name="inner">Why the body of a success cannot be read; null for an error.</param>
internal sealed class UnusableResponseException(int status, byte[] body, Exception? inner = null) : Exception($"The endpoint answered {status}.", inner)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The body of the response.</summary>
    public byte[] Body { get; } = body;
}
