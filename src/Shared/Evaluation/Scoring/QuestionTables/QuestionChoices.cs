using MuBench.Scoring.Matching;

namespace MuBench.Scoring.QuestionTables;

/// <summary>
/// The position of the option that each response names, and the position of the correct option, both in display order
/// (base64 in the file).
/// </summary>
/// <param name="Chosen">
/// The position that <see cref="StrictExtractor"/> reads, or <see cref="Unread"/> or <see cref="Missing"/>; one byte
/// per question.
/// </param>
/// <param name="Gold">The position of the correct option; one byte per question.</param>
internal sealed record QuestionChoices(byte[] Chosen, byte[] Gold)
{
    /// <summary>The model responded, but no option could be read.</summary>
    public const byte Unread = 255;

    /// <summary>There is no response.</summary>
    public const byte Missing = 254;
}
