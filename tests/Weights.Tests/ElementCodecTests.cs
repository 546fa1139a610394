using System.Runtime.InteropServices;
using CsCheck;
using MuBench.TestUtils.Weights;
using MuBench.Weights.Elements;

namespace MuBench.Tests.Weights;

public sealed class ElementCodecTests
{
    private static readonly byte[] AllBytes = [.. Enumerable.Range(0, 256).Select(code => (byte)code)];
    private static readonly double[] Shares = [0.5, 0.5 + 1e-12, 0.5 - 1e-12, 0.25, 1e-13];
    private static readonly ushort[] AllCodes = [.. Enumerable.Range(0, 65_536).Select(code => (ushort)code)];

    [Fact]
    public void Decode_EveryBFloat16_IsUpperHalfOfFloat()
    {
        var decoded = Decode(ElementType.BF16, MemoryMarshal.AsBytes(AllCodes.AsSpan()));
        Assert.All(AllCodes, code => Assert.Equal((uint)code << 16, BitConverter.SingleToUInt32Bits(decoded[code])));
    }

    [Fact]
    public void Decode_EveryHalf_IsItsValue()
    {
        var decoded = Decode(ElementType.F16, MemoryMarshal.AsBytes(AllCodes.AsSpan()));
        Assert.All(AllCodes, code => Assert.Equal((float)BitConverter.UInt16BitsToHalf(code), decoded[code]));
    }

    [Theory]
    [InlineData("BF16")]
    [InlineData("F16")]
    public void Encode_EveryDecodedCode_ComesBack(string name)
    {
        var type = Parse(name);
        var codes = MemoryMarshal.AsBytes(AllCodes.AsSpan());
        var floats = Decode(type, codes);
        var doubles = new double[floats.Length];
        ElementCodec.Decode(type, codes, doubles);
        Assert.Equal(floats.Select(value => (double)value), doubles);
        var fromFloats = new byte[codes.Length];
        var fromDoubles = new byte[codes.Length];
        ElementCodec.Encode(type, floats, fromFloats);
        ElementCodec.Encode(type, doubles, fromDoubles);
        for (var code = 0; code < AllCodes.Length; code++)
        {
            if (float.IsNaN(floats[code]))
            {
                Assert.True(float.IsNaN(Decode(type, fromFloats.AsSpan(code * 2, 2))[0]));
                Assert.True(float.IsNaN(Decode(type, fromDoubles.AsSpan(code * 2, 2))[0]));
            }
            else
            {
                Assert.Equal(code, BitConverter.ToUInt16(fromFloats, code * 2));
                Assert.Equal(code, BitConverter.ToUInt16(fromDoubles, code * 2));
            }
        }
    }

    [Theory]
    [InlineData("F8_E4M3", "float8-e4m3.bin")]
    [InlineData("F8_E5M2", "float8-e5m2.bin")]
    public void Float8_AllValuesTiesAndNeighbours_AreTheReference(string name, string file)
    {
        var type = Parse(name);
        var reference = File.ReadAllBytes(WeightSamples.Reference(file));
        var values = MemoryMarshal.Cast<byte, float>(reference.AsSpan(0, 1024)).ToArray();
        var count = (reference.Length - 1024) / 5;
        var inputs = MemoryMarshal.Cast<byte, float>(reference.AsSpan(1024, count * 4)).ToArray();
        var codes = reference.AsSpan(1024 + count * 4).ToArray();

        Assert.Equal(values, Decode(type, AllBytes));
        var encoded = new byte[count];
        ElementCodec.Encode(type, inputs, encoded);
        Assert.Equal(codes, encoded);
        ElementCodec.Encode(type, [.. inputs.Select(input => (double)input)], encoded);
        Assert.Equal(codes, encoded);
    }

    [Theory]
    [InlineData("BF16")]
    [InlineData("F16")]
    public void Encode_AnyDouble_IsTheNearestCodeTiesToEven(string name)
    {
        var type = Parse(name);
        var ordered = Decode(type, MemoryMarshal.AsBytes(AllCodes.AsSpan(0, 32_768))).TakeWhile(float.IsFinite).Select(value => (double)value).ToArray();
        var top = ordered[^1] + (ordered[^1] - ordered[^2]) / 2;
        Gen.Select(Gen.Int[0, ordered.Length - 2], Gen.Int[0, Shares.Length - 1], Gen.Bool).Sample((lower, index, negative) =>
        {
            var share = Shares[index];
            var value = ordered[lower] + (ordered[lower + 1] - ordered[lower]) * share;
            var expected = share > 0.5 || (share == 0.5 && lower % 2 == 1) ? lower + 1 : lower;
            Assert.True(value < top);
            var code = new byte[2];
            ElementCodec.Encode(type, [negative ? -value : value], code);
            Assert.Equal(expected | (negative ? 0x8000 : 0), BitConverter.ToUInt16(code));
        });
    }

    [Fact]
    public void Encode_AnyBitsAsHalf_IsWhatTheRuntimeRoundsTo() =>
        Gen.UInt.Array[1, 100].Sample(bits =>
        {
            // Arbitrary floats, and the same with an exponent near those of binary16, where rounding happens.
            var values = bits.Concat(bits.Select(code => code & 0x80FF_FFFF | 0x3000_0000 + (code >> 7 & 0x1F00_0000))).Select(BitConverter.UInt32BitsToSingle).ToArray();
            var encoded = new byte[values.Length * 2];
            ElementCodec.Encode(ElementType.F16, values, encoded);
            Assert.Equal(values.Select(value => (Half)value), MemoryMarshal.Cast<byte, Half>(encoded).ToArray());
        });

    private static ElementType Parse(string name)
    {
        Assert.True(ElementTypes.TryParse(name, out var type));
        return type;
    }

    private static float[] Decode(ElementType type, ReadOnlySpan<byte> source)
    {
        var target = new float[source.Length / ElementTypes.SizeOf(type)];
        ElementCodec.Decode(type, source, target);
        return target;
    }
}
