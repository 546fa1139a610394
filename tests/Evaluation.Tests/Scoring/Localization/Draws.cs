namespace MuBench.Tests.Scoring.Localization;

/// <summary>The old rand() of the C library; reference.py draws the same numbers.</summary>
internal sealed class Draws(long seed)
{
    private long _state = seed;

    public int Next(int below)
    {
        _state = (_state * 1103515245 + 12345) % (1L << 31);
        return (int)((_state >> 16) % below);
    }

    public double[,] Matrix(int rows, int columns, int below, double divisor)
    {
        var matrix = new double[rows, columns];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                matrix[row, column] = Next(below) / divisor;
        return matrix;
    }
}
