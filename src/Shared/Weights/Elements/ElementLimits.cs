using System.Numerics;

namespace MuBench.Weights.Elements;

/// <summary>
/// The largest magnitude, in the arithmetic of <typeparamref name="T"/>, that rounds to a finite number of an element type.
/// </summary>
internal static class ElementLimits<T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>The limit of an element type.</summary>
    public static T Of(ElementType type) => type switch
    {
        ElementType.F8E4M3 => T.CreateChecked(464), // a tie that rounds to 448, which is even
        ElementType.F8E5M2 => T.BitDecrement(T.CreateChecked(61_440)),
        ElementType.F16 => T.BitDecrement(T.CreateChecked(65_520)),
        ElementType.BF16 => T.BitDecrement(T.ScaleB(T.CreateChecked(2 - Math.ScaleB(1, -8)), 127)),
        ElementType.F32 when typeof(T) == typeof(double) => T.BitDecrement(T.ScaleB(T.CreateChecked(2 - Math.ScaleB(1, -24)), 127)),
        _ => T.BitDecrement(T.PositiveInfinity),
    };
}
