using MuBench.Statistics;

namespace MuBench.Tests.Statistics;

/// <summary>Compares with SciPy's distributions: the values of reference.py.</summary>
public sealed class DistributionTests
{
    private const double Precision = 1e-9;

    [Theory]
    [InlineData(2.0, 3, 0.1393259685588431)]
    [InlineData(0.1, 1, 0.9365489651388929)]
    [InlineData(1.5, 4.7, 0.19754150086279748)]
    [InlineData(8.6, 4, 0.0010045941244978154)]
    [InlineData(2.2, 1000, 0.028035025326697875)]
    [InlineData(40, 12, 3.851229580772037e-14)]
    [InlineData(12, 9000.5, 6.331832193028387e-33)]
    public void StudentT_TwoSided_IsSciPys(double t, double freedom, double expected) => Close(expected, StudentT.TwoSided(t, freedom));

    [Theory]
    [InlineData(0.95, 1, 12.706204736432095)]
    [InlineData(0.95, 3.3, 3.024874461840933)]
    [InlineData(0.9, 4, 2.131846786326649)] // a closed form: SciPy 1.10 has 2.13184678133629
    [InlineData(0.95, 29, 2.045229642132703)]
    [InlineData(0.95, 16000, 1.9601122625179568)]
    [InlineData(0.9, 250.5, 1.6509592329932323)]
    public void StudentT_Quantile_IsSciPys(double confidence, double freedom, double expected) => Close(expected, StudentT.Quantile(confidence, freedom));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.01, 0.9920212873707368)]
    [InlineData(0.5, 0.6170750774519738)]
    [InlineData(1, 0.31731050786291415)]
    [InlineData(1.96, 0.04999579029644087)]
    [InlineData(2.999, 0.0027086730674542115)]
    [InlineData(3, 0.0026997960632601866)]
    [InlineData(5, 5.733031437583866e-07)]
    [InlineData(10, 1.523970604832094e-23)]
    [InlineData(30, 9.813427854295816e-198)]
    public void Normal_TwoSided_IsSciPys(double z, double expected) => Close(expected, NormalDistribution.TwoSided(z));

    [Theory]
    [InlineData(0.5, 0.6744897501960817)]
    [InlineData(0.9, 1.6448536269514722)]
    [InlineData(0.95, 1.959963984540054)]
    [InlineData(0.99, 2.5758293035489004)]
    public void Normal_Quantile_IsSciPys(double confidence, double expected) => Close(expected, NormalDistribution.Quantile(confidence));

    [Theory]
    [InlineData(0.3, 2, 5, 0.579825)]
    [InlineData(0.99, 50, 0.5, 0.3173043978741973)]
    [InlineData(0.001, 0.5, 8000, 0.9999369081199496)]
    [InlineData(0.45, 300, 350.5, 0.28410521124979504)]
    [InlineData(1e-8, 1.2, 3, 8.841840142457289e-10)]
    public void Beta_Below_IsSciPys(double x, double a, double b, double expected) => Close(expected, BetaDistribution.Below(x, a, b));

    [Theory]
    [InlineData(0.025, 1, 5, 0.0050507633794680575)]
    [InlineData(0.975, 3.4, 22.1, 0.2866282516297266)]
    [InlineData(0.025, 0.2, 9, 7.405932936185502e-10)]
    [InlineData(0.95, 0.5, 4000, 0.0004800970802175872)]
    [InlineData(1e-9, 5, 5, 0.006048968085640926)]
    public void Beta_Quantile_IsSciPys(double probability, double a, double b, double expected) => Close(expected, BetaDistribution.Quantile(probability, a, b));

    // Far more precise than an interval needs. The far tails lose digits in logarithms of large numbers.
    private static void Close(double expected, double value) => Assert.InRange(value / expected, 1 - Precision, 1 + Precision);
}
