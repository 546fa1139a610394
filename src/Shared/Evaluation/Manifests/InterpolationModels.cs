using System.Globalization;

namespace MuBench.Manifests;

/// <summary>The models that an entry of kind <c>interpolation</c> stands for: one per α.</summary>
public static class InterpolationModels
{
    /// <summary>Digits of an α after the point: as many as an id has.</summary>
    public const int Decimals = 4;

    /// <summary>The id of the model at an α, such as <c>plip-mix@0.25</c>. No id of a manifest has an <c>@</c>, so it is unique.</summary>
    public static string IdOf(string id, double alpha) => $"{id}@{TextOf(alpha)}";

    /// <summary>The ids of the models that an entry of the manifest stands for: its own, or those of its α.</summary>
    public static IEnumerable<string> IdsOf(ModelManifest model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Alphas is { } alphas ? alphas.Select(alpha => IdOf(model.Id, alpha)) : [model.Id];
    }

    /// <summary>The entry of one α: a contrastive model in a folder of the store, with the settings of the interpolation.</summary>
    /// <param name="interpolation">An entry of kind <c>interpolation</c>.</param>
    /// <param name="alpha">One of its α.</param>
    /// <param name="source">The folder that the model lies in, or will lie in.</param>
    public static ModelManifest ModelAt(ModelManifest interpolation, double alpha, string source)
    {
        ArgumentNullException.ThrowIfNull(interpolation);
        return interpolation with
        {
            Id = IdOf(interpolation.Id, alpha),
            Kind = ModelKinds.Clip,
            Source = source,
            Base = null,
            Tuned = null,
            Alphas = null,
            Target = null,
        };
    }

    /// <summary>An α as it is written in ids.</summary>
    internal static string TextOf(double alpha) => ((decimal)alpha).ToString("0.####", CultureInfo.InvariantCulture);
}
