namespace MuBench.Reports.Figures;

/// <summary>Which part of a text is at its position.</summary>
public enum FigureAnchor
{
    /// <summary>Its start.</summary>
    Start,

    /// <summary>Its middle.</summary>
    Middle,

    /// <summary>Its end.</summary>
    End,
}
