namespace MuBench.Models.OpenAI;

/// <summary>A response of the Responses API that failed, was cancelled or has not ended.</summary>
/// <param name="status">Its status.</param>
/// <param name="code">The code of its error; null if it has none.</param>
/// <param name="said">The words of its error; null if it has none.</param>
internal sealed class ResponseFailedException(string? status, string? code, string? said) : Exception(said ?? $"The response is {status ?? "of no known status"}.")
{
    /// <summary>The status, as the client names it.</summary>
    public string? Status { get; } = status;

    /// <summary>The code of the error.</summary>
    public string? Code { get; } = code;

    /// <summary>The words of the error.</summary>
    public string? Said { get; } = said;
}
