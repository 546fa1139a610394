namespace MuBench.Imaging.Display;

/// <summary>Which samples of an image of more than 8 bits become black and white.</summary>
public enum DisplayMethod
{
    /// <summary>What the authors' loader does, Pillow's <c>convert("RGB")</c>: grey samples above 255 become white, colour samples keep their high byte.</summary>
    Authors,

    /// <summary>The same range of samples for every image.</summary>
    Full,

    /// <summary>From the smallest to the largest sample of each image.</summary>
    MinMax,

    /// <summary>From one percentile to another of the samples of each image.</summary>
    Percentile,
}
