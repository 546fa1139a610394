namespace MuBench.Tests.Datasets;

/// <summary>A question or caption of a <see cref="TestRow"/>.</summary>
internal sealed record TestChoice(string? Text, IReadOnlyList<string?>? Options, string? Answer, long? AnswerIndex, string? Id = null);
