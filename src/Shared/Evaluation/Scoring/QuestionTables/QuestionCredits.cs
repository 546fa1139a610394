using System.Buffers.Binary;

namespace MuBench.Scoring.QuestionTables;

/// <summary>The fractional scores of the graded questions that were answered (base64 in the file).</summary>
/// <param name="Items">Positions of the questions in the plan, ascending; four bytes each, little-endian.</param>
/// <param name="Millionths">The fractional score of each, 0 to 1,000,000 for 0 to 1; four bytes each, little-endian.</param>
internal sealed record QuestionCredits(byte[] Items, byte[] Millionths)
{
    /// <summary>The score of a whole question. Scores are counted in millionths, so that their sums are exact in any order.</summary>
    internal const int Whole = 1_000_000;

    /// <summary>A fractional score from 0 to 1 in millionths.</summary>
    internal static int Of(double credit) => credit is >= 0 and <= 1
        ? (int)Math.Round(credit * Whole)
        : throw new ArgumentOutOfRangeException(nameof(credit), credit, "Expected 0 to 1.");

    /// <summary>Packs the fractional scores of some questions; null if there are none.</summary>
    internal static QuestionCredits? Pack(IReadOnlyList<(int Item, int Credit)> credits)
    {
        if (credits.Count == 0)
            return null;
        var packed = new QuestionCredits(new byte[4 * credits.Count], new byte[4 * credits.Count]);
        for (var index = 0; index < credits.Count; index++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(packed.Items.AsSpan(4 * index), credits[index].Item);
            BinaryPrimitives.WriteInt32LittleEndian(packed.Millionths.AsSpan(4 * index), credits[index].Credit);
        }

        return packed;
    }

    /// <summary>
    /// One fractional score for each question of a run, in millionths: 0 if none is stored. Empty if the model has none
    /// at all.
    /// </summary>
    /// <exception cref="UserException">The stored data are damaged.</exception>
    internal static int[] Unpack(QuestionCredits? packed, int questions)
    {
        if (packed is null)
            return [];
        var credits = new int[questions];
        if (packed.Items.Length != packed.Millionths.Length || packed.Items.Length % 4 != 0)
            throw Damaged($"{packed.Items.Length} bytes of places and {packed.Millionths.Length} of credits");
        for (var offset = 0; offset < packed.Items.Length; offset += 4)
        {
            var question = BinaryPrimitives.ReadInt32LittleEndian(packed.Items.AsSpan(offset));
            var credit = BinaryPrimitives.ReadInt32LittleEndian(packed.Millionths.AsSpan(offset));
            if ((uint)question >= (uint)questions || (uint)credit > Whole)
                throw Damaged($"item {question} of {questions} has {credit}");
            credits[question] = credit;
        }

        return credits;
    }

    private static UserException Damaged(string what) =>
        new($"The stored credits of a model are damaged: {what}, and a credit is 0 to {Whole}. Run the manifest again: it is scored again, and no question is asked twice.");
}
