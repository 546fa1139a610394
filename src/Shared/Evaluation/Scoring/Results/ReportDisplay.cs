using MuBench.Datasets;
using MuBench.Imaging.Display;

namespace MuBench.Scoring.Results;


/// <summary>The display rule for images of a run with more than 8 bits per sample; the same for every model.</summary>
/// <param name="Rule">The rule, as <see cref="DisplayRule"/> writes it.</param>
/// <param name="SetBy">The source of the rule: one of <see cref="DisplaySources"/>.</param>
/// <param name="Items">Number of items of the run with such images.</param>
/// <param name="Depth">The bit depth of the whole dataset's images of more than 8 bits.</param>
public sealed record ReportDisplay(string Rule, string SetBy, int Items, PixelDepth Depth);
