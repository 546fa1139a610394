using MuBench.Scoring;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.Results;

namespace MuBench.Pipeline.Comparing;

/// <summary>A model of a compared run.</summary>
/// <param name="Outcomes">Its outcomes and credits, in the order of the run's plan.</param>
/// <param name="Alarm">Its alarm; null if it has none.</param>
/// <param name="ComputedBy">In which precision and on which processor its responses were computed; null for models that write text and floors.</param>
internal sealed record ComparedModel(ModelOutcomes Outcomes, ReportAlarm? Alarm, IReadOnlyList<ComputedCount>? ComputedBy);
