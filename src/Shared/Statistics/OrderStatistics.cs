namespace MuBench.Statistics;

/// <summary>Finds the value that a place would have in sorted order, without sorting the rest (Hoare 1961, "Algorithm 65: FIND").</summary>
internal static class OrderStatistics
{
    /// <summary>Moves the values so that the one of a place in sorted order stands there, no larger one before it and no smaller one behind it.</summary>
    /// <param name="values">The values; none is NaN.</param>
    /// <param name="place">The place, from 0.</param>
    public static void Select(Span<double> values, int place)
    {
        var (first, last) = (0, values.Length - 1);
        while (first < last)
        {
            var pivot = Middle(values[first], values[first + ((last - first) / 2)], values[last]);
            var (left, right) = (first, last);
            while (left <= right)
            {
                while (values[left] < pivot)
                    left++;
                while (values[right] > pivot)
                    right--;
                if (left > right)
                    break;
                (values[left], values[right]) = (values[right], values[left]);
                left++;
                right--;
            }

            if (place <= right)
                last = right;
            else if (place >= left)
                first = left;
            else
                return; // it lies between the parts, and all values there equal the pivot
        }
    }

    private static double Middle(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
