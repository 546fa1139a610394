namespace MuBench.Pipeline.Planning;

/// <summary>The size of the whole run that an excerpt is a part of.</summary>
/// <param name="Items">Number of items that it asks about.</param>
/// <param name="Questions">Number of its questions per model.</param>
public sealed record PlannedExcerpt(int Items, int Questions);
