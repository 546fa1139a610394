namespace MuBench.Reports.Figures;

/// <summary>A filled rectangle.</summary>
/// <param name="X">Its left side.</param>
/// <param name="Y">Its upper side.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
/// <param name="Fill">Its colour, such as <c>#0072b2</c>.</param>
public sealed record FigureBox(double X, double Y, double Width, double Height, string Fill) : FigureShape;
