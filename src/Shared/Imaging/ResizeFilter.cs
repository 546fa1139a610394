namespace MuBench.Imaging;

/// <summary>Pillow's resampling filters with antialiasing, under Pillow's numbers.</summary>
public enum ResizeFilter
{
    /// <summary>Windowed sinc of three lobes.</summary>
    Lanczos = 1,

    /// <summary>Triangle.</summary>
    Bilinear = 2,

    /// <summary>Keys' cubic convolution, a = -0.5.</summary>
    Bicubic = 3,

    /// <summary>Mean over the source area.</summary>
    Box = 4,

    /// <summary>Hamming-windowed sinc of one lobe.</summary>
    Hamming = 5,
}
