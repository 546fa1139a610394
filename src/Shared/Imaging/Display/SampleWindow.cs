namespace MuBench.Imaging.Display;

/// <summary>The range of samples that is mapped to 0 to 255.</summary>
/// <param name="Low">The sample that becomes 0, as do all below it.</param>
/// <param name="High">The sample that becomes 255, as do all above it.</param>
public readonly record struct SampleWindow(double Low, double High)
{
    /// <summary>The full range of 16-bit samples.</summary>
    public static SampleWindow Whole { get; } = new(0, ushort.MaxValue);

    /// <summary>
    /// The 8-bit sample of a sample, rounded to the nearest. What is not a number is black, and so is every sample of an image that has
    /// only one.
    /// </summary>
    public byte Shown(double sample)
    {
        if (double.IsNaN(sample) || sample <= Low)
            return 0;
        // Halves, so that the difference of two large numbers is finite.
        return sample >= High ? byte.MaxValue : (byte)((sample / 2 - Low / 2) / (High / 2 - Low / 2) * 255 + 0.5);
    }

    /// <summary>The 8-bit sample of each 16-bit sample, rounded to the nearest.</summary>
    public byte[] Table()
    {
        var table = new byte[ushort.MaxValue + 1];
        var scale = 255 / (High - Low);
        for (var sample = 0; sample < table.Length; sample++)
            table[sample] = (byte)(Math.Clamp((sample - Low) * scale, 0, 255) + 0.5);
        return table;
    }
}
