using MuBench.Scoring.Matching;

namespace MuBench.Scoring.QuestionTables;

/// <summary>Which place of the options shown each question's reply names, and at which place the correct one stood (base64 in the file).</summary>
/// <param name="Chosen">The place that <see cref="StrictExtractor"/> reads, or <see cref="Unread"/> or <see cref="Missing"/>; one byte a question.</param>
/// <param name="Gold">The correct option's place; one byte a question.</param>
public sealed record QuestionChoices(byte[] Chosen, byte[] Gold)
{
    /// <summary>The model answered, and no option could be read.</summary>
    public const byte Unread = 255;

    /// <summary>There is no answer.</summary>
    public const byte Missing = 254;
}
