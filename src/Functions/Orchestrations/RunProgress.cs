using MuBench.Pipeline.Progress;

namespace MuBench.Functions.Orchestrations;

/// <summary>The custom status of a run: the last reported status of its models. <c>status.json</c> is newer and more complete.</summary>
/// <param name="Models">The models that reported last, at most <see cref="MaxModels"/>: a custom status has to stay small.</param>
/// <param name="More">Number of models that are left out.</param>
internal sealed record RunProgress(IReadOnlyList<ModelStatus> Models, int More)
{
    /// <summary>Name of the event with which a model reports its status to its run.</summary>
    public const string ModelEvent = "ModelStatus";

    /// <summary>Maximum number of models of a custom status.</summary>
    public const int MaxModels = 12;

    /// <summary>Creates the custom status of a run.</summary>
    /// <param name="statuses">The reported statuses, the newest last.</param>
    public static RunProgress Of(IReadOnlyList<ModelStatus> statuses) => new([.. statuses.TakeLast(MaxModels)], Math.Max(0, statuses.Count - MaxModels));
}
