using System.Text.Json.Serialization;
using MuBench.Scoring.Stopping;

namespace MuBench.Reports.Documents;

/// <summary>How a run stopped that was to stop when it knew enough. Its accuracies are estimates of the whole.</summary>
public sealed record ReportSampling
{
    /// <summary>Whether questions of the population were left out: the run is a sample. False if the rule let every question be asked.</summary>
    public required bool IsSample { get; init; }

    /// <summary>The task that the verdicts and intervals are about.</summary>
    public required string Task { get; init; }

    /// <summary>The verdicts asked for: <c>all</c>, <c>leader</c> or <c>pairs</c>; null if none.</summary>
    public string? Verdicts { get; init; }

    /// <summary>The margin of equivalence, 0 to 1.</summary>
    public required double Margin { get; init; }

    /// <summary>The half-width asked for, 0 to 1; null for none.</summary>
    public double? HalfWidth { get; init; }

    /// <summary>The maximum probability that any verdict is false.</summary>
    public required double Alpha { get; init; }

    /// <summary>Number of looks; the last one stopped the run.</summary>
    public required int Looks { get; init; }

    /// <summary>Number of looks at which it could stop.</summary>
    public required int PlannedLooks { get; init; }

    /// <summary>Why it stopped, one of <see cref="StopReasons"/>.</summary>
    public required string Reason { get; init; }

    /// <summary>Number of images of the population, over all items.</summary>
    public required int Images { get; init; }

    /// <summary>Number of questions of the population, per model.</summary>
    public required int Questions { get; init; }

    /// <summary>Id of the best model, if <c>leader</c> was asked for and one is known.</summary>
    public string? Leader { get; init; }

    /// <summary>The models.</summary>
    public required IReadOnlyList<ReportSampledModel> Models { get; init; }

    /// <summary>The pairs that needed a verdict, at the last look.</summary>
    public required IReadOnlyList<LookPair> Pairs { get; init; }

    /// <summary>The intervals at each look, for each pair and then for each model.</summary>
    public required IReadOnlyList<ReportNarrowing> Narrowing { get; init; }

    /// <summary>Number of questions that were not asked, over all models.</summary>
    [JsonIgnore]
    public long SavedQuestions => Models.Sum(model => (long)model.SavedQuestions);

    /// <summary>What they would have cost in US dollars, without the models of <see cref="UnpricedModels"/>.</summary>
    [JsonIgnore]
    public decimal SavedUsd => Models.Sum(model => model.SavedUsd ?? 0);

    /// <summary>The models of which it is not known what their questions would have cost.</summary>
    [JsonIgnore]
    public IEnumerable<string> UnpricedModels => Models.Where(model => model.SavedUsd is null).Select(model => model.Id);
}
