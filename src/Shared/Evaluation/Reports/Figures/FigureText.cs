namespace MuBench.Reports.Figures;

/// <summary>A line of text.</summary>
/// <param name="X">The position of its anchor.</param>
/// <param name="Y">Its baseline.</param>
/// <param name="Text">The text.</param>
/// <param name="Size">The font size in points.</param>
/// <param name="Anchor">Which part of it is at <paramref name="X"/>.</param>
/// <param name="Colour">Its colour.</param>
/// <param name="IsBold">Whether it is bold.</param>
/// <param name="IsUpright">Whether it is turned by 90 degrees, to be read from below.</param>
public sealed record FigureText(double X, double Y, string Text, double Size, FigureAnchor Anchor = FigureAnchor.Start, string Colour = FigureStyle.Ink, bool IsBold = false, bool IsUpright = false) : FigureShape;
