using MuBench.Datasets;
using MuBench.Imaging.Display;

namespace MuBench.Scoring.Results;


/// <summary>How the images of a run that have more than 8 bits per sample were shown to every model.</summary>
/// <param name="Rule">The rule, as <see cref="DisplayRule"/> writes it.</param>
/// <param name="SetBy">Who chose it: one of <see cref="DisplaySources"/>.</param>
/// <param name="Items">Items of the run with such images.</param>
/// <param name="Depth">What the whole dataset's images of more than 8 bits are like.</param>
public sealed record ReportDisplay(string Rule, string SetBy, int Items, PixelDepth Depth);
