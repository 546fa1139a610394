using System.Runtime.CompilerServices;

namespace MuBench.Weights.Elements;

/// <summary>An 8-bit floating-point format. Decoding uses a table; encoding rounds once, to the nearest, ties to even.</summary>
/// <remarks>Values that are too large become infinity (E5M2) or NaN (E4M3, which has no infinity), as in PyTorch.</remarks>
internal sealed class Float8
{
    private readonly int _mantissaBits;
    private readonly int _bias;
    private readonly byte _overflow;
    private readonly byte _notANumber;
    private readonly float _subnormalScale;
    private readonly float[] _values = new float[256];

    private Float8(int mantissaBits, int bias, byte overflow, byte notANumber)
    {
        _mantissaBits = mantissaBits;
        _bias = bias;
        _overflow = overflow;
        _notANumber = notANumber;
        _subnormalScale = float.ScaleB(1, mantissaBits + bias - 1);
        for (var code = 0; code < _values.Length; code++)
            _values[code] = ValueOf((byte)code);
    }

    /// <summary>4 bits of exponent, 3 of mantissa, no infinity; largest value 448.</summary>
    public static Float8 E4M3 { get; } = new(mantissaBits: 3, bias: 7, overflow: 0x7F, notANumber: 0x7F);

    /// <summary>5 bits of exponent, 2 of mantissa; largest value 57,344.</summary>
    public static Float8 E5M2 { get; } = new(mantissaBits: 2, bias: 15, overflow: 0x7C, notANumber: 0x7F);

    /// <summary>Decodes elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Decode(ReadOnlySpan<byte> source, Span<float> target)
    {
        for (var i = 0; i < source.Length; i++)
            target[i] = _values[source[i]];
    }

    /// <summary>Encodes elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Encode(ReadOnlySpan<float> source, Span<byte> target)
    {
        for (var i = 0; i < source.Length; i++)
            target[i] = Encode(source[i]);
    }

    private byte Encode(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        var sign = (byte)(bits >> 24 & 0x80);
        var magnitude = bits & 0x7FFF_FFFF;
        if (magnitude > 0x7F80_0000)
            return (byte)(sign | _notANumber);
        if (magnitude >> 23 < 128 - _bias)
            return (byte)(sign | (byte)MathF.Round(MathF.Abs(value) * _subnormalScale, MidpointRounding.ToEven));

        var shift = 23 - _mantissaBits;
        var rounded = magnitude + (1u << shift - 1) - 1 + (magnitude >> shift & 1) >> shift;
        var code = rounded - (uint)(127 - _bias << _mantissaBits);
        return (byte)(sign | (code >= _overflow ? _overflow : (byte)code));
    }

    private float ValueOf(byte code)
    {
        var exponent = (code & 0x7F) >> _mantissaBits;
        var mantissa = code & (1 << _mantissaBits) - 1;
        float magnitude;
        if ((code & 0x7F) > _overflow || (code & 0x7F) == _notANumber)
            magnitude = float.NaN;
        else if ((code & 0x7F) == _overflow)
            magnitude = float.PositiveInfinity;
        else if (exponent == 0)
            magnitude = mantissa / _subnormalScale;
        else
            magnitude = float.ScaleB(mantissa + (1 << _mantissaBits), exponent - _bias - _mantissaBits);
        return BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(magnitude) & 0x7FFF_FFFF | (uint)(code & 0x80) << 24);
    }
}
