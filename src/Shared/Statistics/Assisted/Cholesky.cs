namespace MuBench.Statistics.Assisted;

/// <summary>Solves linear equations with a symmetric positive definite matrix.</summary>
internal static class Cholesky
{
    /// <summary>Replaces the right side by the solution.</summary>
    /// <param name="matrix">The matrix by rows, of which the lower triangle is read; it is overwritten.</param>
    /// <param name="right">The right side; the solution afterwards.</param>
    public static void Solve(double[] matrix, double[] right)
    {
        var size = right.Length;
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var sum = matrix[(row * size) + column];
                for (var before = 0; before < column; before++)
                    sum -= matrix[(row * size) + before] * matrix[(column * size) + before];
                matrix[(row * size) + column] = row == column ? Math.Sqrt(sum) : sum / matrix[(column * size) + column];
            }
        }

        for (var row = 0; row < size; row++)
        {
            for (var before = 0; before < row; before++)
                right[row] -= matrix[(row * size) + before] * right[before];
            right[row] /= matrix[(row * size) + row];
        }

        for (var row = size - 1; row >= 0; row--)
        {
            for (var after = row + 1; after < size; after++)
                right[row] -= matrix[(after * size) + row] * right[after];
            right[row] /= matrix[(row * size) + row];
        }
    }
}
