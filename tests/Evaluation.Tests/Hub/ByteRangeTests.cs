using CsCheck;
using MuBench.Hub;

namespace MuBench.Tests.Hub;

public sealed class ByteRangeTests
{
    [Fact]
    public void Split_AnyFile_AsksForEveryMissingByteOnceAndForNoOther() =>
        Gen.Select(Gen.Long[0, 5_000], Gen.Int[1, 700], Gen.Long[1, 3_000], Gen.Int[0, 60].Array[0, 40]).Sample((length, piece, maximum, pieces) =>
        {
            var held = pieces.ToHashSet();
            var ranges = ByteRange.Split(length, piece, held.Contains, maximum);
            var asked = new int[length];
            foreach (var range in ranges)
            {
                Assert.InRange(range.Length, 1, Math.Max(maximum, piece));
                Assert.Equal(0, range.Start % piece);
                Assert.True(range.End % piece == 0 || range.End == length);
                for (var at = range.Start; at < range.End; at++)
                    asked[at]++;
            }

            Assert.Equal(ranges.OrderBy(range => range.Start), ranges);
            for (var at = 0; at < length; at++)
                Assert.Equal(held.Contains(at / piece) ? 0 : 1, asked[at]);
        });

    [Fact]
    public void Split_NothingHeld_MakesRangesAsLongAsAllowed() =>
        Assert.Equal([new(0, 20), new(20, 40), new(40, 47)], ByteRange.Split(47, 10, _ => false, 25));
}
