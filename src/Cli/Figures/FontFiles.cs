using PdfSharp.Fonts;

namespace MuBench.Cli.Figures;

/// <summary>Gives PDFsharp the files of <see cref="SansFont"/>.</summary>
internal sealed class FontFiles(SansFont font) : IFontResolver
{
    /// <summary>The family that figures ask for.</summary>
    public const string Family = "figure";

    private const string Regular = "regular";
    private const string Bold = "bold";

    /// <inheritdoc/>
    public FontResolverInfo? ResolveTypeface(string familyName, bool isBold, bool isItalic) => new(isBold ? Bold : Regular);

    /// <inheritdoc/>
    public byte[]? GetFont(string faceName) => File.ReadAllBytes(faceName == Bold ? font.Bold : font.Regular);
}
