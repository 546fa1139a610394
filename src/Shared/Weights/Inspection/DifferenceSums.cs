using System.Numerics.Tensors;

namespace MuBench.Weights.Inspection;

/// <summary>Sums over the elements of two tensors, for measures of their difference.</summary>
internal sealed class DifferenceSums
{
    /// <summary>Σ (b − a)².</summary>
    public double Difference { get; private set; }

    /// <summary>Σ a².</summary>
    public double A { get; private set; }

    /// <summary>Σ b².</summary>
    public double B { get; private set; }

    /// <summary>Σ ab.</summary>
    public double Product { get; private set; }

    /// <summary>max |b − a|.</summary>
    public double MaxAbs { get; private set; }

    /// <summary>‖b − a‖ / ‖a‖; null if it is not finite.</summary>
    public double? RelativeL2 => Difference == 0 ? 0 : Finite(Math.Sqrt(Difference) / Math.Sqrt(A));

    /// <summary>The cosine between a and b; null if one is zero.</summary>
    public double? Cosine => Finite(Product / Math.Sqrt(A) / Math.Sqrt(B));

    /// <summary>Returns a number if it is finite, because JSON has no other numbers; otherwise null.</summary>
    public static double? Finite(double value) => double.IsFinite(value) ? value : null;

    /// <summary>Adds elements.</summary>
    public void Add(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> scratch)
    {
        var difference = scratch[..a.Length];
        TensorPrimitives.Subtract(b, a, difference);
        Difference += TensorPrimitives.SumOfSquares<double>(difference);
        A += TensorPrimitives.SumOfSquares(a);
        B += TensorPrimitives.SumOfSquares(b);
        Product += TensorPrimitives.Dot(a, b);
        MaxAbs = Math.Max(MaxAbs, Math.Abs(TensorPrimitives.MaxMagnitude<double>(difference)));
    }

    /// <summary>Adds the sums of other elements.</summary>
    public void Add(DifferenceSums other)
    {
        Difference += other.Difference;
        A += other.A;
        B += other.B;
        Product += other.Product;
        MaxAbs = Math.Max(MaxAbs, other.MaxAbs);
    }
}
