using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace MuBench.Manifests.Reading;

/// <summary>
/// Checks that bytes are JSON of a permitted size, depth and encoding, so that later readers of the document cannot
/// fail. It has its own messages: the parser's messages repeat parts of the input, which may be a key.
/// </summary>
internal static class ManifestSyntax
{
    public static ManifestFault? Check(ReadOnlySpan<byte> bytes) =>
        FaultOf(bytes) is { } fault ? new ManifestFault("$", fault.Message) : null;

    /// <summary>Where the bytes are no JSON, counted without a byte order mark; null if they are.</summary>
    public static int? OffsetOfFault(ReadOnlySpan<byte> bytes) => FaultOf(bytes)?.Offset;

    public static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> bytes) =>
        bytes.Span.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;

    private static (string Message, int Offset)? FaultOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > ManifestReader.MaxBytes)
            return ($"a manifest has at most {ManifestReader.MaxBytes:N0} bytes, this file has more", 0);
        if (bytes.StartsWith(Encoding.Unicode.Preamble) || bytes.StartsWith(Encoding.BigEndianUnicode.Preamble))
            return ("the file is UTF-16; save it as UTF-8", 0);
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        if (bytes.Trim(" \t\r\n"u8).IsEmpty)
            return ("the file is empty; expected a JSON object with 'name', 'benchmark' and 'models'", 0);
        if (IndexOfInvalidUtf8(bytes) is { } invalid)
            return ($"not JSON: {Place(bytes, invalid)}: found the byte 0x{bytes[invalid]:X2}, which is not UTF-8 text", invalid);
        return TokenFaultOf(bytes);
    }

    private static (string Message, int Offset)? TokenFaultOf(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions
        {
            CommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
            MaxDepth = ManifestReader.MaxBytes, // the limit is checked below, with a place in the message
        });
        try
        {
            while (reader.Read())
            {
                // The depth of an opening token does not include the token itself.
                if (reader.CurrentDepth >= ManifestReader.MaxDepth)
                    return ($"{Place(bytes, (int)reader.TokenStartIndex)}: nested deeper than {ManifestReader.MaxDepth} levels", (int)reader.TokenStartIndex);
                if (reader.ValueIsEscaped && !IsReadable(ref reader))
                    return ($"not JSON: {Place(bytes, (int)reader.TokenStartIndex)}: the text has a \\u escape that is half of a pair", (int)reader.TokenStartIndex);
            }
            return null;
        }
        catch (JsonException fault)
        {
            var offset = OffsetOf(bytes, fault);
            return ("not JSON: " + JsonFaultOf(bytes, offset), Math.Min(offset, bytes.Length));
        }
    }

    private static bool IsReadable(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() is not null;
        }
        catch (InvalidOperationException) // an unpaired surrogate: the caller reports it
        {
            return false;
        }
    }

    private static string JsonFaultOf(ReadOnlySpan<byte> bytes, int offset)
    {
        if (offset >= bytes.Length)
            return $"{Place(bytes, bytes.Length)}: the file ends before its last object, list or text is closed";
        while (offset > 0 && char.IsAsciiLetter((char)bytes[offset]) && char.IsAsciiLetter((char)bytes[offset - 1]))
            offset--; // the parser stops inside a word that begins like true, false or null
        Rune.DecodeFromUtf8(bytes[offset..], out var found, out _);
        var before = bytes[..offset].TrimEnd(" \t\r\n"u8);
        var hint = found.Value switch
        {
            '/' when bytes[offset..].StartsWith("/*"u8) => "; the comment is not closed",
            '\'' => "; text is written in double quotes",
            '"' when !before.IsEmpty && before[^1] is not ((byte)'{' or (byte)'[' or (byte)',' or (byte)':') => "; is a comma missing before it?",
            '\n' or '\r' => ", the end of a line within text; is a '\"' missing?",
            '}' or ']' when !before.IsEmpty && before[^1] is (byte)':' => "; is a value missing before it?",
            _ when Rune.IsLetter(found) => "; names and text are written in double quotes, true, false and null in lower case",
            _ => "",
        };
        var character = Rune.IsControl(found) || found == Rune.ReplacementChar ? $"the character U+{found.Value:X4}" : $"'{found}'";
        return $"{Place(bytes, offset)}: found {character} where JSON does not allow it{hint}";
    }

    private static int OffsetOf(ReadOnlySpan<byte> bytes, JsonException fault)
    {
        var offset = 0;
        for (var line = fault.LineNumber ?? 0; line > 0; line--)
        {
            var end = bytes[offset..].IndexOf((byte)'\n');
            if (end < 0)
                break;
            offset += end + 1;
        }
        return (int)Math.Min(bytes.Length, offset + (fault.BytePositionInLine ?? 0));
    }

    /// <summary>Line and column, from 1, columns counted in characters as editors do.</summary>
    public static (int Line, int Column) PlaceOf(ReadOnlySpan<byte> bytes, int offset)
    {
        var before = bytes[..offset];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return (before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }

    private static string Place(ReadOnlySpan<byte> bytes, int offset)
    {
        var (line, column) = PlaceOf(bytes, offset);
        return $"line {line}, column {column}";
    }

    private static int? IndexOfInvalidUtf8(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
            return null;
        var index = 0;
        while (Rune.DecodeFromUtf8(bytes[index..], out _, out var length) == System.Buffers.OperationStatus.Done)
            index += length;
        return index;
    }
}
