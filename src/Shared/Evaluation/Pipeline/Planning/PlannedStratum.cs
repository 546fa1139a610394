using System.Text.Json.Serialization;
using MuBench.Statistics.Sequential;

namespace MuBench.Pipeline.Planning;

/// <summary>A stratum of a sampled run: images of one source dataset with the same number of questions, or several small groups of them.</summary>
/// <param name="Name">The source dataset; <c>others</c> for small groups.</param>
/// <param name="Questions">The largest number of questions of the sampled task about an image.</param>
/// <param name="Rows">The rows of the dataset in the order in which they are asked.</param>
/// <param name="Sizes">Numbers of questions of the sampled task by image, in the same order; null (left out of the file) if all have <paramref name="Questions"/>.</param>
public sealed record PlannedStratum(string Name, int Questions, IReadOnlyList<int> Rows, IReadOnlyList<int>? Sizes = null)
{
    /// <summary>Number of questions about an image.</summary>
    /// <param name="position">Its position in the order.</param>
    public int SizeOf(int position) => Sizes?[position] ?? Questions;

    /// <summary>Number of questions about all images.</summary>
    [JsonIgnore]
    public int Total => Sizes?.Sum() ?? Questions * Rows.Count;

    /// <summary>The stratum for a share: an image has from none to all questions right.</summary>
    [JsonIgnore]
    internal Stratum OfShare => new(Rows.Count, 0, Questions);

    /// <summary>The stratum for a difference of two models.</summary>
    [JsonIgnore]
    internal Stratum OfDifference => new(Rows.Count, -Questions, Questions);
}
