using System.Text.Json.Serialization;

namespace MuBench.Manifests;

/// <summary>What a run is to find out: it stops as soon as that is known. At least one of verdicts and half-width is set.</summary>
public sealed record UntilManifest
{
    /// <summary>The default of <see cref="Margin"/>.</summary>
    public const double DefaultMargin = 0.02;

    /// <summary>The default of <see cref="Alpha"/>.</summary>
    public const double DefaultAlpha = 0.05;

    /// <summary>The value of <see cref="Verdicts"/> for every two models.</summary>
    public const string All = "all";

    /// <summary>The value of <see cref="Verdicts"/> for the best model.</summary>
    public const string Leader = "leader";

    /// <summary><c>all</c> for a verdict on every two models, <c>leader</c> for which model is best; null if <see cref="Pairs"/> are given, or no verdict is asked for.</summary>
    public string? Verdicts { get; init; }

    /// <summary>The ids of the models of each pair that needs a verdict; null if <see cref="Verdicts"/> names them, or no verdict is asked for.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Pairs { get; init; }

    /// <summary>The task that the verdicts and intervals are about: a task of the manifest.</summary>
    public required string Task { get; init; }

    /// <summary>Two models whose difference is surely smaller than this, 0 to 1, are equivalent; 0 for no such verdict.</summary>
    /// <value>Default 0.02.</value>
    public double Margin { get; init; } = DefaultMargin;

    /// <summary>The half-width, 0 to 1, that the interval of every model's accuracy must have at most; null for none.</summary>
    public double? HalfWidth { get; init; }

    /// <summary>The maximum probability that any verdict is false; also the error of each model's interval.</summary>
    /// <value>Default 0.05.</value>
    public double Alpha { get; init; } = DefaultAlpha;

    /// <summary>The maximum number of images that a model is asked about; null for all.</summary>
    public int? MaxImages { get; init; }

    /// <summary>
    /// Ids of contrastive models in process that are asked about every image of the population, whenever the run stops: their answers make the estimates of the other
    /// models more precise, and cost nothing. Null for none.
    /// </summary>
    public IReadOnlyList<string>? Helpers { get; init; }

    /// <summary>Whether verdicts are asked for.</summary>
    [JsonIgnore]
    public bool HasVerdicts => Verdicts is not null || Pairs is not null;
}
