namespace MuBench.Models.OpenAI.Completions;

/// <summary>An endpoint answered a chat completion with another status than 200.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="body">The body of the response.</param>
internal sealed class CompletionStatusException(int status, byte[] body) : Exception($"The endpoint answered {status}.")
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The body of the response.</summary>
    public byte[] Body { get; } = body;
}
