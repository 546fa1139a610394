namespace MuBench.Imaging;

/// <summary>
/// The weights of one axis of a resize, for a range of output positions: Pillow's <c>precompute_coeffs</c> and
/// <c>normalize_coeffs_8bpc</c>. Each output is the sum of <see cref="Count"/> inputs, beginning at <see cref="Start"/>, times
/// 22-bit fixed-point weights.
/// </summary>
internal sealed class ResizeWeights
{
    /// <summary>Fractional bits: 32, less 8 for the sample and 2 for overshoot.</summary>
    public const int Precision = 32 - 8 - 2;

    private ResizeWeights(int taps, int count)
    {
        Taps = taps;
        Start = new int[count];
        Count = new int[count];
        Fixed = new int[count * taps];
    }

    /// <summary>Number of weights per output. Even, so that vector code can take two at a time.</summary>
    public int Taps { get; }

    /// <summary>Index of the first input of each output.</summary>
    public int[] Start { get; }

    /// <summary>Number of inputs of each output: at most <see cref="Taps"/>, fewer at the edges.</summary>
    public int[] Count { get; }

    /// <summary>The weights, <see cref="Taps"/> for each output.</summary>
    public int[] Fixed { get; }

    /// <summary>Computes the weights of outputs <paramref name="first"/> to <paramref name="first"/> + <paramref name="count"/>.</summary>
    public static ResizeWeights Create(int inputs, int outputs, ResizeFilter filter, int first, int count)
    {
        var scale = (double)(float)inputs / outputs;
        var filterScale = Math.Max(scale, 1.0);
        var support = Support(filter) * filterScale;
        var inverse = 1.0 / filterScale;
        var window = new double[(int)Math.Ceiling(support) * 2 + 1];
        var weights = new ResizeWeights((window.Length + 1) & ~1, count);
        for (var i = 0; i < count; i++)
        {
            var center = (first + i + 0.5) * scale;
            var start = Math.Max((int)(center - support + 0.5), 0);
            var taps = Math.Min((int)(center + support + 0.5), inputs) - start;
            var sum = 0.0;
            for (var tap = 0; tap < taps; tap++)
                sum += window[tap] = Value(filter, (tap + start - center + 0.5) * inverse);
            (weights.Start[i], weights.Count[i]) = (start, taps);
            for (var tap = 0; tap < taps; tap++)
                weights.Fixed[i * weights.Taps + tap] = ToFixed(sum != 0.0 ? window[tap] / sum : window[tap]);
        }

        return weights;
    }

    private static int ToFixed(double weight) => (int)(weight * (1 << Precision) + (weight < 0 ? -0.5 : 0.5));

    private static double Support(ResizeFilter filter) => filter switch
    {
        ResizeFilter.Box => 0.5,
        ResizeFilter.Bilinear or ResizeFilter.Hamming => 1.0,
        ResizeFilter.Bicubic => 2.0,
        ResizeFilter.Lanczos => 3.0,
        _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "Not a resampling filter."),
    };

    private static double Value(ResizeFilter filter, double x)
    {
        if (filter == ResizeFilter.Box)
            return x > -0.5 && x <= 0.5 ? 1.0 : 0.0;
        if (filter == ResizeFilter.Lanczos)
            return x >= -3.0 && x < 3.0 ? Sinc(x) * Sinc(x / 3) : 0.0;
        x = Math.Abs(x);
        return filter switch
        {
            ResizeFilter.Bilinear => x < 1.0 ? 1.0 - x : 0.0,
            ResizeFilter.Hamming when x == 0.0 => 1.0,
            ResizeFilter.Hamming => x < 1.0 ? Math.Sin(x * Math.PI) / (x * Math.PI) * (0.54f + 0.46f * Math.Cos(x * Math.PI)) : 0.0,
            _ when x < 1.0 => (1.5 * x - 2.5) * x * x + 1,
            _ => x < 2.0 ? (((x - 5) * x + 8) * x - 4) * -0.5 : 0.0,
        };
    }

    private static double Sinc(double x) => x == 0.0 ? 1.0 : Math.Sin(x * Math.PI) / (x * Math.PI);
}
