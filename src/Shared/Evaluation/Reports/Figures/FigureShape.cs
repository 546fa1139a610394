namespace MuBench.Reports.Figures;

/// <summary>A shape of a figure. Positions and sizes are points, 72 to an inch, from the upper left corner.</summary>
public abstract record FigureShape;
