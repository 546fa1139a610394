namespace MuBench.Pipeline.Deleting;

/// <summary>What a store holds of a run, apart from the responses of its models.</summary>
/// <param name="RunId">The run.</param>
/// <param name="State">Its state, as in <see cref="Listing.RunSummary.State"/>.</param>
/// <param name="Files">Number of files.</param>
/// <param name="Bytes">Their size.</param>
public sealed record StoredRun(string RunId, string State, int Files, long Bytes);
