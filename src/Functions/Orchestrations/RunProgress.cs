using MuBench.Pipeline.Progress;

namespace MuBench.Functions.Orchestrations;

/// <summary>The custom status of a run: how far its models are, as last heard from them. <c>status.json</c> is the newer and fuller one.</summary>
/// <param name="Models">The models that were heard of last, at most <see cref="MaxModels"/>: a custom status has to stay small.</param>
/// <param name="More">Number of models left out.</param>
internal sealed record RunProgress(IReadOnlyList<ModelStatus> Models, int More)
{
    /// <summary>Name of the event by which a model tells its run how far it is.</summary>
    public const string ModelEvent = "ModelStatus";

    /// <summary>Most models of a custom status.</summary>
    public const int MaxModels = 12;

    /// <summary>Makes the custom status of a run.</summary>
    /// <param name="statuses">What was heard, the newest last.</param>
    public static RunProgress Of(IReadOnlyList<ModelStatus> statuses) => new([.. statuses.TakeLast(MaxModels)], Math.Max(0, statuses.Count - MaxModels));
}
