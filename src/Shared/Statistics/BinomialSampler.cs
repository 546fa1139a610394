namespace MuBench.Statistics;

/// <summary>
/// Exact draws from Binomial(n, p) for one p and any n: by inversion if few successes are expected, otherwise by
/// Hörmann's transformed rejection BTRS (1993, "The generation of binomial random variates").
/// </summary>
/// <remarks>Not safe for concurrent use: what depends on n alone is kept until another n comes.</remarks>
internal sealed class BinomialSampler
{
    private const double InversionBelow = 10;
    private readonly bool _isFlipped;
    private readonly double _p;
    private readonly double _odds;
    private readonly double _logQ;
    private int _n = -1;
    private double _deviation;
    private double _a;
    private double _b;
    private double _centre;
    private double _acceptAt;

    public BinomialSampler(double p)
    {
        _isFlipped = p > 0.5;
        _p = Math.Clamp(_isFlipped ? 1 - p : p, 0, 0.5);
        _odds = _p / (1 - _p);
        _logQ = double.LogP1(-_p);
    }

    public int Draw(Xoshiro256 random, int n)
    {
        if (n == 0)
            return 0;
        var successes = _p == 0 ? 0 : n * _p < InversionBelow ? Invert(random, n) : Reject(random, n);
        return _isFlipped ? n - successes : successes;
    }

    private int Invert(Xoshiro256 random, int n)
    {
        while (true)
        {
            var u = random.NextDouble();
            var probability = Math.Exp(n * _logQ);
            for (var k = 0; k <= n; k++)
            {
                if (u < probability)
                    return k;
                u -= probability;
                probability *= _odds * (n - k) / (k + 1);
            }
        }
    }

    private void Prepare(int n)
    {
        _n = n;
        _deviation = Math.Sqrt(n * _p * (1 - _p));
        _b = 1.15 + 2.53 * _deviation;
        _a = -0.0873 + 0.0248 * _b + 0.01 * _p;
        _centre = n * _p + 0.5;
        _acceptAt = 0.92 - 4.2 / _b;
    }

    private int Reject(Xoshiro256 random, int n)
    {
        if (n != _n)
            Prepare(n);
        var (a, b) = (_a, _b);
        while (true)
        {
            var u = random.NextDouble() - 0.5;
            var v = random.NextDouble();
            var us = 0.5 - Math.Abs(u);
            var k = Math.Floor((2 * a / us + b) * u + _centre);
            if (us >= 0.07 && v <= _acceptAt)
                return (int)k;
            if (k < 0 || k > n)
                continue;
            var alpha = (2.83 + 5.1 / b) * _deviation;
            if (Math.Log(v * alpha / (a / (us * us) + b)) <= LogRatioToMode(n, k))
                return (int)k;
        }
    }

    /// <summary>The logarithm of the ratio of the probability of k successes to that of the mode.</summary>
    private double LogRatioToMode(int n, double k)
    {
        var mode = Math.Floor((n + 1) * _p);
        return (mode + 0.5) * Math.Log((mode + 1) / (_odds * (n - mode + 1)))
            + (n + 1) * Math.Log((n - mode + 1) / (n - k + 1))
            + (k + 0.5) * Math.Log(_odds * (n - k + 1) / (k + 1))
            + Tail(mode) + Tail(n - mode) - Tail(k) - Tail(n - k);
    }

    // Hörmann writes factorials around k + 1: ln k! = (k + 1/2) ln(k + 1) - (k + 1) + ln(2 pi)/2 + tail(k).
    private static double Tail(double k) => Factorials.StirlingError(k + 1);
}
