namespace MuBench.Models.Batch;

/// <summary>A request of a batch without a response.</summary>
/// <param name="Key">Response key of the question.</param>
/// <param name="Reason">The reason, as text for the report.</param>
/// <param name="IsFinal">Whether another attempt would fail in the same way.</param>
internal sealed record BatchedQuestionFault(string Key, string Reason, bool IsFinal);
