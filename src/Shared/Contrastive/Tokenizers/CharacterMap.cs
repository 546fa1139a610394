using System.Buffers.Binary;
using System.Text;

namespace MuBench.Contrastive.Tokenizers;

/// <summary>
/// SentencePiece's rules of normalization: a double-array trie (Darts-clone) that maps UTF-8 sequences to the offsets of their
/// replacements. The longest matching rule is applied; text without a matching rule is not changed.
/// </summary>
internal sealed class CharacterMap
{
    private readonly uint[] _units;
    private readonly byte[] _replacements;

    private CharacterMap(uint[] units, byte[] replacements) => (_units, _replacements) = (units, replacements);

    /// <summary>Reads the compiled rules; null if there are none.</summary>
    /// <exception cref="FormatException">The rules are truncated.</exception>
    public static CharacterMap? Read(ReadOnlySpan<byte> compiled)
    {
        if (compiled.IsEmpty)
            return null;
        var size = compiled.Length < 4 ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(compiled);
        if (size > compiled.Length - 4 || size % 4 != 0)
            throw new FormatException("The rules of normalization are cut off.");
        var units = new uint[size / 4];
        for (var i = 0; i < units.Length; i++)
            units[i] = BinaryPrimitives.ReadUInt32LittleEndian(compiled[(4 + i * 4)..]);
        return new CharacterMap(units, compiled[(4 + (int)size)..].ToArray());
    }

    /// <summary>Normalizes a text.</summary>
    public string Apply(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var result = new List<byte>(bytes.Length);
        for (var at = 0; at < bytes.Length;)
        {
            var (length, replacement) = LongestMatch(bytes.AsSpan(at));
            if (length > 0)
            {
                result.AddRange(_replacements.AsSpan(replacement, _replacements.AsSpan(replacement).IndexOf((byte)0)));
            }
            else
            {
                Rune.DecodeFromUtf8(bytes.AsSpan(at), out _, out length);
                result.AddRange(bytes.AsSpan(at, length));
            }

            at += length;
        }

        return Encoding.UTF8.GetString([.. result]);
    }

    private (int Length, int Replacement) LongestMatch(ReadOnlySpan<byte> bytes)
    {
        var (length, replacement) = (0, 0);
        var node = Offset(_units[0]);
        for (var i = 0; i < bytes.Length; i++)
        {
            node ^= bytes[i];
            if (node >= _units.Length || Label(_units[node]) != bytes[i])
                break;
            var unit = _units[node];
            node ^= Offset(unit);
            if (((unit >> 8) & 1) == 1 && node < _units.Length)
                (length, replacement) = (i + 1, (int)(_units[node] & 0x7FFF_FFFF));
        }

        return (length, replacement);
    }

    private static uint Label(uint unit) => unit & 0x8000_00FF;

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & 0x200) >> 6);
}
