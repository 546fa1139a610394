namespace MuBench.Functions.Http;

/// <summary>The response to the deletion of a run.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Files">Number of deleted files.</param>
/// <param name="Bytes">Their size.</param>
internal sealed record RunDeleted(string RunId, int Files, long Bytes);
