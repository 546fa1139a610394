using System.Text;
using CsCheck;
using MuBench.Json;
using MuBench.Scoring.Localization;

namespace MuBench.Tests.Scoring.Localization;

/// <summary>Compares with scipy.optimize.linear_sum_assignment: the values of reference.py.</summary>
public sealed class LinearAssignmentTests
{
    [Fact]
    public void Solve_ManyTies_ChoosesAsSciPyDoes()
    {
        var draws = new Draws(1);
        var lines = Enumerable.Range(0, 2000).Select(_ =>
        {
            var (rows, columns) = (1 + draws.Next(12), 1 + draws.Next(12));
            return string.Join(',', LinearAssignment.Solve(draws.Matrix(rows, columns, 5, 4)));
        });
        Assert.Equal("523a14f1fe156895be918ebb7adf262a3275444c0a0f2fd0fcb9d5d028efe735", Hashing.Sha256(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    [Theory]
    [InlineData(5, 5, 1.972300)]
    [InlineData(30, 17, 0.392000)]
    [InlineData(17, 30, 0.374000)]
    [InlineData(100, 100, 1.452500)]
    [InlineData(100, 80, 0.866700)]
    public void Solve_DenseMatrix_HasSciPysCost(int rows, int columns, double expected)
    {
        var cost = new Draws(rows * 1000 + columns).Matrix(rows, columns, 10000, 10000);
        Assert.Equal(expected, Cost(cost, LinearAssignment.Solve(cost)), 1e-9);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 3)]
    [InlineData(3, 0)]
    public void Solve_NothingToPair_PairsNothing(int rows, int columns) =>
        Assert.Equal(Enumerable.Repeat(-1, rows), LinearAssignment.Solve(new double[rows, columns]));

    [Fact]
    public void Solve_CostThatIsNoNumber_IsRefused() => Assert.Throws<ArgumentException>(() => LinearAssignment.Solve(new[,] { { double.NaN } }));

    [Fact]
    public void Solve_SmallMatrix_CostsNoMoreThanAnyOtherAssignment() =>
        Matrices(6).Sample(cost => Assert.Equal(BruteForce(cost, 0, 0), Cost(cost, LinearAssignment.Solve(cost)), 1e-12));

    [Fact]
    public void Solve_AnyMatrix_PairsEachAtMostOnceAndAsManyAsThereAre() => Matrices(20).Sample(cost =>
    {
        var partners = LinearAssignment.Solve(cost).Where(column => column >= 0).ToList();
        return partners.Count == Math.Min(cost.GetLength(0), cost.GetLength(1)) && partners.Distinct().Count() == partners.Count;
    });

    [Fact]
    public void Solve_RowsInAnotherOrder_CostsTheSame() => Matrices(12).Sample(cost =>
    {
        var (rows, columns) = (cost.GetLength(0), cost.GetLength(1));
        var turned = new double[rows, columns];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                turned[row, column] = cost[rows - 1 - row, (column + 1) % columns];
        Assert.Equal(Cost(cost, LinearAssignment.Solve(cost)), Cost(turned, LinearAssignment.Solve(turned)), 1e-9);
    });

    // Costs with few distinct values have ties; the others have none.
    private static Gen<double[,]> Matrices(int most) =>
        Gen.Select(Gen.Int[1, most], Gen.Int[1, most], Gen.Bool).SelectMany((rows, columns, ties) =>
            (ties ? Gen.Int[0, 3].Select(level => level / 3.0) : Gen.Double[0, 1]).Array[rows * columns].Select(values =>
            {
                var cost = new double[rows, columns];
                Buffer.BlockCopy(values, 0, cost, 0, values.Length * sizeof(double));
                return cost;
            }));

    private static double Cost(double[,] cost, int[] partners) =>
        partners.Select((column, row) => column < 0 ? 0 : cost[row, column]).Sum();

    private static double BruteForce(double[,] cost, int row, int taken)
    {
        var (rows, columns) = (cost.GetLength(0), cost.GetLength(1));
        if (row == rows || int.PopCount(taken) == columns)
            return 0;
        var mayRest = rows - row > columns - int.PopCount(taken);
        var least = mayRest ? BruteForce(cost, row + 1, taken) : double.PositiveInfinity;
        for (var column = 0; column < columns; column++)
            if ((taken >> column & 1) == 0)
                least = Math.Min(least, cost[row, column] + BruteForce(cost, row + 1, taken | 1 << column));
        return least;
    }
}
