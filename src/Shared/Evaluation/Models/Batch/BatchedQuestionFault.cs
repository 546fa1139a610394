namespace MuBench.Models.Batch;

/// <summary>A request of a batch that was not answered.</summary>
/// <param name="Key">Response key of the question.</param>
/// <param name="Reason">Why, in words fit for the report.</param>
/// <param name="IsFinal">Whether asking again would end alike.</param>
public sealed record BatchedQuestionFault(string Key, string Reason, bool IsFinal);
