namespace MuBench.Scoring.Localization.Replies;

/// <summary>The unit of the coordinates in a response.</summary>
internal enum BoxUnit
{
    /// <summary>Pixels of the image itself.</summary>
    Pixels,

    /// <summary>Pixels of the image after the resizing of Qwen2.5-VL's preprocessing; see <see cref="QwenResize"/>.</summary>
    ResizedPixels,

    /// <summary>Fractions of the image's width and height, 0 to 1.</summary>
    Shares,

    /// <summary>Thousandths of the image's width and height, 0 to 1000.</summary>
    Thousandths,
}
