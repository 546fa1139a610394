using MuBench.Imaging;

namespace MuBench.Contrastive;

/// <summary>How a picture becomes a tensor: resize, crop about the center, rescale, normalise; each step may be absent.</summary>
internal sealed record PreprocessSpec
{
    /// <summary>Length of the shorter side after the resize, the other one in proportion; null where <see cref="ResizeTo"/> counts.</summary>
    public int? ShortestEdge { get; init; }

    /// <summary>Size after the resize, proportions or not; null with <see cref="ShortestEdge"/> null for no resize.</summary>
    public (int Width, int Height)? ResizeTo { get; init; }

    /// <summary>Resampling filter of the resize.</summary>
    public ResizeFilter Filter { get; init; } = ResizeFilter.Bicubic;

    /// <summary>Size of the center crop; null for none.</summary>
    public (int Width, int Height)? Crop { get; init; }

    /// <summary>
    /// An odd margin is halved as torchvision does (to the nearest even number), where Hugging Face rounds down.
    /// </summary>
    public bool UsesTorchvisionCrop { get; init; }

    /// <summary>What a sample of 0 to 255 is multiplied by.</summary>
    public double RescaleFactor { get; init; } = 1.0;

    /// <summary>Subtracted from a sample before that.</summary>
    public double RescaleOffset { get; init; }

    /// <summary>Subtracted from each channel.</summary>
    public float[] Mean { get; init; } = [0, 0, 0];

    /// <summary>Divides each channel.</summary>
    public float[] Std { get; init; } = [1, 1, 1];

    /// <summary>Size of every tensor; null where it follows from the picture.</summary>
    public (int Width, int Height)? OutputSize => Crop ?? ResizeTo;

    /// <summary>Size of a picture after the resize; a side beyond what can be had is the largest number.</summary>
    public (int Width, int Height) Resized(int width, int height)
    {
        if (ShortestEdge is not { } edge)
            return ResizeTo ?? (width, height);
        // int(size * long / short), as Hugging Face and torchvision have it.
        return width <= height ? (edge, Longer(height, width)) : (Longer(width, height), edge);

        int Longer(int longer, int shorter) => (int)Math.Min((long)edge * longer / shorter, int.MaxValue);
    }

    /// <summary>Where the crop begins along one side; negative where it is larger than the picture, which is then padded.</summary>
    public int CropStart(int length, int crop)
    {
        if (UsesTorchvisionCrop)
            return (int)Math.Round((length - crop) / 2.0, MidpointRounding.ToEven);
        return crop <= length ? (length - crop) / 2 : -((crop - length + 1) / 2);
    }
}
