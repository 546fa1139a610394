using MuBench.Scoring.Outcomes;

namespace MuBench.Viewing;

/// <summary>The outcomes of a question under the official and the strict protocol in one byte.</summary>
internal static class OutcomePair
{
    /// <summary>The number of a question that the model is not asked, in the place of an outcome: one more than the last outcome.</summary>
    public const int NotAsked = (int)Outcome.NotRun + 1;

    /// <summary>A question that the model is not asked.</summary>
    public const byte OfNotAsked = NotAsked | (NotAsked << 4);

    /// <summary>Packs two outcomes.</summary>
    public static byte Of(Outcome official, Outcome strict) => (byte)((int)official | ((int)strict << 4));

    /// <summary>The outcome under a protocol, 0 for the official one and 1 for the strict one; <see cref="NotAsked"/> if there is none.</summary>
    public static int At(byte pair, int protocol) => protocol == 0 ? pair & 0xF : pair >> 4;
}
