using MuBench.Contrastive;

namespace MuBench.Inference.Serving;

/// <summary>A model in memory that has embedded an image and a text on the device asked for.</summary>
/// <param name="Id">The name that requests know it by.</param>
/// <param name="Model">The model.</param>
/// <param name="Facts">What scoring wants to know of it.</param>
/// <param name="Revision">The content hash of its folder.</param>
/// <param name="Dimensions">Numbers of an embedding.</param>
/// <param name="Placement">Where its nodes ran.</param>
/// <param name="LoadedAt">When it was ready.</param>
internal sealed record LoadedModel(
    string Id, ContrastiveModel Model, ModelFacts Facts, string Revision, int Dimensions, NodePlacement Placement, DateTimeOffset LoadedAt);
