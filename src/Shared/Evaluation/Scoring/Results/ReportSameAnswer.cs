using System.Text.Json.Serialization;

namespace MuBench.Scoring.Results;

/// <summary>How often the image that <c>shuffled-image</c> shows has the same correct answer as the question's own.</summary>
/// <param name="N">Compared questions whose shown image has the same question, so that its answer is known.</param>
/// <param name="Same">Those with the same correct answer.</param>
public sealed record ReportSameAnswer(int N, int Same)
{
    /// <summary>The share from which on a small gain shows nothing: a model that looks keeps at least as many of its right answers.</summary>
    internal const double Limit = 2.0 / 3;

    /// <summary><see cref="Same"/> over <see cref="N"/>, 0 to 1; null if <see cref="N"/> is 0.</summary>
    public double? Share => N == 0 ? null : (double)Same / N;

    /// <summary>Whether at least two thirds have the same correct answer.</summary>
    [JsonIgnore]
    public bool IsMajority => Share >= Limit;
}
