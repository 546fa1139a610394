using MuBench.Imaging;

namespace MuBench.Contrastive;

/// <summary>How a picture becomes a tensor: resize, center crop, rescale, normalise. Each step is optional.</summary>
internal sealed record PreprocessSpec
{
    /// <summary>Length of the shorter side after the resize, with the proportions kept; null if <see cref="ResizeTo"/> applies.</summary>
    public int? ShortestEdge { get; init; }

    /// <summary>
    /// Size after the resize, without keeping proportions. If this and <see cref="ShortestEdge"/> are null, there is no resize.
    /// </summary>
    public (int Width, int Height)? ResizeTo { get; init; }

    /// <summary>Resampling filter of the resize.</summary>
    public ResizeFilter Filter { get; init; } = ResizeFilter.Bicubic;

    /// <summary>Size of the center crop; null for none.</summary>
    public (int Width, int Height)? Crop { get; init; }

    /// <summary>
    /// Whether an odd crop margin is halved as in torchvision (rounded to the nearest even number). Hugging Face rounds down.
    /// </summary>
    public bool UsesTorchvisionCrop { get; init; }

    /// <summary>The factor for a sample of 0 to 255.</summary>
    public double RescaleFactor { get; init; } = 1.0;

    /// <summary>Subtracted from a sample before it is multiplied.</summary>
    public double RescaleOffset { get; init; }

    /// <summary>Subtracted from each channel.</summary>
    public float[] Mean { get; init; } = [0, 0, 0];

    /// <summary>Divides each channel.</summary>
    public float[] Std { get; init; } = [1, 1, 1];

    /// <summary>Size of every tensor; null if it depends on the picture.</summary>
    public (int Width, int Height)? OutputSize => Crop ?? ResizeTo;

    /// <summary>Size of a picture after the resize. A side that is too large for any image becomes the largest number.</summary>
    public (int Width, int Height) Resized(int width, int height)
    {
        if (ShortestEdge is not { } edge)
            return ResizeTo ?? (width, height);
        // int(size * long / short), as in Hugging Face and torchvision.
        return width <= height ? (edge, Longer(height, width)) : (Longer(width, height), edge);

        int Longer(int longer, int shorter) => (int)Math.Min((long)edge * longer / shorter, int.MaxValue);
    }

    /// <summary>Start of the crop along one side. Negative if the crop is larger than the picture, which is then padded.</summary>
    public int CropStart(int length, int crop)
    {
        if (UsesTorchvisionCrop)
            return (int)Math.Round((length - crop) / 2.0, MidpointRounding.ToEven);
        return crop <= length ? (length - crop) / 2 : -((crop - length + 1) / 2);
    }
}
