namespace MuBench.Imaging.Display;

/// <summary>How the range of samples that is mapped to black and white is chosen, for an image of more than 8 bits.</summary>
public enum DisplayMethod
{
    /// <summary>
    /// As the authors' loader, Pillow's <c>convert("RGB")</c>: grey samples above 255 become white, colour samples keep their
    /// high byte.
    /// </summary>
    Authors,

    /// <summary>The same range of samples for every image.</summary>
    Full,

    /// <summary>From the smallest to the largest sample of each image.</summary>
    MinMax,

    /// <summary>From one percentile to another of the samples of each image.</summary>
    Percentile,
}
