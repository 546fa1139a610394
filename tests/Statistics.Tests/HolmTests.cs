using CsCheck;
using MuBench.Statistics;

namespace MuBench.Tests.Statistics;

public sealed class HolmTests
{
    // By hand: sorted 0.005, 0.01, 0.03, 0.04 times 4, 3, 2, 1 = 0.02, 0.03, 0.06, 0.04, each at least the previous one.
    [Fact]
    public void Adjust_FourValues_IsWhatHolmWrites() =>
        AssertClose([0.03, 0.06, 0.06, 0.02], Holm.Adjust([0.01, 0.04, 0.03, 0.005]));

    [Fact]
    public void Adjust_LargeValues_StopAtOne() => AssertClose([1, 1, 0.3], Holm.Adjust([0.6, 0.5, 0.1]));

    [Fact]
    public void Adjust_SlicesWithoutATest_DoNotCount() => AssertClose([null, 0.02, null, 0.04], Holm.Adjust([null, 0.01, null, 0.04]));

    [Fact]
    public void Adjust_Nothing_IsNothing() => Assert.Empty(Holm.Adjust([]));

    [Fact]
    public void Adjust_AnyValues_KeepTheirOrderAndLieBetweenThemselvesAndBonferroni() =>
        Gen.Double[0, 1].Array[1, 60].Sample(values =>
        {
            var adjusted = Holm.Adjust([.. values.Select(value => (double?)value)]);
            for (var i = 0; i < values.Length; i++)
            {
                Assert.InRange(adjusted[i]!.Value, values[i], Math.Min(1, values.Length * values[i]));
                for (var j = 0; j < values.Length; j++)
                    Assert.True(values[i] > values[j] || adjusted[i] <= adjusted[j]);
            }
        });

    private static void AssertClose(double?[] expected, double?[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        foreach (var (e, a) in expected.Zip(actual))
            if (e is null)
                Assert.Null(a);
            else
                Assert.Equal(e.Value, a!.Value, 1e-12);
    }
}
