using MuBench.Contrastive;

namespace MuBench.Inference.Serving;

/// <summary>A model in memory that has embedded an image and a text on the requested device.</summary>
/// <param name="Id">The id in requests.</param>
/// <param name="Model">The model.</param>
/// <param name="Facts">The facts that scoring needs.</param>
/// <param name="Revision">The content hash of its folder.</param>
/// <param name="Dimensions">Length of an embedding.</param>
/// <param name="Placement">The devices that ran its nodes.</param>
/// <param name="LoadedAt">When it was loaded.</param>
internal sealed record LoadedModel(
    string Id, ContrastiveModel Model, ModelFacts Facts, string Revision, int Dimensions, NodePlacement Placement, DateTimeOffset LoadedAt);
