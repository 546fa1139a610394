using MuBench.Printing;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MuBench.Cli.Printing;

/// <summary>Removes control characters from all tables and lines that Spectre draws, except for Spectre's own codes.</summary>
internal sealed class InertText : IRenderHook
{
    /// <inheritdoc/>
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) =>
        renderables.Select(renderable => new Inert(renderable));

    private sealed class Inert(IRenderable inner) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => inner.Render(options, maxWidth).Select(Clean);

        private static Segment Clean(Segment segment) =>
            segment.IsControlCode || segment.IsLineBreak ? segment : new Segment(ShownText.Clean(segment.Text), segment.Style, segment.Link);
    }
}
