using System.Text;
using MuBench.Reports;

namespace MuBench.Printing;

/// <summary>
/// Stands before a terminal or a log: what comes from endpoints, datasets and file names can neither steer it nor turn the
/// direction of a line (<see cref="ShownText"/>), and a line that has no end is cut.
/// </summary>
/// <param name="inner">Where it goes.</param>
public sealed class InertWriter(TextWriter inner) : TextWriter
{
    /// <summary>Most characters of a line.</summary>
    public const int MaxLine = 4000;

    private const string Cut = " ... (cut)";

    private int _column;
    private char? _held;

    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Write([value]);

    /// <inheritdoc/>
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        var shown = new StringBuilder(buffer.Length);
        foreach (var character in buffer)
            Append(shown, character);
        inner.Write(shown);
    }

    /// <inheritdoc/>
    public override void WriteLine() => Write(CoreNewLine.AsSpan());

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Write(value + NewLine);

    /// <inheritdoc/>
    public override void WriteLine(ReadOnlySpan<char> buffer) => Write(string.Concat(buffer, NewLine));

    /// <inheritdoc/>
    public override Task WriteAsync(char value) => Done(() => Write(value));

    /// <inheritdoc/>
    public override Task WriteAsync(string? value) => Done(() => Write(value));

    /// <inheritdoc/>
    public override Task WriteAsync(char[] buffer, int index, int count) => Done(() => Write(buffer, index, count));

    /// <inheritdoc/>
    public override Task WriteAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default) => Done(() => Write(buffer.Span));

    /// <inheritdoc/>
    public override Task WriteLineAsync() => Done(WriteLine);

    /// <inheritdoc/>
    public override Task WriteLineAsync(char value) => Done(() => WriteLine(value));

    /// <inheritdoc/>
    public override Task WriteLineAsync(string? value) => Done(() => WriteLine(value));

    /// <inheritdoc/>
    public override Task WriteLineAsync(char[] buffer, int index, int count) => Done(() => WriteLine(buffer, index, count));

    /// <inheritdoc/>
    public override Task WriteLineAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default) => Done(() => WriteLine(buffer.Span));

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();

    /// <inheritdoc/>
    public override Task FlushAsync() => inner.FlushAsync();

    private static Task Done(Action write)
    {
        write();
        return Task.CompletedTask;
    }

    // One character is held back where what it means depends on the next one: a carriage return, the first half of a pair.
    private void Append(StringBuilder shown, char character)
    {
        var held = _held;
        _held = null;
        if (held is '\r' && character != '\n')
            Put(shown, " ");
        else if (held is { } high && held is not '\r')
        {
            Put(shown, char.IsLowSurrogate(character) ? $"{high}{character}" : $"{ShownText.Replacement}");
            if (char.IsLowSurrogate(character))
                return;
        }

        if (character is '\r' || char.IsHighSurrogate(character))
        {
            _held = character;
        }
        else if (character == '\n')
        {
            shown.Append(held is '\r' ? "\r\n" : "\n");
            _column = 0;
        }
        else
        {
            Put(shown, ShownText.IsShown(character) ? $"{character}" : $"{ShownText.Replacement}");
        }
    }

    private void Put(StringBuilder shown, string text)
    {
        if (_column < MaxLine)
            shown.Append(text);
        else if (_column == MaxLine)
            shown.Append(Cut);
        _column++;
    }
}
