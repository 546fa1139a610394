using System.Text.Json.Serialization;
using MuBench.Manifests;

namespace MuBench.Pipeline.Passes;

/// <summary>A pass over the run's questions in addition to the main one.</summary>
/// <param name="Of">Id of the model.</param>
/// <param name="Kind">One of <see cref="PassKinds"/>.</param>
/// <param name="Number">Number of the repeat or order, from 1; 0 for controls.</param>
/// <param name="NoneOfTheAbove">For orders: see <see cref="PermutationsManifest.NoneOfTheAbove"/>.</param>
public sealed record ModelPass(string Of, string Kind, int Number = 0, string? NoneOfTheAbove = null)
{
    /// <summary>
    /// Separates a model's id from the name of its pass. Ids in a manifest never contain it, so each pass has a unique
    /// id. In paths it is written <c>~</c>; see <see cref="MuBench.Storage.StoreLayout"/>.
    /// </summary>
    public const char Separator = '#';

    /// <summary>Whether the pass is one of <see cref="Controls"/>.</summary>
    [JsonIgnore]
    public bool IsControl => Kind is PassKinds.Blind or PassKinds.ShuffledImage;

    /// <summary>The id under which the pass is evaluated and scored, such as <c>gpt#blind</c> or <c>gpt#repeat-1</c>.</summary>
    [JsonIgnore]
    public string Id => Number == 0 ? $"{Of}{Separator}{Kind}" : $"{Of}{Separator}{Kind}-{Number}";
}
