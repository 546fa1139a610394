using System.Text.Json.Serialization;

namespace MuBench.Scoring.Results;

/// <summary>How often the image that <c>shuffled-image</c> shows has the same gold option as the question's own image.</summary>
/// <param name="N">Number of compared questions whose shown image has the same question, so that its gold option is known.</param>
/// <param name="Same">Number of these with the same gold option.</param>
public sealed record ReportSameAnswer(int N, int Same)
{
    /// <summary>
    /// From this share on, a small gain shows nothing: a model that looks at the image keeps at least this share of its
    /// correct answers.
    /// </summary>
    internal const double Limit = 2.0 / 3;

    /// <summary><see cref="Same"/> divided by <see cref="N"/>, 0 to 1; null if <see cref="N"/> is 0.</summary>
    public double? Share => N == 0 ? null : (double)Same / N;

    /// <summary>Whether at least two thirds have the same gold option.</summary>
    [JsonIgnore]
    public bool IsMajority => Share >= Limit;
}
