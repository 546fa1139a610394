namespace MuBench.Scoring;

/// <summary>A model's outcomes on the items of a run.</summary>
/// <param name="Id">The model's id.</param>
/// <param name="Outcomes">One outcome for each item, in the order of the <see cref="ItemTable"/>.</param>
public sealed record ModelOutcomes(string Id, Outcome[] Outcomes);
