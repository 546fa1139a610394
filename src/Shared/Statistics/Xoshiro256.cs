using System.Numerics;
using System.Text;

namespace MuBench.Statistics;

/// <summary>
/// The xoshiro256** generator (Blackman, Vigna 2018, doi 10.1145/3460772), seeded by SplitMix64. It is part of MuBench so that
/// intervals are the same with every version of the runtime.
/// </summary>
public sealed class Xoshiro256
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>Starts the sequence of a seed.</summary>
    public Xoshiro256(ulong seed)
    {
        _s0 = SplitMix(ref seed);
        _s1 = SplitMix(ref seed);
        _s2 = SplitMix(ref seed);
        _s3 = SplitMix(ref seed);
    }

    /// <summary>A generator for one seed and purpose. Its sequence does not depend on other draws.</summary>
    public static Xoshiro256 For(int seed, params ReadOnlySpan<string> purpose)
    {
        // FNV-1a; a separator distinguishes ("ab", "c") from ("a", "bc").
        var hash = 14695981039346656037UL;
        foreach (var part in purpose)
        {
            foreach (var octet in Encoding.UTF8.GetBytes(part))
                hash = (hash ^ octet) * 1099511628211UL;
            hash = (hash ^ 0xFF) * 1099511628211UL;
        }

        return new Xoshiro256(hash + unchecked((ulong)seed * 0x9E3779B97F4A7C15UL));
    }

    /// <summary>The next 64 bits.</summary>
    public ulong NextULong()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextULong() >> 11) * (1.0 / (1UL << 53));

    private static ulong SplitMix(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
