using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;

namespace MuBench.Datasets;

/// <summary>The bit depth of a dataset's images, as an import found it.</summary>
/// <param name="DeepImages">Images with more than 8 bits per sample that can be decoded.</param>
/// <param name="GreyImages">Number of these that are grey; the others are RGB.</param>
/// <param name="Lowest">Their smallest sample, without alpha; 0 if there are none.</param>
/// <param name="Highest">Their largest sample, without alpha; 0 if there are none.</param>
/// <param name="UsedBits">Bit mask: the bits that are set in at least one of their samples.</param>
public sealed record PixelDepth(int DeepImages, int GreyImages = 0, int Lowest = 0, int Highest = 0, int UsedBits = 0)
{
    /// <summary>Number of these whose samples are floating-point, signed or of 32 bits; null if there are none.</summary>
    public int? WideImages { get; init; }

    /// <summary>The smallest finite sample of the wide images; null if there are none.</summary>
    public double? WideLowest { get; init; }

    /// <summary>The largest finite sample of the wide images; null if there are none.</summary>
    public double? WideHighest { get; init; }

    /// <summary>Number of bits needed to write the largest sample.</summary>
    [JsonIgnore]
    public int Bits => 32 - BitOperations.LeadingZeroCount((uint)UsedBits);

    /// <summary>A power of two that divides all samples: 16 if 12 bits were written to the upper end of 16.</summary>
    [JsonIgnore]
    public int Step => UsedBits == 0 ? 1 : 1 << BitOperations.TrailingZeroCount(UsedBits);

    /// <summary>
    /// The used bits and the range of samples as text: <c>12 of 16 bits are used (samples 544 to 3,920)</c>, and the range of the wide images.
    /// </summary>
    public string Used() => WideImages is not { } wide ? Words()
        : wide == DeepImages ? $"samples are floating-point, signed or of 32 bits ({WideRange()})"
        : string.Create(CultureInfo.InvariantCulture, $"{wide:N0} have floating-point, signed or 32-bit samples ({WideRange()}); in the others {Words()}");

    private string Words() => string.Create(CultureInfo.InvariantCulture,
        $"{Bits} of 16 bits are used (samples {Lowest:N0} to {Highest:N0}{(Step > 1 ? $", in steps of {Step}" : "")})");

    private string WideRange() => string.Create(CultureInfo.InvariantCulture, $"samples {WideLowest:G5} to {WideHighest:G5}");
}
