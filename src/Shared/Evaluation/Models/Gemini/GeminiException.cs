namespace MuBench.Models.Gemini;

/// <summary>A call that was answered with an error. Its message has nothing of the answer, which may echo what was sent.</summary>
internal sealed class GeminiException(int status, byte[] body) : Exception($"Gemini answered {status}.")
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The answer's body.</summary>
    public byte[] Body { get; } = body;
}
