namespace MuBench.Scoring.Localization;

/// <summary>
/// Solves the rectangular linear assignment problem: every row (or, of a tall matrix, every column) gets a partner of
/// its own so that the sum of the costs is minimal. O(n³).
/// </summary>
/// <remarks>
/// Shortest augmenting paths (Jonker and Volgenant 1987, in the rectangular form of Crouse 2016, IEEE Trans. Aerosp.
/// Electron. Syst. 52, 1679-1696). Among several optimal assignments it returns the one of
/// <c>scipy.optimize.linear_sum_assignment</c> (1.5 and later): candidates are visited from the last to the first, a
/// chosen one is replaced by the last remaining one, and among equally near ones a column without a partner comes
/// first. This choice affects the score; see <see cref="GritScore"/>.
/// </remarks>
internal sealed class LinearAssignment
{
    private readonly double[,] _cost;
    private readonly int _rows;
    private readonly int _columns;
    private readonly double[] _rowPrice;
    private readonly double[] _columnPrice;
    private readonly int[] _columnOf;
    private readonly int[] _rowOf;
    private readonly double[] _distance;
    private readonly int[] _previous;
    private readonly int[] _remaining;
    private readonly bool[] _reachedRow;
    private readonly bool[] _reachedColumn;

    private LinearAssignment(double[,] cost)
    {
        _cost = cost;
        (_rows, _columns) = (cost.GetLength(0), cost.GetLength(1));
        (_rowPrice, _columnPrice) = (new double[_rows], new double[_columns]);
        (_columnOf, _rowOf) = (new int[_rows], new int[_columns]);
        (_distance, _previous, _remaining) = (new double[_columns], new int[_columns], new int[_columns]);
        (_reachedRow, _reachedColumn) = (new bool[_rows], new bool[_columns]);
        Array.Fill(_columnOf, -1);
        Array.Fill(_rowOf, -1);
    }

    /// <summary>The column of each row; -1 for a row of a tall matrix without a partner.</summary>
    /// <exception cref="ArgumentException">A cost is not a finite number.</exception>
    public static int[] Solve(double[,] cost)
    {
        ArgumentNullException.ThrowIfNull(cost);
        foreach (var value in cost)
            if (!double.IsFinite(value))
                throw new ArgumentException($"A cost is {value}; every cost must be a finite number.", nameof(cost));
        var (rows, columns) = (cost.GetLength(0), cost.GetLength(1));
        if (rows <= columns)
            return new LinearAssignment(cost).Assign()._columnOf;

        var turned = new double[columns, rows];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                turned[column, row] = cost[row, column];
        return new LinearAssignment(turned).Assign()._rowOf;
    }

    private LinearAssignment Assign()
    {
        for (var row = 0; row < _rows; row++)
        {
            var (sink, length) = ShortestPath(row);
            Reprice(row, length);
            Augment(row, sink);
        }

        return this;
    }

    // Dijkstra over reduced costs, from a row without a partner to the nearest column without one.
    private (int Sink, double Length) ShortestPath(int row)
    {
        Array.Fill(_distance, double.PositiveInfinity);
        Array.Clear(_reachedRow);
        Array.Clear(_reachedColumn);
        var left = _columns;
        for (var index = 0; index < left; index++)
            _remaining[index] = left - index - 1;

        for (var length = 0.0; ;)
        {
            _reachedRow[row] = true;
            var nearest = Nearest(row, left, length);
            var column = _remaining[nearest];
            length = _distance[column];
            _reachedColumn[column] = true;
            if (_rowOf[column] < 0)
                return (column, length);
            row = _rowOf[column];
            _remaining[nearest] = _remaining[--left];
        }
    }

    private int Nearest(int row, int left, double length)
    {
        var (nearest, lowest) = (-1, double.PositiveInfinity);
        for (var index = 0; index < left; index++)
        {
            var column = _remaining[index];
            var through = length + _cost[row, column] - _rowPrice[row] - _columnPrice[column];
            if (through < _distance[column])
                (_distance[column], _previous[column]) = (through, row);
            if (_distance[column] < lowest || (_distance[column] == lowest && _rowOf[column] < 0))
                (nearest, lowest) = (index, _distance[column]);
        }

        return nearest;
    }

    private void Reprice(int start, double length)
    {
        _rowPrice[start] += length;
        for (var row = 0; row < _rows; row++)
            if (_reachedRow[row] && row != start)
                _rowPrice[row] += length - _distance[_columnOf[row]];
        for (var column = 0; column < _columns; column++)
            if (_reachedColumn[column])
                _columnPrice[column] -= length - _distance[column];
    }

    private void Augment(int start, int column)
    {
        int row;
        do
        {
            row = _previous[column];
            _rowOf[column] = row;
            (_columnOf[row], column) = (column, _columnOf[row]);
        }
        while (row != start);
    }
}
