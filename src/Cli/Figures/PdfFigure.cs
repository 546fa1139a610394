using System.Globalization;
using MuBench.Reports.Figures;
using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;

namespace MuBench.Cli.Figures;

/// <summary>Renders figures as PDF, one page of the figure's size, with text as text and its font embedded.</summary>
internal static class PdfFigure
{
    /// <summary>Renders a figure.</summary>
    /// <exception cref="UserException">This machine has no font for it.</exception>
    public static byte[] Render(Figure figure)
    {
        GlobalFontSettings.FontResolver ??= new FontFiles(SansFont.Find());
        using var document = new PdfDocument();
        document.Info.Title = figure.Title;
        document.Info.Creator = "MuBench";
        var page = document.AddPage();
        page.Width = XUnit.FromPoint(figure.Width);
        page.Height = XUnit.FromPoint(figure.Height);
        using (var graphics = XGraphics.FromPdfPage(page))
        {
            foreach (var shape in figure.Shapes) Draw(graphics, shape);
        }

        using var content = new MemoryStream();
        document.Save(content, closeStream: false);
        return content.ToArray();
    }

    private static void Draw(XGraphics graphics, FigureShape shape)
    {
        switch (shape)
        {
            case FigureBox box:
                graphics.DrawRectangle(Brush(box.Fill), box.X, box.Y, box.Width, box.Height);
                break;
            case FigureLine line:
                var pen = new XPen(Colour(line.Colour), line.Width);
                if (line.IsDashed) pen.DashPattern = [2.5 / line.Width, 2 / line.Width];
                graphics.DrawLines(pen, [.. line.Points.Select(point => new XPoint(point.X, point.Y))]);
                break;
            case FigureMark mark:
                DrawMark(graphics, mark);
                break;
            case FigureText text:
                DrawText(graphics, text);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(shape), shape, "A shape that PDF figures do not know.");
        }
    }

    private static void DrawMark(XGraphics graphics, FigureMark mark)
    {
        var pen = mark.IsHollow ? new XPen(Colour(mark.Colour), 0.8) : null;
        var brush = mark.IsHollow ? XBrushes.White : Brush(mark.Colour);
        if (mark.Shape == FigureMarkShape.Circle)
            graphics.DrawEllipse(pen, brush, mark.X - mark.Radius, mark.Y - mark.Radius, 2 * mark.Radius, 2 * mark.Radius);
        else
            graphics.DrawPolygon(pen, brush, [.. mark.Corners.Select(corner => new XPoint(corner.X, corner.Y))], XFillMode.Winding);
    }

    private static void DrawText(XGraphics graphics, FigureText text)
    {
        var font = new XFont(FontFiles.Family, text.Size, text.IsBold ? XFontStyleEx.Bold : XFontStyleEx.Regular);
        var format = text.Anchor switch
        {
            FigureAnchor.Middle => XStringFormats.BaseLineCenter,
            FigureAnchor.End => XStringFormats.BaseLineRight,
            _ => XStringFormats.BaseLineLeft,
        };
        var state = graphics.Save();
        var place = new XPoint(text.X, text.Y);
        if (text.IsUpright) graphics.RotateAtTransform(-90, place);
        graphics.DrawString(text.Text, font, Brush(text.Colour), place, format);
        graphics.Restore(state);
    }

    private static XSolidBrush Brush(string colour) => new(Colour(colour));

    private static XColor Colour(string colour) => XColor.FromArgb(
        int.Parse(colour.AsSpan(1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        int.Parse(colour.AsSpan(3, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        int.Parse(colour.AsSpan(5, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
}
