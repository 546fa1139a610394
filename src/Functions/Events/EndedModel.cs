namespace MuBench.Functions.Events;

/// <summary>A model of a run that has ended.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">One of <see cref="MuBench.Pipeline.Progress.ModelStates"/>.</param>
/// <param name="Questions">Number of its questions.</param>
/// <param name="Done">Number of questions with a response.</param>
/// <param name="Failed">Number of failed questions.</param>
/// <param name="StopReason">Why it was stopped; null if it was not.</param>
internal sealed record EndedModel(string Id, string State, int Questions, int Done, int Failed, string? StopReason);
