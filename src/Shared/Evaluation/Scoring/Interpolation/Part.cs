namespace MuBench.Scoring.Interpolation;

/// <summary>A part with at least one question.</summary>
/// <param name="Sum">Sum over the values of its questions.</param>
/// <param name="Questions">Their number, at least 1.</param>
/// <param name="Squares">Sum of the squared values.</param>
/// <param name="Images">Its images by type.</param>
internal sealed record Part(long Sum, long Questions, long Squares, IReadOnlyList<PartImages> Images)
{
    /// <summary>The mean value of its questions.</summary>
    public double Mean => (double)Sum / Questions;

    /// <summary>Number of images with a question of the part.</summary>
    public int ImageCount => Images.Where(images => images.Questions > 0).Sum(images => images.Count);

    /// <summary>Whether its images all have the same values, so that they show no spread.</summary>
    public bool AreAlike => Images.All(images => images.Sum * Questions == Sum * images.Questions);
}
