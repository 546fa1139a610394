using System.Buffers.Binary;
using System.Text;

namespace MuBench.TestUtils.Fuzzing;

/// <summary>
/// Changes real inputs in ways that find faults in readers: flipped bits, extreme numbers, cut, doubled and joined pieces, other
/// tokens.
/// </summary>
public static class Mutations
{
    private const int MaxEdits = 4;

    private static readonly long[] Numbers =
        [0, 1, -1, 2, 7, 8, 127, 128, 255, 256, 32767, 32768, 65535, 65536, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue, 1 << 24, 100_000_000];

    private static readonly string[] Tokens =
    [
        "\"", "'", "{", "}", "[", "]", ",", ":", "\t", "\n", "\r\n", "\r", "\0", "\\", "\\u0000", "\\ud800", "\u001b[31m", "\u202e", "\ufeff", "null", "true", "0", "-1", "1e999",
        "-1e999", "NaN", "1e-400", "9223372036854775808", "\"\"", "..", "../", "/", "data:image/png;base64,", "http://127.0.0.1/", "AAAA", "==", "\ud83d\ude00", "\uffff",
    ];

    /// <summary>Changes bytes of any kind.</summary>
    /// <param name="random">The generator.</param>
    /// <param name="seeds">Real inputs. One is changed, and pieces of the others may be inserted.</param>
    public static byte[] Bytes(Random random, IReadOnlyList<byte[]> seeds)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(seeds);
        List<byte> bytes = [.. seeds[random.Next(seeds.Count)]];
        for (var edits = 1 + random.Next(MaxEdits); edits > 0; edits--)
            Edit(random, bytes, seeds);
        return [.. bytes];
    }

    /// <summary>Changes text: its bytes as above, and tokens with a meaning in JSON and tables.</summary>
    public static byte[] Text(Random random, IReadOnlyList<byte[]> seeds)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(seeds);
        List<byte> bytes = [.. seeds[random.Next(seeds.Count)]];
        for (var edits = 1 + random.Next(MaxEdits); edits > 0; edits--)
        {
            if (random.Next(3) == 0)
                Edit(random, bytes, seeds);
            else
                Replace(random, bytes, random.Next(3) == 0 ? random.Next(24) : random.Next(3), Encoding.UTF8.GetBytes(Tokens[random.Next(Tokens.Length)]));
        }

        return [.. bytes];
    }

    private static void Edit(Random random, List<byte> bytes, IReadOnlyList<byte[]> seeds)
    {
        switch (random.Next(9))
        {
            case 0 or 1 when bytes.Count > 0:
                bytes[random.Next(bytes.Count)] ^= (byte)(1 << random.Next(8));
                break;
            case 2 or 3 or 4:
                Number(random, bytes);
                break;
            case 5:
                Replace(random, bytes, Piece(random, bytes.Count), []);
                break;
            case 6:
                Replace(random, bytes, 0, Cut(random, [.. bytes]));
                break;
            case 7:
                Replace(random, bytes, random.Next(2) * Piece(random, bytes.Count), Cut(random, seeds[random.Next(seeds.Count)]));
                break;
            default:
                var end = Math.Min(bytes.Count, Piece(random, bytes.Count));
                bytes.RemoveRange(bytes.Count - end, end);
                break;
        }
    }

    /// <summary>Overwrites bytes with a number of 1 to 8 bytes, in either byte order.</summary>
    private static void Number(Random random, List<byte> bytes)
    {
        var size = 1 << random.Next(4);
        if (bytes.Count < size)
            return;
        Span<byte> number = stackalloc byte[8];
        var value = random.Next(4) == 0 ? bytes.Count + random.Next(-2, 3) : Numbers[random.Next(Numbers.Length)];
        BinaryPrimitives.WriteInt64LittleEndian(number, value);
        number = number[..size];
        if (random.Next(2) == 0)
            number.Reverse();
        var place = random.Next(bytes.Count - size + 1);
        for (var i = 0; i < size; i++)
            bytes[place + i] = number[i];
    }

    private static void Replace(Random random, List<byte> bytes, int length, ReadOnlySpan<byte> by)
    {
        var place = random.Next(bytes.Count + 1);
        bytes.RemoveRange(place, Math.Min(length, bytes.Count - place));
        bytes.InsertRange(place, by.ToArray());
    }

    private static ReadOnlySpan<byte> Cut(Random random, byte[] of)
    {
        var start = random.Next(of.Length + 1);
        return of.AsSpan(start, Math.Min(Piece(random, of.Length), of.Length - start));
    }

    // Mostly short, because a long piece leaves little of the input to read.
    private static int Piece(Random random, int length) => random.Next(4) == 0 ? random.Next(length + 1) : random.Next(16);
}
