namespace MuBench.Reports.Figures;

/// <summary>A mark at a point.</summary>
/// <param name="X">Its centre.</param>
/// <param name="Y">Its centre.</param>
/// <param name="Radius">Half its width.</param>
/// <param name="Colour">Its colour, such as <c>#0072b2</c>.</param>
/// <param name="Shape">Its shape. Series differ in it as well as in colour.</param>
/// <param name="IsHollow">Whether it is white inside.</param>
public sealed record FigureMark(double X, double Y, double Radius, string Colour, FigureMarkShape Shape = FigureMarkShape.Circle, bool IsHollow = false) : FigureShape
{
    /// <summary>The corners of a square or diamond.</summary>
    public IReadOnlyList<(double X, double Y)> Corners => Shape == FigureMarkShape.Square
        ? [(X - Radius, Y - Radius), (X + Radius, Y - Radius), (X + Radius, Y + Radius), (X - Radius, Y + Radius)]
        : [(X, Y - (1.3 * Radius)), (X + (1.3 * Radius), Y), (X, Y + (1.3 * Radius)), (X - (1.3 * Radius), Y)];
}
