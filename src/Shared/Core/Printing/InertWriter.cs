using System.Text;

namespace MuBench.Printing;

/// <summary>
/// Writes to a terminal or a log, and makes text from endpoints, datasets and file names harmless: control characters and
/// characters that change the text direction are replaced (<see cref="ShownText"/>), and overlong lines are cut.
/// </summary>
/// <param name="inner">The target.</param>
public sealed class InertWriter(TextWriter inner) : TextWriter
{
    /// <summary>Maximum number of characters of a line.</summary>
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

    // A carriage return or the first half of a surrogate pair is held back: its meaning depends on the next character.
    private void Append(StringBuilder shown, char character)
    {
        var held = _held;
        _held = null;
        if (held is { } high && high != '\r')
        {
            if (char.IsLowSurrogate(character))
            {
                Put(shown, high, character);
                return;
            }

            Put(shown, ShownText.Replacement);
        }
        else if (held is not null && character != '\n')
        {
            Put(shown, ' ');
        }

        if (character == '\r' || char.IsHighSurrogate(character))
            _held = character;
        else if (character == '\n')
            EndLine(shown, held == '\r');
        else
            Put(shown, ShownText.IsShown(character) ? character : ShownText.Replacement);
    }

    private void EndLine(StringBuilder shown, bool withReturn)
    {
        shown.Append(withReturn ? "\r\n" : "\n");
        _column = 0;
    }

    private void Put(StringBuilder shown, char character, char? second = null)
    {
        if (_column < MaxLine)
            shown.Append(character).Append(second);
        else if (_column == MaxLine)
            shown.Append(Cut);
        _column++;
    }
}
