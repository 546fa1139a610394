using System.Globalization;
using System.Text;
using MuBench.Reports.Html;

namespace MuBench.Reports.Figures;

/// <summary>Renders figures as SVG, with text as text.</summary>
public static class SvgFigure
{
    private const string Fonts = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif";

    /// <summary>Renders a figure. Equal figures give equal text.</summary>
    public static string Render(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{N(figure.Width)}pt\" height=\"{N(figure.Height)}pt\" viewBox=\"0 0 {N(figure.Width)} {N(figure.Height)}\" font-family=\"{Fonts}\" role=\"img\">\n");
        svg.Append("<title>");
        Escape.Append(svg, figure.Title);
        svg.Append("</title>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{N(figure.Width)}\" height=\"{N(figure.Height)}\" fill=\"#ffffff\"/>\n");
        foreach (var shape in figure.Shapes) Append(svg, shape);
        return svg.Append("</svg>\n").ToString();
    }

    private static void Append(StringBuilder svg, FigureShape shape)
    {
        switch (shape)
        {
            case FigureBox box:
                svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{N(box.X)}\" y=\"{N(box.Y)}\" width=\"{N(box.Width)}\" height=\"{N(box.Height)}\" fill=\"{box.Fill}\"/>\n");
                break;
            case FigureLine line:
                svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{Points(line.Points)}\" fill=\"none\" stroke=\"{line.Colour}\" stroke-width=\"{N(line.Width)}\"{(line.IsDashed ? " stroke-dasharray=\"2.5 2\"" : "")}/>\n");
                break;
            case FigureMark { Shape: FigureMarkShape.Circle } mark:
                svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{N(mark.X)}\" cy=\"{N(mark.Y)}\" r=\"{N(mark.Radius)}\" {Ink(mark)}/>\n");
                break;
            case FigureMark mark:
                svg.Append(CultureInfo.InvariantCulture, $"<polygon points=\"{Points(mark.Corners)}\" {Ink(mark)}/>\n");
                break;
            case FigureText text:
                var turn = text.IsUpright ? string.Create(CultureInfo.InvariantCulture, $" transform=\"rotate(-90 {N(text.X)} {N(text.Y)})\"") : "";
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{N(text.X)}\" y=\"{N(text.Y)}\" font-size=\"{N(text.Size)}\" fill=\"{text.Colour}\"{Anchor(text.Anchor)}{(text.IsBold ? " font-weight=\"bold\"" : "")}{turn}>");
                Escape.Append(svg, text.Text);
                svg.Append("</text>\n");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(shape), shape, "A shape that SVG figures do not know.");
        }
    }

    private static string Ink(FigureMark mark) => mark.IsHollow ? $"fill=\"#ffffff\" stroke=\"{mark.Colour}\" stroke-width=\"0.8\"" : $"fill=\"{mark.Colour}\"";

    private static string Anchor(FigureAnchor anchor) => anchor switch
    {
        FigureAnchor.Middle => " text-anchor=\"middle\"",
        FigureAnchor.End => " text-anchor=\"end\"",
        _ => "",
    };

    private static string Points(IEnumerable<(double X, double Y)> points) => string.Join(' ', points.Select(point => $"{N(point.X)},{N(point.Y)}"));

    private static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
