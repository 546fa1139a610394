using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;

namespace MuBench.Datasets;

/// <summary>What an import found of how deep a dataset's images are.</summary>
/// <param name="DeepImages">Images with more than 8 bits per sample that can be decoded.</param>
/// <param name="GreyImages">How many of these are grey; the others are RGB.</param>
/// <param name="Lowest">Their smallest sample, alpha aside; 0 where there are none.</param>
/// <param name="Highest">Their largest sample, alpha aside; 0 where there are none.</param>
/// <param name="UsedBits">The bits that are set in any of their samples, as a number.</param>
public sealed record PixelDepth(int DeepImages, int GreyImages = 0, int Lowest = 0, int Highest = 0, int UsedBits = 0)
{
    /// <summary>Bits that it takes to write the largest sample.</summary>
    [JsonIgnore]
    public int Bits => 32 - BitOperations.LeadingZeroCount((uint)UsedBits);

    /// <summary>What all samples are multiples of, a power of two: 16 where 12 bits were written to the upper end of 16.</summary>
    [JsonIgnore]
    public int Step => UsedBits == 0 ? 1 : 1 << BitOperations.TrailingZeroCount(UsedBits);

    /// <summary>Which bits are used and the range of samples: <c>12 of 16 bits are used (samples 544 to 3,920)</c>.</summary>
    public string Used() => string.Create(CultureInfo.InvariantCulture,
        $"{Bits} of 16 bits are used (samples {Lowest:N0} to {Highest:N0}{(Step > 1 ? $", in steps of {Step}" : "")})");
}
