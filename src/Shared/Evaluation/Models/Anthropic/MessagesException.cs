namespace MuBench.Models.Anthropic;

/// <summary>An HTTP error of the API. The message contains nothing of the response, which may echo the request.</summary>
internal sealed class MessagesException(int status, byte[] body) : Exception($"The Messages API answered {status}.")
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The response body.</summary>
    public byte[] Body { get; } = body;
}
