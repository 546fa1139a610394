namespace MuBench.Scoring.Interpolation;

/// <summary>A part with questions.</summary>
/// <param name="Sum">Sum over its questions.</param>
/// <param name="Questions">Their number, at least 1.</param>
/// <param name="Squares">Sum of their squares.</param>
/// <param name="Images">Its images by kind.</param>
internal sealed record Part(long Sum, long Questions, long Squares, IReadOnlyList<PartImages> Images)
{
    /// <summary>The mean of its questions.</summary>
    public double Mean => (double)Sum / Questions;

    /// <summary>Images with a question of the part.</summary>
    public int ImageCount => Images.Where(images => images.Questions > 0).Sum(images => images.Count);

    /// <summary>Whether its images are all alike, so that they show no spread.</summary>
    public bool AreAlike => Images.All(images => images.Sum * Questions == Sum * images.Questions);
}
