using System.Globalization;

namespace MuBench.Manifests;

/// <summary>The models of an entry of kind <c>interpolation</c>: one per α.</summary>
internal static class InterpolationModels
{
    /// <summary>Maximum number of decimals of an α in an id.</summary>
    public const int Decimals = 4;

    /// <summary>
    /// The id of the model at an α, such as <c>plip-mix@0.25</c>. It is unique, because ids in a manifest never contain
    /// <c>@</c>.
    /// </summary>
    public static string IdOf(string id, double alpha) => $"{id}@{TextOf(alpha)}";

    /// <summary>The ids of the models of a manifest's entry: its own id, or one per α.</summary>
    public static IEnumerable<string> IdsOf(ModelManifest model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Alphas is { } alphas ? alphas.Select(alpha => IdOf(model.Id, alpha)) : [model.Id];
    }

    /// <summary>The model of one α: a contrastive model in a folder of the store, with the settings of the interpolation.</summary>
    /// <param name="interpolation">An entry of kind <c>interpolation</c>.</param>
    /// <param name="alpha">One of its α.</param>
    /// <param name="source">The folder that holds the model, or will hold it.</param>
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
