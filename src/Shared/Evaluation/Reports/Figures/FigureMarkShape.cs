namespace MuBench.Reports.Figures;

/// <summary>The shape of a mark.</summary>
public enum FigureMarkShape
{
    /// <summary>A circle.</summary>
    Circle,

    /// <summary>A square.</summary>
    Square,

    /// <summary>A square on its corner.</summary>
    Diamond,
}
