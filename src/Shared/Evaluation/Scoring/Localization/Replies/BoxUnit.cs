namespace MuBench.Scoring.Localization.Replies;

/// <summary>What the coordinates of a reply count.</summary>
internal enum BoxUnit
{
    /// <summary>Pixels of the image itself.</summary>
    Pixels,

    /// <summary>Pixels of the image as Qwen2.5-VL's preprocessing resizes it, see <see cref="QwenResize"/>.</summary>
    ResizedPixels,

    /// <summary>Shares of the image's width and height, 0 to 1.</summary>
    Shares,

    /// <summary>Thousandths of the image's width and height, 0 to 1000.</summary>
    Thousandths,
}
